"""Releases on disk: whole, switched in one step, pruned."""

import threading
import time

import pytest

from daybreak.publication import store as storing
from daybreak.publication.errors import PublicationError
from daybreak.publication.store import CURRENT, current_release, only_publisher, store

PAGES = {"en/index.html": b"home", "en/city/index.html": b"city", "assets/look.1.css": b"css"}


@pytest.fixture
def site(tmp_path):
    return tmp_path / "site"


def folders(site):
    return sorted(folder.name for folder in (site / "releases").iterdir())


def test_current_is_a_link_to_a_release_that_matches_its_manifest(site):
    release = store(site, PAGES)
    assert (site / CURRENT).readlink().name == release.folder.name
    assert current_release(site).files == {path: storing.digest(body) for path, body in PAGES.items()}
    assert (site / CURRENT / "en/city/index.html").read_bytes() == b"city"


def test_only_the_newest_three_releases_are_kept(site):
    for number in range(6):
        store(site, {**PAGES, "en/index.html": b"%d" % number})
    assert folders(site) == ["000004", "000005", "000006"]


def test_a_page_that_is_gone_is_gone_from_every_kept_release(site):
    store(site, {**PAGES, "en/new/index.html": b"new"})
    store(site, {**PAGES, "en/new/index.html": b"newer"})
    store(site, PAGES)
    assert folders(site) == ["000003"]


def test_a_removal_is_carried_out_even_when_its_run_was_killed_before_pruning(site, monkeypatch):
    store(site, {**PAGES, "en/new/index.html": b"new"})
    with monkeypatch.context() as killed:
        killed.setattr(storing, "_prune", lambda site, release, alone: None)
        store(site, PAGES)
    assert len(folders(site)) == 2
    assert not store(site, PAGES).new
    assert folders(site) == ["000002"]


def test_unchanged_files_are_linked_and_changed_ones_written(site):
    first, second = store(site, PAGES), store(site, {**PAGES, "en/index.html": b"home again"})
    inodes = [{path: (one.folder / path).stat().st_ino for path in PAGES} for one in (first, second)]
    assert inodes[0]["en/city/index.html"] == inodes[1]["en/city/index.html"]
    assert inodes[0]["en/index.html"] != inodes[1]["en/index.html"]


def test_where_files_cannot_be_linked_they_are_written_anew(site, monkeypatch):
    def refuse(self, target):
        raise OSError("no links here")

    store(site, PAGES)
    monkeypatch.setattr("pathlib.Path.hardlink_to", refuse)
    second = store(site, {**PAGES, "en/index.html": b"home again"})
    assert (second.folder / "en/city/index.html").read_bytes() == b"city"


def test_a_former_stylesheet_stays_for_pages_that_are_still_open(site):
    store(site, PAGES)
    upgraded = {path: body for path, body in PAGES.items() if path != "assets/look.1.css"}
    second = store(site, {**upgraded, "assets/look.2.css": b"new css"})
    assert second.carried == ("assets/look.1.css",)
    assert (second.folder / "assets/look.1.css").read_bytes() == b"css"
    assert not store(site, {**upgraded, "assets/look.2.css": b"new css"}).new


def test_what_a_killed_run_left_is_cleared_away(site):
    store(site, PAGES)
    (site / "releases/000002.tmp/en").mkdir(parents=True)
    (site / "current.tmp").symlink_to("releases/000002")
    (site / "releases/000002").mkdir()  # renamed, never switched to, and without a manifest
    store(site, {**PAGES, "en/index.html": b"after"})
    assert folders(site) == ["000001", "000003"]
    assert not (site / "current.tmp").is_symlink()


def test_a_killed_run_between_rename_and_switch_never_becomes_a_kept_release(site, monkeypatch):
    store(site, PAGES)
    with monkeypatch.context() as killed:
        killed.setattr(storing, "_switch", lambda site, folder: (_ for _ in ()).throw(KeyboardInterrupt))
        with pytest.raises(KeyboardInterrupt):
            store(site, {**PAGES, "en/index.html": b"never"})
    assert current_release(site).number == 1
    assert not store(site, PAGES).new
    assert folders(site) == ["000001"]


@pytest.mark.parametrize("path", ["../out", "/etc/passwd", "en//index.html", "en/../../out", "manifest.json", ""])
def test_no_path_leads_out_of_a_release(site, path):
    with pytest.raises(PublicationError, match="no path"):
        store(site, {path: b""})


def test_a_full_disk_leaves_the_release_before_and_no_half_of_the_new_one(site, monkeypatch):
    def full(descriptor):
        raise OSError(28, "No space left on device")

    store(site, PAGES)
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(PublicationError, match="No space left"):
        store(site, {**PAGES, "en/index.html": b"after"})
    assert (current_release(site).number, folders(site)) == (1, ["000001"])


def test_two_publishers_do_not_interleave(site):
    order = []

    def other():
        with only_publisher(site):
            order.append("second")

    with only_publisher(site):
        waiting = threading.Thread(target=other)
        waiting.start()
        time.sleep(0.2)
        order.append("first")
    waiting.join()
    assert order == ["first", "second"]


def test_a_run_that_waits_too_long_gives_way(site):
    with only_publisher(site), pytest.raises(PublicationError, match="gave way"), only_publisher(site, seconds=0.1):
        pass


def test_the_order_of_a_switch_is_files_folders_rename_link_parent(site, monkeypatch):
    done = []
    real_sync, real_rename, real_replace = storing._sync, storing.Path.rename, storing.Path.replace
    monkeypatch.setattr(storing, "_sync", lambda folder: (done.append(f"sync {folder.name}"), real_sync(folder)))
    monkeypatch.setattr(
        storing.Path, "rename", lambda one, to: (done.append(f"rename {to.name}"), real_rename(one, to))[1]
    )
    monkeypatch.setattr(
        storing.Path, "replace", lambda one, to: (done.append(f"switch {to.name}"), real_replace(one, to))[1]
    )
    store(site, {"en/index.html": b"home"})
    assert done == ["sync en", "sync 000001.tmp", "rename 000001", "sync releases", "switch current", "sync site"]
