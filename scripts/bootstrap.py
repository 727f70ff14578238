"""Make the virtual environment .venv: ``python3 scripts/bootstrap.py dev`` (everything) or ``demo`` (to run it).

Installs what the lock file names, each file checked by its hash. Run by make; needs nothing but Python, and is
written so that a Python that is too old (from 3.7) can still say so.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[1]
VENV = ROOT / ".venv"
OLDEST = (3, 11)
LOCKS = {"dev": "requirements-dev.lock", "demo": "requirements.lock"}
STAMPS = {"dev": ".ready", "demo": ".demo"}
TOOL = "uv"
AGAIN = "The packages could not be installed. Is there a network? Then run the same again."


def say(text: str) -> None:
    """Write one line at once."""
    print(text, flush=True)


def stop(text: str) -> NoReturn:
    """End with a sentence."""
    sys.stderr.write(f"{text}\n")
    sys.exit(1)


def find_python() -> str:
    """Return the path of a Python that is new enough."""
    if sys.version_info >= OLDEST:
        return sys.executable
    for name in ("python3.14", "python3.13", "python3.12", "python3.11"):
        found = shutil.which(name)
        if found:
            return found
    version = ".".join(str(part) for part in sys.version_info[:3])
    stop(
        f"Daybreak needs Python 3.11 or newer; this one is {version}. Install a newer one (Debian 12 and Ubuntu 24.04"
        " have it), or name it: make PYTHON=/path/to/python3.12"
    )


def in_venv(program: str) -> str:
    """Return the path of a program of the environment."""
    return str(VENV / "bin" / program)


def answer(words: list[str]) -> str:
    """Return what a program says, or an empty text where it cannot run."""
    try:
        done = subprocess.run(words, capture_output=True, text=True)
    except OSError:
        return ""
    return done.stdout.strip() if done.returncode == 0 else ""


def works() -> bool:
    """Whether .venv has a Python that starts and is new enough, and was made here: its programs know their folder."""
    if answer([in_venv("python"), "-c", "import sys; print(sys.version_info >= (3, 11))"]) != "True":
        return False
    pip = Path(in_venv("pip"))
    return pip.exists() and str(VENV) in pip.read_text(encoding="utf-8")


def run(words: list[str], what_to_do: str) -> None:
    """Run a program quietly; show what it said only where it failed."""
    done = subprocess.run(words, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=ROOT)
    if done.returncode:
        sys.stderr.write(done.stdout)
        stop(what_to_do)


def make_venv() -> None:
    """Make the environment where there is none that works."""
    if works():
        return
    python = find_python()
    say(f"Making .venv with {python} ...")
    if (VENV / "pyvenv.cfg").exists():
        shutil.rmtree(VENV)  # moved here from another folder, or made by a Python that is gone
    no_venv = "Python cannot make a virtual environment here. On Debian and Ubuntu: apt-get install python3-venv"
    run([python, "-m", "venv", str(VENV)], no_venv)


def pinned_lines(name: str) -> str:
    """Return the lines of the lock file that pin one package, with its hashes."""
    text = (ROOT / LOCKS["dev"]).read_text(encoding="utf-8")
    found = re.search(rf"^{re.escape(name)}==[^\\\n]*(?:\\\n[^\\\n]*)*", text, re.MULTILINE)
    if not found:
        stop(f"{LOCKS['dev']} does not pin {name}: put the file back as it was.")
    return found.group(0) + "\n"


def install_tool() -> None:
    """Install the pinned installer into the environment, checked by its hash."""
    lines = pinned_lines(TOOL)
    version = lines.split("==")[1].split()[0]
    if version in answer([in_venv(TOOL), "--version"]).split():
        return
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write(lines)
        file.flush()
        pip = [in_venv("python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps"]
        run([*pip, "--require-hashes", "-r", file.name], AGAIN)


def install_packages(kind: str) -> None:
    """Bring the environment to what the lock file says, and Daybreak itself into it."""
    lock = LOCKS[kind]
    count = len(re.findall(r"^[A-Za-z0-9_.-]+==", (ROOT / lock).read_text(encoding="utf-8"), re.MULTILINE))
    say(f"Installing {count} packages of {lock} ...")
    # `sync` also removes what is not in the lock: right for developers; the demo's lock lacks the installer itself.
    how = ["sync"] if kind == "dev" else ["install", "-r"]
    where = ["--quiet", "--python", in_venv("python")]
    run([in_venv(TOOL), "pip", *how, lock, "--require-hashes", *where], AGAIN)
    run([in_venv(TOOL), "pip", "install", "--no-deps", "-e", str(ROOT), *where], AGAIN)


def main() -> None:
    """Make the environment and leave a stamp for make."""
    kind = sys.argv[1] if len(sys.argv) > 1 else "dev"
    if kind not in LOCKS:
        stop(str(__doc__))
    began = time.monotonic()
    make_venv()
    install_tool()
    install_packages(kind)
    (VENV / STAMPS[kind]).write_text(f"{ROOT}\n", encoding="utf-8")  # make compares it: the folder may be moved
    say(f"Ready ({time.monotonic() - began:.0f} s).")


if __name__ == "__main__":
    main()
