"""The map: projection, drawings, sky, and pins that do not cover each other."""

from __future__ import annotations

import gzip
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from math import hypot
from pathlib import Path

import pytest

from daybreak.core.look.land import FRAMES, REGIONS, WORLD, WORLD_FINE, Frame, land
from daybreak.core.look.pins import Mark, Spot, crowds, gathered, named
from daybreak.core.look.projection import forward, turned
from daybreak.core.look.sky import near_equinox, sky_on, sun_over
from scripts import make_map

EQUINOX = datetime(2018, 9, 23, 1, 54, tzinfo=UTC)
STEP = re.compile(r"([Mml])([^Mmlz]*)")


def points(outline: str) -> list[list[tuple[int, int]]]:
    """Return the rings of a drawn outline, in its units."""
    rings: list[list[tuple[int, int]]] = []
    x = y = 0
    for letter, numbers in STEP.findall(outline):
        values = [int(number) for number in re.findall(r"-?\d+", numbers)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            x, y = (dx, dy) if letter == "M" else (x + dx, y + dy)
            if letter in "Mm":
                rings.append([])
            rings[-1].append((x, y))
        if letter == "l":
            x, y = rings[-1][0]
    return rings


def test_the_projection_agrees_with_published_numbers() -> None:
    assert forward(180, 0) == pytest.approx((2.7066299837, 0))
    assert forward(0, 90) == pytest.approx((0, 1.3173627592))
    assert forward(-180, 90)[0] == pytest.approx(-1.6, abs=0.02)


def test_areas_are_true() -> None:
    def area(south: float, north: float) -> float:
        rows = [forward(1, south + (north - south) * i / 200) for i in range(201)]
        return sum((a[0] + b[0]) / 2 * (b[1] - a[1]) for a, b in pairwise(rows))

    assert area(60, 90) / area(0, 30) == pytest.approx((1 - 0.75**0.5) / 0.5, rel=1e-3)


@pytest.mark.parametrize(("longitude", "east"), [(11, 0), (-169.5, 179.5), (-168, -179), (190, 179), (191, -180)])
def test_a_longitude_counts_from_the_middle_meridian(longitude: float, east: float) -> None:
    assert turned(longitude, 11) == east


@pytest.mark.parametrize("name", FRAMES)
def test_every_drawing_holds_land_inside_its_frame_and_nothing_else(name: str) -> None:
    frame, rings = FRAMES[name], points(land(name))
    assert len(rings) > 20
    assert all(0 <= x <= frame.width and 0 <= y <= frame.height for ring in rings for x, y in ring)
    assert all(len(ring) >= 3 for ring in rings)


@pytest.mark.parametrize("frame", [WORLD, WORLD_FINE], ids=lambda frame: frame.name)
def test_no_coast_smears_across_the_map(frame: Frame) -> None:
    lengths = [abs(a[0] - b[0]) for ring in points(land(frame.name)) for a, b in pairwise(ring)]
    assert max(lengths) < 0.1 * frame.width


def covers(name: str, longitude: float, latitude: float) -> bool:
    """Whether a drawing has land at a point (even-odd rule)."""
    x, y = FRAMES[name].place(longitude, latitude)
    crossings = 0
    for ring in points(land(name)):
        for (x1, y1), (x2, y2) in zip(ring, [*ring[1:], ring[0]], strict=True):
            crossings += (y1 > y) != (y2 > y) and x < x1 + (y - y1) / (y2 - y1) * (x2 - x1)
    return crossings % 2 == 1


@pytest.mark.parametrize(
    ("name", "longitude", "latitude", "dry"),
    [
        ("world", 36.8, -1.3, True),  # Nairobi
        ("world", -30, 30, False),  # the Atlantic
        ("world", -175, 66.5, True),  # Chukotka, beyond the antimeridian
        ("world", 51, 42, False),  # the Caspian: a hole in the land
        ("world-fine", 178, -17.8, True),  # Fiji
        ("europe", 24.5, 61.5, True),
        ("asia-pacific", 149, -35.3, True),
        ("americas", -77.5, -10, True),
        ("africa-middle-east", 45, 24, True),
    ],
)
def test_land_is_where_land_is(name: str, longitude: float, latitude: float, dry: bool) -> None:
    assert covers(name, longitude, latitude) is dry


def test_the_frames_have_the_shapes_the_stylesheet_gives_them() -> None:
    assert {frame.width / frame.height for frame in (WORLD, WORLD_FINE)} == {30 / 13}
    assert {frame.width / frame.height for frame in REGIONS} == {8 / 7}


def test_the_home_pages_drawing_stays_small() -> None:
    assert len(gzip.compress(land("world").encode())) < 12_000
    assert len(gzip.compress(land("world-fine").encode())) < 54_000


def test_a_ring_across_the_antimeridian_is_cut_and_continued_on_the_other_side() -> None:
    ring = make_map.unwrapped([(170, 0), (-170, 0), (-170, 10), (170, 10), (170, 0)])
    assert ring == [(170, 0), (190, 0), (190, 10), (170, 10), (170, 0)]
    parts = [part for part in make_map.placed(ring, WORLD) if part]
    assert len(parts) == 1
    parts = [part for part in make_map.placed(ring, replace(WORLD, meridian=0)) if part]
    assert len(parts) == 2
    assert all(max(x for x, _ in part) - min(x for x, _ in part) < 50 for part in parts)


def test_a_line_keeps_the_points_that_matter() -> None:
    assert make_map.straight([(0, 0), (5, 0.2), (10, 0), (10, 10)], 0.5) == [(0, 0), (10, 0), (10, 10)]


def test_the_check_names_the_file_that_is_stale(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(make_map, "FOLDER", tmp_path)
    (tmp_path / "world.svg").write_bytes(b"land")
    assert make_map.check({"world.svg": b"land"}) == 0
    assert make_map.check({"world.svg": b"more land"}) == 1
    assert "world.svg is not what the source gives" in capsys.readouterr().out


def test_a_file_that_is_not_the_packages_is_refused(tmp_path: Path) -> None:
    (tmp_path / "land-110m.json").write_text("{}")
    with pytest.raises(SystemExit, match="is not the file of world-atlas"):
        make_map.read(tmp_path / "land-110m.json")


def test_the_sun_stands_over_the_equator_at_the_equinox() -> None:
    assert sun_over(EQUINOX)[1] == pytest.approx(0, abs=0.02)
    assert sun_over(datetime(2018, 6, 21, 10, tzinfo=UTC))[1] == pytest.approx(23.43, abs=0.02)


def test_noon_is_early_in_autumn_by_the_equation_of_time() -> None:
    noon = datetime(2018, 11, 3, 12, tzinfo=UTC)
    assert sun_over(noon)[0] == pytest.approx(-4.1, abs=0.1)  # sixteen minutes and a half ahead of the clock


@pytest.mark.parametrize(
    ("days", "drawn"), [(-4, False), (-2.9, True), (0, True), (2.9, True), (4, False), (90, False), (178, True)]
)
def test_night_is_drawn_within_three_days_of_an_equinox(days: float, drawn: bool) -> None:
    moment = EQUINOX + timedelta(days=days)
    assert near_equinox(moment) is drawn
    assert (sky_on(WORLD, moment) is not None) is drawn


@pytest.mark.parametrize("hour", range(0, 24, 3))
def test_night_covers_half_the_day_and_keeps_away_from_noon(hour: int) -> None:
    sky = sky_on(WORLD, datetime(2018, 9, 24, hour, tzinfo=UTC))
    assert sky is not None
    assert (sky.dawn - sky.dusk) % 360 == pytest.approx(180)
    assert (sky.noon_at - sky.dawn) % 360 == pytest.approx(90)
    assert abs(sky.noon_spot - sky.night_spot) > 0.15
    assert sky.veil.count("M") == (1 if turned(sky.dusk, 11) < 0 else 2)


def spot(name: str, x: float, y: float) -> Spot:
    return Spot(name, x, y, ("chk",))


def boxes(marks: list[Mark], width: int, height: float) -> list[tuple[float, float, float, float]]:
    """Return the pixels of the shapes of marks on a drawing of one width."""
    found = []
    for mark in marks:
        x, y = mark.x * width, mark.y * height
        found += [(x + s.cx - 6, y + mark.dy - 6, x + s.cx + 6, y + mark.dy + 6) for s in mark.shapes]
    return found


def test_crowded_pins_stand_off_and_never_cover_each_other_at_any_width() -> None:
    spots = [spot(f"City {i}", 0.5 + i % 3 * 0.004, 0.5 + i // 3 * 0.006) for i in range(6)]
    marks = named(spots, widths=(640, 800, 1120), ratio=2)
    assert {mark.name for mark in marks} == {one.name for one in spots}
    assert all(mark.dx or mark.dy for mark in marks)
    for width in (640, 800, 1120):
        drawn = boxes(marks, width, width / 2)
        pairs = [(a, b) for i, a in enumerate(drawn) for b in drawn[i + 1 :]]
        assert not [1 for a, b in pairs if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]]


def test_a_crowd_whose_names_find_no_room_keeps_its_pins_apart() -> None:
    spots = [spot("A name too long" * 20, x, 0.5) for x in (0.5, 0.505)]
    marks = named(spots, widths=(640, 1120), ratio=2)
    assert [(mark.name, mark.count) for mark in marks] == [("", 1), ("", 1)]
    one, other = boxes(marks, 640, 320)
    assert one[2] < other[0] or other[2] < one[0] or one[3] < other[1] or other[3] < one[1]


def test_a_pin_alone_stands_at_its_place_with_its_name_beside_it() -> None:
    [mark] = named([spot("Nairobi", 0.5, 0.5)], widths=(640,), ratio=2)
    assert (mark.across, mark.down, mark.dx, mark.dy) == ("50.00%", "50.00%", 0, 0)
    assert (mark.name, mark.name_x, mark.anchor) == ("Nairobi", 10, "start")


def test_a_name_at_the_edge_is_written_towards_the_middle() -> None:
    [mark] = named([spot("Canberra", 0.99, 0.5)], widths=(640,), ratio=2)
    assert (mark.anchor, mark.name_x) == ("end", -10)


def test_a_name_keeps_clear_of_a_word_on_the_drawing() -> None:
    word = Mark(0.5, 0.5, name="Night", name_x=20, name_y=4)
    [mark] = named([spot("Lima", 0.5, 0.5)], widths=(640,), ratio=2, words=[word])
    assert mark.anchor == "end"


def test_too_many_in_one_place_become_a_number() -> None:
    marks = named([spot(f"City {i}", 0.5, 0.5) for i in range(20)], widths=(640,), ratio=2)
    assert [(mark.count, mark.shapes) for mark in marks] == [(20, ())]


def test_no_city_is_lost_between_pins_and_numbers() -> None:
    spots = [spot(f"City {i}", (i * 37 % 100) / 150 + 0.1, (i * 61 % 100) / 150 + 0.1) for i in range(200)]
    assert sum(mark.count for mark in named(spots, widths=(640, 1120), ratio=2)) == 200
    assert sum(mark.count for mark in gathered(spots, width=320, height=160)) == 200


def test_marks_of_a_phone_keep_their_distance_and_numbers_a_larger_one() -> None:
    spots = [spot(f"City {i}", (i * 37 % 100) / 150 + 0.1, (i * 61 % 100) / 150 + 0.1) for i in range(120)]
    found = crowds(spots, width=320, height=160)
    pairs = [(a, b) for i, a in enumerate(found) for b in found[i + 1 :]]
    for a, b in pairs:
        numbers = (len(a.spots) > 1) + (len(b.spots) > 1)
        assert hypot((a.x - b.x) * 320, (a.y - b.y) * 160) >= 13 + 3 * numbers


def test_a_city_with_two_doors_in_two_states_bears_both_signs() -> None:
    [mark] = gathered([Spot("Geneva", 0.5, 0.5, ("chk", "due"))], width=320, height=160)
    assert [(shape.css, shape.cx) for shape in mark.shapes] == [("chk", -7), ("due", 7)]
