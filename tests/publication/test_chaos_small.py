"""The small version of ``make chaos ONLY=publish``."""

import os
import signal
import subprocess
import sys
import time

from bench.chaos_publish import run
from bench.readers import Seen, ask, copy
from daybreak.core.lib.keys import make_key_file
from daybreak.publication.store import current_release, store


def test_ten_kills_in_mid_publication_show_no_reader_half_a_site():
    found = run(10, real=False, seed=20180924)
    assert (found["kills"], found["lost"], found["broken"], found["leftovers"]) == (10, 0, [], [])
    assert found["passes"] > 10
    assert found["statuses"].keys() == {200}


def test_the_readers_of_the_chaos_run_notice_half_a_site(tmp_path):
    release = store(tmp_path, {"en/index.html": b"generation 1\n", "en/b/index.html": b"generation 2\n"})
    seen = Seen()
    copy(tmp_path, release.folder, release.files, seen)
    assert "mixes 2 generations" in seen.broken[0]
    (release.folder / "en/index.html").write_bytes(b"torn")
    ask(tmp_path, "en/index.html", seen)
    (release.folder / "en/b/index.html").unlink()
    copy(tmp_path, release.folder, current_release(tmp_path).files, seen)
    assert [sentence.split(" ", 1)[1] for sentence in seen.broken[1:]] == [
        "is not what its release says",
        "is missing from the current release",
    ]


def test_the_publisher_process_publishes_and_ends_politely(tmp_path):
    home = tmp_path / "home"
    home.mkdir()
    environment = {**os.environ, "DAYBREAK_HOME": str(home), "DAYBREAK_KEY_FILE": str(tmp_path / "key")}
    environment["DJANGO_SETTINGS_MODULE"] = "daybreak.config.settings"
    make_key_file(tmp_path / "key")
    daybreak = [sys.executable, "-m", "daybreak.config.cli"]
    subprocess.run([*daybreak, "migrate"], env=environment, check=True, capture_output=True)
    process = subprocess.Popen([*daybreak, "publisher"], env=environment, stderr=subprocess.PIPE)
    until = time.monotonic() + 60
    while not (home / "site/current").is_symlink() and time.monotonic() < until:
        time.sleep(0.1)
    process.send_signal(signal.SIGTERM)
    _, said = process.communicate(timeout=20)
    assert process.returncode == 0
    assert b"release 1 published" in said
    assert b"publisher stopped" in said
    assert (home / "publisher.json").exists()
