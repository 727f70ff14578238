"""Words sent by hand, and the sheet of one person's links."""

import pytest

from daybreak.domain.pledges.services import revoke_field_link
from daybreak.domain.pledges.states import PledgeState
from daybreak.domain.pledges.tokens import token_of
from daybreak.faces.desk.words_by_hand import _WORDS, message, short_messages, spoken
from tests.factories import AT, DANA, LIMA, make_city, make_link, make_person, make_pledge, make_target


@pytest.fixture
def link(db):
    person = make_person(phone="+254 700 000001", language="ko")
    return make_link(pledge=make_pledge(person=person))


def page_of(browser, link):
    return browser.get(f"/desk/pledges/{link.part.pledge_id}/words/").content.decode()


def test_the_words_hold_the_link_and_where_to_send_them(dana, link):
    page = page_of(dana, link)
    assert f"http://localhost:8000/f/{token_of(link)}/" in page
    assert "+254 700 000001" in page
    assert 'lang="ko"' in page
    assert "Korean" in page


def test_the_words_name_neither_the_cause_nor_the_addressee_nor_the_person(dana, link):
    page = page_of(dana, link)
    texts = [part.split("</textarea>")[0] for part in page.split("<textarea")[1:]]
    assert len(texts) == 2
    for forbidden in ("Amina", "Refugees", "China", "Embassy", "Xi"):
        assert not [text for text in texts if forbidden in text]


def test_a_language_without_words_becomes_english_and_says_so(dana, db):
    link = make_link(pledge=make_pledge(person=make_person(language="sw")))
    assert "There are no words in Swahili" in page_of(dana, link)


def test_a_revoked_link_is_in_no_words(dana, link):
    revoke_field_link(link, actor=DANA, at=AT)
    page = page_of(dana, link)
    assert token_of(link) not in page
    assert "There is no open field link" in page


def test_an_offer_is_not_to_be_sent_yet(dana, link):
    type(link.part.pledge).objects.update(state=PledgeState.OFFERED, confirmed_at=None)
    assert "This pledge is not confirmed" in page_of(dana, link)


def test_the_sheet_holds_every_link_of_one_person_with_a_code_and_no_name(dana, link):
    person, edition = link.part.person, link.part.pledge.edition
    lima = make_link(pledge=make_pledge(target=make_target(edition=edition, city=make_city(**LIMA)), person=person))
    make_link(pledge=make_pledge(target=make_target(edition=edition), person=make_person(name="Bruno")))
    page = dana.get(f"/desk/people/{person.pk}/links/").content.decode()
    assert page.count('class="qr"') == 2
    assert token_of(link) in page
    assert token_of(lima) in page
    assert "Amina" not in page
    assert "style=" not in page


def test_a_person_without_an_open_link_has_no_sheet(dana, link):
    revoke_field_link(link, actor=DANA, at=AT)
    assert dana.get(f"/desk/people/{link.part.person_id}/links/").status_code == 404


def test_sam_reads_no_words_and_no_sheet(sam, link):
    for path in (f"/desk/pledges/{link.part.pledge_id}/words/", f"/desk/people/{link.part.person_id}/links/"):
        assert sam.get(path)["Location"] == "/desk/sign-in/"


@pytest.mark.parametrize("language", sorted(_WORDS))
def test_every_language_fills_all_its_places(language):
    made = message(language=language, city="CITY", day=AT.date(), link="LINK", letter="LETTER")
    assert made.language == language
    assert {"CITY", "LINK", "LETTER"} == {word for word in ("CITY", "LINK", "LETTER") if word in made.text}
    assert "CITY" in made.short and "LINK" in made.short
    assert "2018" in made.text and "{" not in made.text + made.short


@pytest.mark.parametrize(
    ("wanted", "used"),
    [("zh", "zh-Hans"), ("zh-TW", "zh-Hant"), ("pt-BR", "pt"), ("sw", "en"), ("", "en"), ("ko", "ko")],
)
def test_the_nearest_language_we_have_words_in_is_used(wanted, used):
    assert spoken(wanted) == used


@pytest.mark.parametrize(
    ("text", "parts"), [("a" * 160, 1), ("a" * 161, 2), ("é" * 160, 1), ("€" * 81, 2), ("한" * 70, 1), ("한" * 71, 2)]
)
def test_short_messages_are_counted_as_phones_do(text, parts):
    assert short_messages(text) == parts
