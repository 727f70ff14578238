"""Share pictures: what they say, whom they fit, that they are kept; and what the head says of them."""

from __future__ import annotations

import os
import time
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.utils import translation

from daybreak.core.lib import clock
from daybreak.core.lib.png import is_whole, size_of
from daybreak.core.lib.typst import TypesetError
from daybreak.domain.campaigns.models import Edition
from daybreak.faces.public import pictures, share
from daybreak.faces.public.pictures import Text, Words, picture
from daybreak.faces.public.scope import Scope, scope_of
from daybreak.outputs.board.snapshot import snapshot
from tests import factories as make
from tests.faces.public.cast import nairobi, tried
from tests.faces.public.reading import BASE, NOON, SECTIONS, Tags, get, read

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("home")]
CITY = BASE + "kenya/nairobi/"
PICTURES = [BASE + "share.png", BASE + "kenya/share.png", CITY + "share.png"]


@pytest.fixture
def drawn(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """Count the pictures that are set; each takes no time here."""
    made: list[object] = []
    small = (Path(__file__).parent / "one_pixel.png").read_bytes()

    def draw(template: Path, data: object) -> bytes:
        made.append(data)
        return small

    monkeypatch.setattr(pictures, "draw", draw)
    monkeypatch.setattr(pictures, "typeset", lambda template, data, at: (b"", 1))
    return made


def scope(language: str = "en") -> Scope:
    return scope_of(language, NOON, "save-north-korean-refugees-day", "2018")


def words(**fields: object) -> Words:
    """A picture of Nairobi."""
    said = {
        "language": "en",
        "direction": "ltr",
        "large": Text("Nairobi", "en", "Nairobi"),
        "date": Text("Monday 24 September 2018", "en", "2018-09-24"),
        "noon": Text("Noon", "en", "12:00"),
        "flames": (0.46,),
        **fields,
    }
    return Words(**said)  # type: ignore[arg-type]


def kept(home: Path) -> list[Path]:
    return sorted((home / "pictures").glob("*.png"))


@pytest.mark.parametrize("path", PICTURES)
def test_edition_country_and_city_have_a_small_picture_of_the_usual_size(path: str) -> None:
    nairobi()
    response = get(path)
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/png")
    assert size_of(response.content) == (1200, 630)
    assert is_whole(response.content)
    assert len(response.content) <= 60_000


@pytest.mark.parametrize("path", [BASE + "peru/share.png", BASE + "kenya/lima/share.png", BASE + "atlantis/share.png"])
def test_a_place_without_a_page_has_no_picture(path: str) -> None:
    nairobi()
    make.make_city(**make.LIMA)
    assert get(path).status_code == 404


def test_a_gathering_alone_gives_its_city_a_picture(drawn: list[object]) -> None:
    make.make_gathering(edition=make.make_edition())
    assert [get(path).status_code for path in PICTURES] == [200, 200, 200]


def test_the_same_words_give_the_same_bytes(home: Path) -> None:
    first = picture(words())
    kept(home)[0].unlink()
    assert picture(words()) == first


def test_no_report_changes_a_picture(home: Path, drawn: list[object]) -> None:
    pledge = nairobi(results_show="at_once", reveal="now")
    for path in PICTURES:
        get(path)
    tried(pledge, outcome="handed_over", at=make.AT)
    for path in PICTURES:
        get(path, at=NOON + timedelta(days=3))
    assert len(drawn) == 3


def test_a_kept_picture_is_not_set_again(home: Path, drawn: list[object]) -> None:
    assert picture(words()) == picture(words())
    assert len(drawn) == 1
    assert [path.suffix for path in (home / "pictures").iterdir() if path.name != ".pruned"] == [".png"]


@pytest.mark.parametrize("broken", [b"", b"\x89PNG\r\n\x1a\n", b"half"])
def test_a_broken_or_missing_picture_is_made_again(home: Path, drawn: list[object], broken: bytes) -> None:
    whole = picture(words())
    kept(home)[0].write_bytes(broken)
    assert picture(words()) == whole
    kept(home)[0].unlink()
    assert picture(words()) == whole
    assert len(drawn) == 3


@pytest.mark.parametrize(
    "other",
    [{"large": Text("Lima", "en")}, {"flames": (0.2,)}, {"notice": Text("Rehearsal", "en")}, {"direction": "rtl"}],
    ids=lambda other: next(iter(other)),
)
def test_other_words_are_another_picture(home: Path, drawn: list[object], other: dict[str, object]) -> None:
    picture(words())
    picture(words(**other))
    assert len(kept(home)) == 2


def test_another_template_or_font_is_another_picture(
    home: Path, tmp_path: Path, drawn: list[object], monkeypatch: pytest.MonkeyPatch
) -> None:
    picture(words())
    monkeypatch.setattr(pictures, "edition_of_fonts", lambda: "typst 99")
    picture(words())
    other = tmp_path / "share.typ"
    other.write_text("another")
    monkeypatch.setattr(pictures, "TEMPLATE", other)
    picture(words())
    assert len(kept(home)) == 3


def test_pictures_that_nobody_used_for_sixty_days_are_forgotten(home: Path, drawn: list[object]) -> None:
    def age(path: Path, days: int) -> None:
        os.utime(path, (time.time() - days * 86400,) * 2)

    picture(words())
    picture(words(flames=(0.1,)))
    used, unused = kept(home)
    for path in (used, unused, home / "pictures" / ".pruned"):
        age(path, 61)
    picture(words() if used.name == f"{pictures._key(pictures._data(words()))}.png" else words(flames=(0.1,)))
    picture(words(flames=(0.3,)))
    assert used in kept(home)
    assert unused not in kept(home)


def test_a_letter_no_font_has_holds_up_nothing(home: Path) -> None:
    odd = words(large=Text("กรุงเทพ", "th", "Bangkok"), ask=Text("ส่งจดหมาย", "th"), name=Text("Day", "en", "Day"))
    assert pictures._printable(odd) == replace(odd, large=Text("Bangkok", "en", "Bangkok"), ask=None)
    assert is_whole(picture(odd))


def test_a_picture_that_cannot_be_set_at_all_says_so(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(TypesetError):
        picture(words(large=Text("กรุงเทพ", "th", "กรุงเทพ")))
    assert kept(home) == []


def test_the_city_s_picture_says_its_own_day_only_when_its_plan_shows() -> None:
    pledge = nairobi(reveal="after_delivery", own_date=date(2018, 9, 23), own_date_reason="A storm.")

    def said() -> str:
        return share.city_words(scope(), pledge.city, snapshot(pledge.edition, NOON, public=True).rows).date.text

    assert said() == "Monday 24 September 2018"
    pledge.edition.city_plans.update(reveal="now")
    assert said() == "Sunday 23 September 2018"


@pytest.mark.parametrize(
    ("zone", "share_of_line"),
    [("Africa/Nairobi", 0.46), ("America/Los_Angeles", 0.66), ("Pacific/Kiritimati", 0.24), ("Etc/GMT+12", 0.76)],
)
def test_the_flame_stands_at_noon_in_the_city(zone: str, share_of_line: float) -> None:
    make.make_edition()
    city = make.make_city(geonames_id=1, slug="somewhere", zone=zone)
    assert share.city_words(scope(), city, []).flames == (share_of_line,)


def test_a_country_has_a_flame_for_each_of_its_noons() -> None:
    make.make_edition()
    zones = ("America/New_York", "America/Chicago", "America/Detroit")
    cities = [make.make_city(geonames_id=number, slug=f"c{number}", zone=zone) for number, zone in enumerate(zones)]
    assert share.country_words(scope(), "US", cities).flames == (0.6, 0.62)


def test_an_edition_of_which_only_the_year_is_known_says_the_year_and_has_no_flame() -> None:
    make.make_edition(date=None, state="archived", anniversary_of=None)
    said = share.edition_words(scope())
    assert (said.date.text, said.flames) == ("2018", ())
    assert get(BASE + "share.png").status_code == 200


def test_a_rehearsal_says_so_on_its_pictures_and_in_their_words(home: Path, drawn: list[object]) -> None:
    nairobi()
    clock.move_clock(NOON)
    for path in PICTURES:
        get(path)
    assert [data["notice"]["text"] for data in drawn] == [clock.NOTICE] * 3  # type: ignore[index]
    assert share.alt(share.edition_words(scope())).startswith(clock.NOTICE)


def head(path: str) -> dict[str, str]:
    """Return the properties of a page's head, and its canonical address and title."""
    html = read(path)
    tags = Tags(html)
    found = {str(tag.get("property") or tag.get("name")): str(tag.get("content")) for tag in tags.named("meta")}
    [found["canonical"]] = [str(tag["href"]) for tag in tags.named("link") if tag.get("rel") == "canonical"]
    return found | {"title": unescape(html.split("<title>")[1].split("</title>")[0])}


@pytest.mark.parametrize("section", [*SECTIONS, "kenya/", "kenya/nairobi/", "kenya/nairobi/embassy/"])
def test_every_page_says_its_address_its_title_and_its_picture(section: str, settings: Any) -> None:
    nairobi()
    said, site = head(BASE + section), settings.DAYBREAK.public_url
    pictured = {"kenya/": "kenya/", "kenya/nairobi/": "kenya/nairobi/", "kenya/nairobi/embassy/": "kenya/nairobi/"}
    assert said["canonical"] == said["og:url"] == f"{site}{BASE}{section}"
    assert said["og:image"] == f"{site}{BASE}{pictured.get(section, '')}share.png"
    assert said["og:title"] == said["title"]
    assert said["og:description"] == said["description"] != ""
    assert (said["twitter:card"], said["twitter:image:alt"]) == ("summary_large_image", said["og:image:alt"])


def test_the_first_page_is_the_edition_s_own(settings: Any) -> None:
    nairobi()
    assert {head(path)["canonical"] for path in ("/", "/en/", BASE)} == {f"{settings.DAYBREAK.public_url}{BASE}"}


def test_a_gathering_says_its_title_and_shows_the_edition_s_picture() -> None:
    make.make_gathering(edition=make.make_edition(), title='A "vigil" <b>', public_id="aaaaaaaaaa")
    said = head(BASE + "gatherings/aaaaaaaaaa/")
    assert said["og:title"] == said["title"] == 'A "vigil" <b> · Save North Korean Refugees Day'
    assert said["og:image"].endswith(BASE + "share.png")


def test_the_words_for_a_picture_are_those_on_it() -> None:
    nairobi()
    assert head(CITY)["og:image:alt"] == (
        "Save North Korean Refugees Day. Nairobi, Kenya. Monday 24 September 2018. Deliver a letter."
    )
    assert head(BASE)["og:image:alt"] == "Save North Korean Refugees Day. Monday 24 September 2018. Deliver a letter."


@pytest.mark.parametrize(
    ("address", "host"),
    [("https://day.example.org", "day.example.org"), ("http://127.0.0.1:8000", ""), ("http://localhost:8000", "")],
)
def test_a_picture_says_where_to_read_more_unless_that_is_this_machine(address: str, host: str, settings: Any) -> None:
    make.make_edition()
    settings.DAYBREAK = replace(settings.DAYBREAK, public_url=address)
    found = share.edition_words(scope()).host
    assert (found.text if found else "") == host


@pytest.mark.parametrize("language", ["ko", "ar"])
def test_a_picture_speaks_the_language_of_its_page(language: str, settings: Any) -> None:
    edition: Edition = nairobi().edition
    settings.LANGUAGES = [("en", "English"), (language, language)]
    edition.texts.create(language=language, name="이름" if language == "ko" else "اسم", ask="-")
    with translation.override(language):
        said = share.edition_words(scope(language))
    assert said.large.text in {"이름", "اسم"}
    assert said.direction == ("rtl" if language == "ar" else "ltr")
    assert "2018" in said.date.text and "September" not in said.date.text


def test_the_moment_of_rendering_changes_nothing() -> None:
    nairobi()
    later = datetime(2018, 10, 30, tzinfo=UTC)
    assert [get(path).content for path in PICTURES] == [get(path, at=later).content for path in PICTURES]
