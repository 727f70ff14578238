"""From an empty home to a draft: campaign, edition, words, press contact, checklist."""

from datetime import date

import pytest

from daybreak.domain.campaigns.models import Campaign, Edition
from daybreak.domain.campaigns.services_editing import change_edition
from tests.faces.desk.forms import send
from tests.factories import AT, DORA, make_campaign, make_edition, make_mission, make_organisation, make_target

DRAFT = {"state": "draft", "opened_at": None}
CAMPAIGN = {"name": "An Invented Day", "government": "CN", "contact": "desk@example.org"}


def text_of(answer):
    return answer.content.decode()


def test_an_empty_home_leads_to_making_a_campaign(dana):
    page = text_of(dana.get("/desk/"))
    assert "/desk/campaigns/new/" in page
    assert "/desk/missions/load/" in page


def test_a_campaign_leads_to_its_edition(dana):
    answer = send(dana, "/desk/campaigns/new/", **CAMPAIGN)
    campaign = Campaign.objects.get()
    assert answer.url == f"/desk/campaigns/{campaign.pk}/editions/new/"
    assert (campaign.slug, campaign.government, campaign.contact) == ("an-invented-day", "CN", "desk@example.org")
    assert f"/desk/campaigns/{campaign.pk}/editions/new/" in text_of(dana.get("/desk/"))


@pytest.mark.parametrize(
    ("typed", "field", "sentence"),
    [
        ({"name": ""}, "name", "cannot stay empty"),
        ({"name": "기억의 날"}, "name", "Latin letters"),
        ({"government": "ZZ"}, "government", "not on the list"),
    ],
)
def test_a_campaign_that_cannot_be_made_says_why_and_keeps_what_was_typed(dana, typed, field, sentence):
    answer = send(dana, "/desk/campaigns/new/", **{**CAMPAIGN, **typed})
    assert answer.status_code == 422
    assert sentence in answer.context["form"].errors[field][0]
    assert "desk@example.org" in text_of(answer)


def test_the_same_address_twice_is_refused_with_a_sentence(dana):
    send(dana, "/desk/campaigns/new/", **CAMPAIGN)
    answer = send(dana, "/desk/campaigns/new/", **CAMPAIGN)
    assert answer.status_code == 409
    assert "Choose another one" in text_of(answer)


EDITION = {"year": "2018", "date": "2018-10-24", "name": "The Day", "ask": "Deliver a letter.", "language": "ko"}


def test_an_edition_begins_as_a_draft_in_the_language_it_was_written_in(dana):
    campaign = make_campaign()
    send(dana, f"/desk/campaigns/{campaign.pk}/editions/new/", **EDITION)
    edition = Edition.objects.get()
    assert (edition.state, edition.slug, edition.date) == ("draft", "2018", date(2018, 10, 24))
    assert edition.texts.get().language == "ko"
    assert dana.get("/desk/").context["edition"] == edition


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        ({"date": "2019-10-24"}, "date"),
        ({"date": "24.10.2018"}, "date"),
        ({"anniversary_of": "2018-10-25"}, "anniversary_of"),
        ({"year": "18"}, "year"),
        ({"ask": " "}, "ask"),
    ],
)
def test_an_edition_that_cannot_be_made_says_why_at_the_field(dana, typed, field):
    campaign = make_campaign()
    answer = send(dana, f"/desk/campaigns/{campaign.pk}/editions/new/", **{**EDITION, **typed})
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not Edition.objects.exists()


def test_next_year_begins_with_the_words_and_addressee_of_this_one(dana):
    edition = make_edition()
    form = dana.get(f"/desk/campaigns/{edition.campaign_id}/editions/new/").context["form"]
    assert (form["year"].value(), form["addressee_name"].value()) == (2019, "Xi Jinping")
    assert form["ask"].value() == "Deliver a letter."


def test_date_and_addressee_are_changed_and_a_draft_moves_with_its_year(dana):
    edition = make_edition(**DRAFT)
    typed = {"year": "2019", "date": "2019-09-24", "addressee_name": "Somebody  Else"}
    assert send(dana, f"/desk/editions/{edition.pk}/details/", **typed).status_code == 303
    edition.refresh_from_db()
    assert (edition.slug, edition.date.year, edition.addressee_name) == ("2019", 2019, "Somebody Else")


