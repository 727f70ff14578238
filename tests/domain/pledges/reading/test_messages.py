"""E-mails and chats pasted one after the other: who, where, how to reach them, and every word kept."""

from contextlib import suppress

import pytest

from daybreak.domain.pledges.reading.messages import looks_like_messages, read_messages
from daybreak.domain.pledges.reading.table import SheetRefused

CITIES = {"nairobi", "lima", "new york", "서울", "paris", "london"}


def read(text):
    sheet = read_messages(text, is_city=lambda words: words.casefold() in CITIES)
    return [(line.number, *line.cells[:4]) for line in sheet.below]


MAILS = """From: Amina Invented <amina@example.org>
To: desk@example.org
Subject: I can help

Dear all,
I live in Nairobi. My number is +254 700 000 001.
Best regards,
Amina

From: "Invented, Bruno" <bruno@example.org>
Sent: Tuesday, 18 September 2018 10:00

Count me in for New York!
> From: desk@example.org
> who can go to Lima?

---------- Forwarded message ---------
From: forms@example.com
Reply-To: kim@example.org

이름: 김가상
도시: 서울
"""


def test_mails_are_cut_at_their_senders_and_quotes_are_somebody_elses():
    assert read(MAILS) == [
        (1, "Amina Invented", "amina@example.org", "+254 700 000 001", "Nairobi"),
        (10, "Bruno Invented", "bruno@example.org", "", "New York"),
        (18, "김가상", "kim@example.org", "", "서울"),
    ]


def test_no_word_of_a_message_is_dropped():
    sheet = read_messages(MAILS, is_city=lambda words: False)
    words = " ".join(line.cells[4] for line in sheet.below)
    assert {"Dear", "number", "Count", "도시:"} <= set(words.split())


def test_what_one_sender_wrote_in_a_chat_is_one_line():
    chat = (
        "[17/09/2018, 10:01] Amina Invented: I'll take Nairobi\n"
        "17/09/2018, 10:02 - +44 20 7946 0000: my name is Carl\nI go to London\n"
        "[17/09/2018, 10:03] Amina Invented: and I can print\n"
    )
    assert looks_like_messages(chat)
    assert read(chat) == [(1, "Amina Invented", "", "", "Nairobi"), (2, "Carl", "", "+44 20 7946 0000", "London")]


def test_a_list_of_dashes_is_one_person_a_line():
    listed = "Nairobi – Amina Invented – amina@example.org\nLima - Bruno Invented - +51 1 5550001\n"
    assert read(listed) == [
        (1, "Amina Invented", "amina@example.org", "", "Nairobi"),
        (2, "Bruno Invented", "", "+51 1 5550001", "Lima"),
    ]


def test_paragraphs_without_contacts_are_one_person_each():
    assert [line[0] for line in read("I am Amina Invented\nand go to Nairobi\n\nThis is Bruno, from Lima\n")] == [1, 4]


def test_somebody_who_says_nothing_we_can_read_is_kept_for_a_person_to_read():
    ((number, name, email, phone, city),) = read("From: x@example.org\n\nok!\n")
    assert (number, name, email, phone, city) == (1, "", "x@example.org", "", "")


@pytest.mark.parametrize(
    ("head", "is_mail"),
    [("Von: A <a@example.org>", True), ("보낸사람: a@example.org", True), ("Name\tCity", False), ("Name,City", False)],
)
def test_messages_are_told_from_tables(head, is_mail):
    assert looks_like_messages(f"{head}\n\nhello\n") is is_mail


@pytest.mark.parametrize(
    "text", ["From:", "a" * 10_000, "From: a\n" * 50, ">>>\n---\n***", "\n[1/1/18, 1:00] x: \n", "@ @ @"]
)
def test_nonsense_costs_no_more_than_a_moment_and_a_line(text):
    with suppress(SheetRefused):
        assert len(read(text)) <= 50


def test_nothing_at_all_is_refused_with_a_sentence():
    with pytest.raises(SheetRefused, match="Paste the messages"):
        read("\n \n")
