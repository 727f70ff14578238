"""What is read out of a report of Lighthouse, and that nothing needs to be there to say what is missing."""

import json
from pathlib import Path

import pytest

from bench import audit
from bench.runner import NotMeasured

HERE = "http://127.0.0.1:1234"


def report(score: float = 1.0, *urls: str) -> dict:
    items = [{"url": url, "transferSize": 1000} for url in urls]
    refs = [{"id": "meta-description", "weight": 1}, {"id": "canonical", "weight": 1}, {"id": "hint", "weight": 0}]
    audits = {"meta-description": {"score": score}, "canonical": {"score": 1}, "hint": {"score": 0}}
    return {
        "categories": {name: {"score": score, "auditRefs": refs} for name in audit.CATEGORIES},
        "audits": {**audits, "network-requests": {"details": {"items": items}}},
    }


def test_a_lost_point_is_told_with_the_audit_that_took_it():
    found = audit.Audit()
    found.add(report(0.98))
    assert found.scores["seo"] == [98]
    assert found.costs["seo"] == ["meta-description"]


def test_a_full_score_costs_nothing():
    found = audit.Audit()
    found.add(report())
    assert (found.scores["performance"], found.costs) == ([100], {})


def test_the_first_view_counts_bytes_requests_and_other_hosts():
    found = audit.Audit()
    found.add(report(1.0, f"{HERE}/en/", f"{HERE}/assets/look.css", "https://elsewhere.example.org/font"))
    rows = {row["name"]: (row["ours"], row["limit"]) for row in audit.first_view(found, "127.0.0.1")}
    assert rows == {
        "audit, home, first view": (3.0, 60),
        "audit, home, requests": (3, 4),
        "audit, home, other hosts": (1, 0),
    }


@pytest.mark.parametrize(("find", "words"), [(audit.find_chromium, "chromium"), (audit.find_lighthouse, "nodejs npm")])
def test_what_is_not_installed_is_named(find, words, monkeypatch):
    monkeypatch.setattr(audit.shutil, "which", lambda name: None)
    with pytest.raises(NotMeasured, match=f"apt-get install {words}"):
        find()


def test_an_installation_of_other_versions_is_made_anew(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setattr(audit.shutil, "which", lambda name: "/bin/false")
    old = tmp_path / "daybreak-bench" / "lighthouse"
    (old / "node_modules" / ".bin").mkdir(parents=True)
    for name in ("node_modules/.bin/lighthouse", "package.json", "package-lock.json"):
        (old / name).write_text("old", encoding="utf-8")
    with pytest.raises(NotMeasured, match="ended with code 1"):
        audit.find_lighthouse()
    assert not (old / "node_modules").exists()


def test_every_package_of_the_lock_has_its_hash_and_no_address():
    lock = json.loads((Path(audit.LOCKED) / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: about for name, about in lock["packages"].items() if name}
    assert packages["node_modules/lighthouse"]["version"] == "12.8.2"
    assert all("integrity" in about and "resolved" not in about for about in packages.values())
