"""The readers of a chaos run must see every way in which an answer can be wrong, and nothing else."""

import threading
import time

import pytest

from bench.readers import Seen, ask, copy, read_until
from daybreak.publication.compressed import twin_of
from daybreak.publication.store import change, read_release, store

PAGE = "en/a/index.html"


@pytest.fixture
def release(tmp_path):
    return store(tmp_path, {PAGE: b"one " * 400, "en/b/index.html": b"two " * 400})


@pytest.mark.parametrize("compressed", [True, False])
def test_a_whole_release_is_found_whole(tmp_path, release, compressed):
    seen = Seen()
    ask(tmp_path, PAGE, seen, compressed=compressed)
    copy(tmp_path, release.folder, release.files, seen)
    assert (seen.broken, seen.answers, seen.releases) == ([], {200: 1}, {"000001"})


def test_a_compressed_twin_of_another_release_is_seen(tmp_path, release):
    twin_of(release.folder / PAGE).write_bytes(twin_of(release.folder / "en/b/index.html").read_bytes())
    seen = Seen()
    ask(tmp_path, PAGE, seen, compressed=True)
    assert seen.broken == [f"{PAGE} is not what its release says"]


def test_a_torn_twin_is_seen(tmp_path, release):
    twin_of(release.folder / PAGE).write_bytes(twin_of(release.folder / PAGE).read_bytes()[:-9])
    seen = Seen()
    ask(tmp_path, PAGE, seen, compressed=True)
    assert len(seen.broken) == 1


def test_a_page_that_was_taken_down_may_be_missing(tmp_path, release):
    change(tmp_path, {}, [PAGE])
    seen = Seen()
    ask(tmp_path, PAGE, seen)
    assert (seen.broken, seen.answers) == ([], {})


def test_a_page_of_the_current_release_may_not(tmp_path, release):
    (release.folder / PAGE).unlink()
    seen = Seen()
    ask(tmp_path, PAGE, seen)
    assert seen.broken == [f"{PAGE} answered 503"]


def test_a_current_release_without_a_manifest_is_seen(tmp_path, release):
    (release.folder / "manifest.json").unlink()
    seen, ended = Seen(), threading.Event()
    reader = threading.Thread(target=read_until, args=(ended, tmp_path, seen))
    reader.start()
    until = time.monotonic() + 10
    while not seen.broken and time.monotonic() < until:
        time.sleep(0.01)
    ended.set()
    reader.join()
    assert seen.broken[0] == "releases/000001 is the current release and has no manifest"


def test_an_older_release_may_vanish_while_it_is_copied(tmp_path, release):
    newer = change(tmp_path, {PAGE: b"three " * 400}, (), alone=True)
    seen = Seen()
    copy(tmp_path, release.folder, release.files, seen)
    assert (seen.broken, seen.passes) == ([], 0)
    copy(tmp_path, newer.folder, read_release(newer.folder).files, seen)
    assert seen.passes == 1
