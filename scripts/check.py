"""``make check``: everything a machine can see without running the product. One line each; details where it fails."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parents[1]
BIN = Path(sys.executable).parent
PIN = re.compile(r"^([A-Za-z0-9_.-]+)==([^\s;\\]+)(?:[^\\\n]*)((?:\\\n\s+--hash=\S+ ?)*)", re.MULTILINE)
# Written in pieces, so that this file does not find itself.
HOSTS = ("files.python" + "hosted.org", "registry.npm" + "js.org", "cdn.js" + "delivr.net", "unpkg" + ".com")
MACHINE_PATH = re.compile(r"(?<![\w.~-])/(?:home|Users|root|work)/[\w.-]+/" + "[\\w.-]")
TEXT = {".py", ".md", ".toml", ".html", ".css", ".js", ".json", ".lock", ".yaml", ".yml", ".txt", ".csv", ".typ", ""}

Check = Callable[[], str]


def program(*words: str, **env: str) -> str:
    """Run one of the environment's programs. Return what it said if it failed, else an empty text."""
    command = [str(BIN / words[0]), *words[1:]]
    done = subprocess.run(command, cwd=ROOT, env={**os.environ, **env}, capture_output=True, text=True)
    said = f"{done.stdout}{done.stderr}".strip()
    return (said or f"ended with code {done.returncode}") if done.returncode else ""


def templates() -> list[str]:
    """All templates, by path."""
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / "daybreak").rglob("*.html"))


def migrations() -> str:
    """Whether the models have changes that no migration holds."""
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        home.mkdir()
        return program("daybreak", "makemigrations", "--check", "--dry-run", DAYBREAK_HOME=str(home))


def catalogues() -> str:
    """Whether the languages' files are whole, as far as msgfmt is there to ask."""
    if not shutil.which("msgfmt"):
        return ""
    found = []
    for path in sorted((ROOT / "daybreak").rglob("*.po")):
        done = subprocess.run(["msgfmt", "--check", "-o", os.devnull, str(path)], capture_output=True, text=True)
        if done.returncode:
            found.append(done.stderr.strip())
    return "\n".join(found)


def pins(name: str) -> dict[str, tuple[str, bool]]:
    """Return package → (version, has hashes) of a lock file."""
    text = (ROOT / name).read_text(encoding="utf-8")
    return {canonicalize_name(found[1]): (found[2], "--hash=" in found[3]) for found in PIN.finditer(text)}


def locks() -> str:
    """Whether the locks pin, with hashes, what pyproject.toml asks for; read without a network."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    runtime, dev = pins("requirements.lock"), pins("requirements-dev.lock")
    found = [*_unmet(project["dependencies"], runtime, "requirements.lock")]
    found += _unmet([*project["dependencies"], *project["optional-dependencies"]["dev"]], dev, "requirements-dev.lock")
    found += [f"{name} differs between the two locks." for name, pin in runtime.items() if dev.get(name) != pin]
    found += [f"{name} has no hash." for name, (_, hashed) in {**dev, **runtime}.items() if not hashed]
    found += [
        f"{path.name} names a download host."
        for path in ROOT.glob("*.lock")
        if re.search(r"https?://", path.read_text(encoding="utf-8"))
    ]
    return "\n".join(found)


def _unmet(wanted: list[str], locked: dict[str, tuple[str, bool]], name: str) -> Iterator[str]:
    for line in wanted:
        requirement = Requirement(line)
        pin = locked.get(canonicalize_name(requirement.name))
        if pin is None:
            yield f"{name} lacks {requirement.name}: lock again."
        elif not requirement.specifier.contains(pin[0], prereleases=True):
            yield f"{name} pins {requirement.name} {pin[0]}, but pyproject.toml asks for {requirement.specifier}."


def tracked_files() -> list[Path]:
    """Files git knows or would add; in a copy without git, all but hidden and ignored folders."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", "-z"], cwd=ROOT, capture_output=True, text=True
    )
    if done.returncode == 0 and (ROOT / ".git").exists():
        return [ROOT / name for name in done.stdout.split("\0") if name and (ROOT / name).is_file()]
    skipped = {"var", "build", "__pycache__", "daybreak.egg-info"}
    return [
        path
        for path in ROOT.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") or part in skipped for part in path.relative_to(ROOT).parts[:-1])
    ]


def traces() -> str:
    """Whether a file names a download host or a folder of somebody's machine."""
    found = []
    for path in tracked_files():
        if path.suffix not in TEXT or path.stat().st_size > 2_000_000:
            continue
        for number, line in enumerate(path.read_text(encoding="utf-8", errors="replace").splitlines(), start=1):
            if any(host in line for host in HOSTS) or MACHINE_PATH.search(line):
                found.append(f"{path.relative_to(ROOT)}:{number}: {line.strip()[:100]}")
    return "\n".join(found)


def drawings() -> str:
    """Whether the map is what its script makes. The source is an npm package: without npm only CI can look."""
    if not shutil.which("npm"):
        print("     the map is not made again here: npm is not installed", flush=True)
        return ""
    return program("python", "scripts/make_map.py", "--check")


CHECKS: dict[str, Check] = {
    "ruff: style": lambda: program("ruff", "check", "--quiet"),
    "ruff: format": lambda: program("ruff", "format", "--check", "--quiet"),
    "mypy: types": lambda: program("mypy"),
    "import-linter: layers": lambda: program("lint-imports"),
    "djade: templates' format": lambda: program("djade", "--check", "--target-version", "5.2", *templates()),
    "curlylint: templates": lambda: program("curlylint", "daybreak"),
    "migrations": migrations,
    "languages": catalogues,
    "extract of places": lambda: program("python", "scripts/make_places.py", "--check"),
    "drawings of the map": drawings,
    "locks": locks,
    "no machine's paths, no download hosts": traces,
}


def main() -> int:
    """Run all checks. Returns 1 if one failed."""
    failed = 0
    for name, check in CHECKS.items():
        began = time.monotonic()
        said = check()
        seconds = time.monotonic() - began
        print(f"  {'!!' if said else 'ok'} {name}" + (f" ({seconds:.0f} s)" if seconds >= 1 else ""), flush=True)
        if said:
            failed += 1
            print("\n".join(f"     {line}" for line in said.splitlines()), flush=True)
    print(f"\n{failed} of {len(CHECKS)} checks failed." if failed else f"\nAll {len(CHECKS)} checks passed.")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