def test_who_is_second_keeps_what_was_typed_and_undoes_nothing(dana):
    edition = make_edition(**DRAFT)
    address = f"/desk/editions/{edition.pk}/details/"
    typed = {**{name: box.value() or "" for name, box in _boxes(dana, address)}, "addressee_name": "Typed by Dana"}
    change_edition(edition, addressee_name="Typed by Dora", actor=DORA, at=AT)
    answer = dana.post(address, typed)
    assert answer.status_code == 409
    assert "Typed by Dana" in text_of(answer)
    edition.refresh_from_db()
    assert edition.addressee_name == "Typed by Dora"
    again = {**typed, "seen": answer.context["form"]["seen"].value()}
    assert dana.post(address, again).status_code == 303


def _boxes(browser, address):
    return [(box.name, box) for box in browser.get(address).context["form"]]


def test_words_are_written_in_another_language_and_taken_back(dana):
    edition = make_edition()
    address = f"/desk/editions/{edition.pk}/words/ko/"
    send(dana, address, name="그날", ask="편지를 전달합니다.")
    assert set(edition.texts.values_list("language", flat=True)) == {"en", "ko"}
    dana.post(address, {"do": "withdraw"})
    assert edition.texts.get().language == "en"


def test_the_only_words_of_a_public_edition_are_not_taken_back(dana):
    edition = make_edition()
    answer = dana.post(f"/desk/editions/{edition.pk}/words/en/", {"do": "withdraw"})
    assert answer.status_code == 409
    assert edition.texts.exists()


def test_a_language_nobody_knows_has_no_page(dana):
    edition = make_edition()
    assert dana.get(f"/desk/editions/{edition.pk}/words/klingon/").status_code == 404
    assert dana.get(f"/desk/editions/{edition.pk}/letter/klingon/").status_code == 404


def test_the_press_contact_is_an_organisation_that_is_there_or_a_new_one(dana):
    edition, there = make_edition(), make_organisation(name="Invented Press Office")
    address = f"/desk/editions/{edition.pk}/press/"
    send(dana, address, organisation=there.pk, contact="press@example.org")
    edition.refresh_from_db()
    assert (edition.press_organisation, edition.press_organisation.press_contact) == (there, "press@example.org")
    send(dana, address, organisation="", name="Another Office", contact="news@example.org")
    edition.refresh_from_db()
    assert edition.press_organisation.name == "Another Office"
    assert send(dana, address, organisation="", name="").status_code == 422


def missing(browser, edition):
    points = browser.get(f"/desk/editions/{edition.pk}/").context["checklist"].missing
    return [point.words for point in points]


def test_the_checklist_names_what_is_missing_until_it_is_done(dana):
    edition = make_edition(date=None, addressee_office="", texts=False, **DRAFT)
    everything = ["Name and ask", "The day", "Addressee", "A letter", "At least one target", "Press contact"]
    assert missing(dana, edition) == everything
    send(dana, f"/desk/editions/{edition.pk}/details/", date="2018-10-24", addressee_office="President")
    send(dana, f"/desk/editions/{edition.pk}/words/en/", name="The Day", ask="Deliver a letter.")
    make_target(edition=edition)
    assert missing(dana, edition) == ["A letter", "Press contact"]


def test_the_checklist_stands_on_the_first_page_and_before_the_opening(dana):
    edition = make_edition(**DRAFT)
    for address in ("/desk/", "/desk/edition/next/"):
        page = text_of(dana.get(address))
        assert f"/desk/editions/{edition.pk}/letter/" in page
        assert "Journalists find nobody to write to." in page


def test_targets_nobody_looked_at_lately_are_counted(dana):
    edition = make_edition(**DRAFT)
    make_target(edition=edition, mission=make_mission())
    points = dana.get(f"/desk/editions/{edition.pk}/").context["checklist"].advised
    assert any("1 address nobody looked at" in point.says for point in points)


def test_sam_makes_nothing(sam):
    for address in ("/desk/campaigns/new/", "/desk/setup/"):
        assert sam.post(address, CAMPAIGN).status_code in {303, 405}
    assert not Campaign.objects.exists()
