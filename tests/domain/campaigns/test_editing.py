"""Changing campaigns, editions, words, statements and the parts of organisations."""

from datetime import date

import pytest

from daybreak.core.journal.models import Entry
from daybreak.core.lib.errors import Refused
from daybreak.domain.campaigns.models import Statement
from daybreak.domain.campaigns.services import (
    EditionRefused,
    add_statement,
    create_campaign,
    create_edition,
    list_participation,
    open_edition,
)
from daybreak.domain.campaigns.services_editing import (
    CampaignRefused,
    ParticipationRefused,
    StatementRefused,
    change_campaign,
    change_edition,
    change_participation,
    change_statement,
    move_statement,
    withdraw_edition_text,
    withdraw_participation,
    withdraw_statement,
    write_statement_text,
)
from tests.factories import AT, DANA, make_campaign, make_edition, make_organisation

pytestmark = pytest.mark.django_db

SAID = {"actor": DANA, "at": AT}
DRAFT = {"state": "draft", "opened_at": None}


def statement(edition, key, **fields):
    return add_statement(edition, key=key, text=f"Words of {key}.", source_name="A document", **fields, **SAID)


def order(edition):
    return list(edition.statements.values_list("key", flat=True))


def test_two_campaigns_cannot_have_one_address():
    make_campaign()
    with pytest.raises(EditionRefused, match="Choose another"):
        create_campaign(slug="save-north-korean-refugees-day", name="Another", government="cn", **SAID)


def test_two_editions_of_a_campaign_cannot_have_one_address():
    edition = make_edition()
    with pytest.raises(EditionRefused, match="has the address 2018"):
        create_edition(edition.campaign, slug="2018", year=2018, date=None, **SAID)


def test_a_campaign_keeps_its_government_once_an_edition_was_public():
    campaign = make_edition().campaign
    change_campaign(campaign, name="A better name", contact="desk@example.org", government="cn", **SAID)
    assert (campaign.name, campaign.contact) == ("A better name", "desk@example.org")
    with pytest.raises(CampaignRefused, match="same government"):
        change_campaign(campaign, government="RU", **SAID)


def test_a_campaign_needs_a_name_and_has_no_other_fields():
    with pytest.raises(CampaignRefused, match="needs a name"):
        change_campaign(make_campaign(), name=" ", **SAID)
    with pytest.raises(Refused, match="no field slug"):
        change_campaign(make_campaign(), slug="another", **SAID)


def test_a_draft_moves_to_another_year_and_an_open_edition_does_not():
    draft = make_edition(**DRAFT)
    change_edition(draft, year=2019, slug="2019", date=date(2019, 9, 24), **SAID)
    assert (draft.year, draft.slug) == (2019, "2019")
    opened = make_edition(slug="2020", year=2020)
    with pytest.raises(EditionRefused, match="Links lead there"):
        change_edition(opened, year=2021, **SAID)


@pytest.mark.parametrize(
    ("state", "fields", "sentence"),
    [
        ("archived", {"addressee_name": "Another"}, "stays on the record"),
        ("open", {"date": None}, "keeps a date"),
        ("draft", {"slug": "2017"}, "has the address 2017"),
    ],
)
def test_what_an_edition_cannot_become(state, fields, sentence):
    make_edition(slug="2017", year=2017)
    edition = make_edition(**(DRAFT if state == "draft" else {"state": state}))
    with pytest.raises(EditionRefused, match=sentence):
        change_edition(edition, **fields, **SAID)


def test_an_edition_without_words_does_not_open():
    edition = make_edition(texts=False, **DRAFT)
    with pytest.raises(EditionRefused, match="name and its ask"):
        open_edition(edition, **SAID)


def test_the_last_words_of_a_public_edition_stay():
    edition = make_edition()
    with pytest.raises(EditionRefused, match="another language first"):
        withdraw_edition_text(edition.texts.get(), **SAID)
    draft = make_edition(slug="2019", year=2019, **DRAFT)
    withdraw_edition_text(draft.texts.get(), **SAID)
    assert not draft.texts.exists()


def test_statements_keep_their_order_when_one_is_taken_back_and_another_added():
    edition = make_edition()
    for key in "abc":
        statement(edition, key)
    withdraw_statement(Statement.objects.get(key="b"), **SAID)
    statement(edition, "d")
    assert order(edition) == ["a", "c", "d"]
    assert len(set(edition.statements.values_list("position", flat=True))) == 3


def test_two_statements_of_an_edition_cannot_have_one_key():
    edition = make_edition()
    statement(edition, "a")
    with pytest.raises(Refused, match="called 'a' already"):
        statement(edition, "a")


@pytest.mark.parametrize(("to", "wanted"), [(1, "cab"), (2, "acb"), (9, "abc")])
def test_a_statement_is_put_in_another_place(to, wanted):
    edition = make_edition()
    for key in "abc":
        statement(edition, key)
    move_statement(Statement.objects.get(key="c"), to=to, **SAID)
    assert order(edition) == list(wanted)


def test_nothing_stands_before_the_first_statement():
    first = statement(make_edition(), "a")
    with pytest.raises(StatementRefused, match="the first already"):
        move_statement(first, to=0, **SAID)


def test_a_statement_keeps_a_source_and_gets_words_in_another_language():
    found = statement(make_edition(), "a")
    change_statement(found, source_date="2018-09", **SAID)
    with pytest.raises(StatementRefused, match="who says so"):
        change_statement(found, source_name=" ", **SAID)
    write_statement_text(found, language="ko", text="한국어 문장.", **SAID)
    write_statement_text(found, language="ko", text="다른 문장.", **SAID)
    assert dict(found.texts.values_list("language", "text")) == {"en": "Words of a.", "ko": "다른 문장."}


def listed(edition, **fields):
    return list_participation(edition, organisation=make_organisation(), role="partner", **fields, **SAID)


def test_an_organisation_is_withdrawn_once_and_can_be_listed_again():
    part = listed(make_edition())
    withdraw_participation(part, **SAID)
    with pytest.raises(ParticipationRefused, match="already"):
        withdraw_participation(part, **SAID)
    again = list_participation(part.edition, organisation=part.organisation, role="partner", **SAID)
    assert (again.pk, again.withdrawn_at) == (part.pk, None)
    assert Entry.objects.latest("pk").fields == ["listed_from", "withdrawn_at"]


def test_an_organisation_has_one_part_of_a_role():
    part = listed(make_edition())
    other = list_participation(part.edition, organisation=part.organisation, role="signatory", **SAID)
    with pytest.raises(ParticipationRefused, match="in that role already"):
        change_participation(other, role="partner", listed_from=AT, **SAID)
    change_participation(other, role="convener", listed_from=AT, **SAID)
    assert other.role == "convener"
