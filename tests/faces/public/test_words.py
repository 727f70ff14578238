"""What the pages say: figures beside their sources, assumptions, the letter with its fields filled."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest

from daybreak.domain.campaigns.models import Figure
from daybreak.domain.deliveries.outcomes import Count, Outcome
from daybreak.domain.letters.models import Letter
from tests import factories as make
from tests.faces.public.cast import nairobi, statement, tried
from tests.faces.public.reading import BASE, NOON, read

pytestmark = pytest.mark.django_db


def told(page: str) -> str:
    """Return the part of a page between main and footer, with single spaces."""
    return " ".join(page.split("<main", 1)[1].split("<footer", 1)[0].split())


def test_the_reported_figures_stand_beside_ours_with_source_date_and_reason() -> None:
    edition = nairobi().edition
    for value, what in ((11, "countries with protests"), (22, "cities with protests")):
        Figure.objects.create(
            edition=edition,
            kind="reported",
            what=what,
            value=value,
            as_of="2018-10-01",
            source="A partner's page",
            note="A figure of protests, not of deliveries.",
        )
    page = told(read(BASE))
    assert '11</b> <bdi>countries with protests</bdi> and <b class="n">22</b> <bdi>cities with protests</bdi>.' in page
    assert "A partner's page".replace("'", "&#x27;") in page
    assert page.count("A figure of protests, not of deliveries.") == 1
    assert "1 city in 1 country, as of" in page


def test_a_delivery_enters_the_count_by_its_best_attempt() -> None:
    pledge = nairobi(results_show="at_once")
    for outcome in ("refused", "mailbox", "refused"):
        tried(pledge, outcome=outcome, at=make.AT)
    assert "<div><dt>letter delivered</dt><dd>1</dd></div>" in told(read(BASE))
    assert "<div><dt>refused</dt><dd>0</dd></div>" in told(read(BASE))


def test_an_assumption_is_told_where_the_city_is() -> None:
    nairobi(assumption="The document names the country only; Nairobi is the seat of the embassy.")
    for section in ("board/", "kenya/", "kenya/nairobi/", "kenya/nairobi/embassy/"):
        assert "The document names the country only" in read(BASE + section)


def test_a_statement_shows_its_number_its_source_and_a_missing_source() -> None:
    edition = make.make_edition()
    statement(edition, "First.", source_name="The treaty office", source_date="1982-09-24")
    statement(edition, "Second.", source_name="The call", names_no_source=True)
    statement(edition, "Third.", source_url="javascript:alert(1)")
    page = told(read(BASE + "background/"))
    assert page.index("First.") < page.index("Second.") < page.index("Third.")
    assert "Source: <bdi>The treaty office</bdi>" in page
    assert "Said by: <bdi>The call</bdi>. It names no source." in page
    assert 'href="javascript:' not in page


def test_the_letter_is_filled_from_the_edition_and_says_what_is_filled_later() -> None:
    text = "On {campaign.anniversary_date}, the {campaign.anniversary_ordinal} anniversary, in {mission.city}."
    letter = {"salutation": "Your Excellency,", "closing": "Respectfully,", "written_at": make.AT}
    Letter.objects.create(edition=make.make_edition(), language="en", paragraphs=[text, "Wrong {field}"], **letter)
    page = told(read(BASE + "letter/"))
    assert "On 24 September 1982, the 36th anniversary, in [the mission&#x27;s city]." in page
    assert "Wrong {field}" in page


def test_words_of_a_city_cannot_become_markup() -> None:
    pledge = nairobi(results_show="at_once", assumption="<script>alert(1)</script>")
    tried(pledge, outcome="handed_over", at=make.AT, note="<b onmouseover=x>bold</b>")
    page = read(BASE + "kenya/nairobi/") + read(BASE) + read(BASE + "board/")
    assert "<script>" not in page and "alert(1)</" not in page
    assert "<b onmouseover" not in page


def test_the_counting_rule_names_every_outcome() -> None:
    make.make_edition()
    page = told(read(BASE + "counting-rule/"))
    assert [outcome for outcome in Outcome if outcome.label not in page] == []
    assert [count for count in Count if f"<dt>{count.value.capitalize()}</dt>" not in page] == []


def test_the_privacy_page_prints_the_registry() -> None:
    make.make_edition()
    page = told(read(BASE + "privacy/"))
    assert "<td>E-mail address, telephone number</td><td>So that the desk can write or ring</td>" in page
    assert page.index("Dangerous</td>") < page.index("Contact</td>") < page.index("Everything else")
    assert "90 days after the last edition they took part in has closed" in page


def test_the_thank_you_list_keeps_its_words_and_links_to_what_has_a_page() -> None:
    edition = nairobi().edition
    edition.thanked.create(
        position=1, as_given_name="The Kenya of the document", country="KE", assumption="Seat: Nairobi."
    )
    edition.thanked.create(position=2, as_given_name="Peru", country="PE")
    edition.thanked.create(position=3, as_given_name="Kenya", country="KE", city=make.make_city())
    edition.thanked.create(position=4, as_given_name="The lake", country="KE", city=make.make_city())
    page = told(read(BASE + "thanks/"))
    nations, places = page.split("Cities and regions", 1)
    assert f'<a href="{BASE}kenya/"><bdi>Kenya</bdi></a>' in nations
    assert f'<a href="{BASE}kenya/nairobi/"><bdi>The lake</bdi></a>' in places
    assert "Seat: Nairobi." in page
    assert "<li><bdi>Peru</bdi></li>" in nations


def test_a_solidarity_city_stands_in_no_state_of_a_gate_on_the_board() -> None:
    edition = nairobi(results_show="at_once").edition
    lima = make.make_city(**make.LIMA)
    make.make_plan(edition=edition, city=lima, solidarity=True, reveal="now")
    page = told(read(BASE + "board/", at=NOON + timedelta(days=2)))
    counted = re.findall(r"<li><b>(\d+)</b> <span class=\"st (\w+)\">", page)
    assert counted == [("0", "not"), ("1", "due"), ("0", "rep"), ("0", "chk"), ("1", "sol")]
    assert '<tr class="w-sol">' in page


def test_a_statement_keeps_its_number_when_another_is_withdrawn() -> None:
    edition = make.make_edition()
    first = statement(edition, "First.")
    statement(edition, "Second.", source_name="The treaty office")
    first.delete()
    page = told(read(BASE + "background/"))
    assert '<li id="s2">' in page and "Statement 2</a>" in page and 'id="s1"' not in page
    assert '<dt>The treaty office</dt><dd><a href="#s2">Statement 2</a></dd>' in page
    assert f'href="{BASE}background/#s2"' in read(BASE)


def test_the_press_page_has_statements_with_numbers_an_embargo_sentence_and_downloads() -> None:
    edition = make.make_edition(press_organisation=make.make_organisation(press_contact="press@example.org"))
    statement(edition, "Said once.")
    page = told(read(BASE + "press/"))
    assert "Statement 1</a>" in page and "Said once." in page
    assert "Nothing on this site is under embargo" in page
    assert "press@example.org" in page
    assert f'href="{BASE}figures.json"' in page and f'href="{BASE}counting-rule/"' in page


def test_the_home_page_names_the_press_office_and_the_contact_line() -> None:
    edition = make.make_edition(press_organisation=make.make_organisation(press_contact="press@example.org"))
    assert "To take part" not in told(read(BASE))
    edition.campaign.contact = "desk@example.org"
    edition.campaign.save()
    page = told(read(BASE))
    assert "<dt>To take part</dt><dd><bdi>desk@example.org</bdi></dd>" in page
    assert "<dt>For the press</dt><dd><bdi>press@example.org</bdi></dd>" in page


def test_a_list_of_gatherings_does_not_say_the_city_twice() -> None:
    edition = make.make_edition()
    make.make_gathering(edition=edition, title="A vigil in Nairobi")
    make.make_gathering(edition=edition, title="A walk by the lake")
    page = told(read(BASE + "gatherings/"))
    assert page.count("Nairobi") == 2
    assert ">A walk by the lake</a>, <a" in page
