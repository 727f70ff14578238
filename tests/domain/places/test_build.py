"""Building the index: once, whole or not at all."""

from __future__ import annotations

import os
import sqlite3
from pathlib import Path

import pytest

from daybreak.domain.places import build, extract


def _pretend_building(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    built: list[Path] = []

    def write(path: Path) -> None:
        built.append(path)
        path.write_bytes(b"an index")

    monkeypatch.setattr(build, "_write", write)
    return built


def test_a_second_start_builds_nothing(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    built = _pretend_building(monkeypatch)
    first = build.build_index(tmp_path / "home" / "places")
    assert build.build_index(tmp_path / "home" / "places") == first
    assert len(built) == 1
    assert [path.name for path in first.parent.iterdir()] == [first.name]


def test_another_extract_is_another_index(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend_building(monkeypatch)
    first = build.build_index(tmp_path)
    monkeypatch.setattr(extract, "digest", lambda: "f" * 64)
    second = build.build_index(tmp_path)
    assert first != second
    assert first.exists()


def test_only_the_index_before_the_present_one_is_kept(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _pretend_building(monkeypatch)
    paths = []
    for round_number, digit in enumerate("abc"):
        monkeypatch.setattr(extract, "digest", lambda digit=digit: digit * 64)
        paths.append(build.build_index(tmp_path))
        os.utime(paths[-1], (round_number, round_number))
    assert [path.exists() for path in paths] == [False, True, True]


def test_a_build_that_fails_leaves_nothing_behind(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    def fail(path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError("disk full")

    monkeypatch.setattr(build, "_write", fail)
    with pytest.raises(OSError, match="disk full"):
        build.build_index(tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_build_left_is_swept_but_a_running_one_is_not(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _pretend_building(monkeypatch)
    killed, running = tmp_path / "places-old.part", tmp_path / "places-new.part"
    killed.write_bytes(b"half")
    running.write_bytes(b"half")
    os.utime(killed, (0, 0))
    build.build_index(tmp_path)
    assert not killed.exists()
    assert running.exists()


def test_the_index_can_only_be_read_and_is_sound(index_path: Path) -> None:
    database = sqlite3.connect(f"{index_path.as_uri()}?mode=ro&immutable=1", uri=True)
    try:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM city").fetchone()[0] > 34_000
        assert index_path.stat().st_size < 40_000_000
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            database.execute("DELETE FROM city")
    finally:
        database.close()
