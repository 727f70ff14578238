"""A real nginx on loopback with ``deploy/nginx.conf``: nothing is changed in it but names, ports and folders."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from bench.runner import NotMeasured

CONFIG = Path(__file__).resolve().parents[1] / "deploy" / "nginx.conf"
READY_SECONDS = 15.0
CONNECTIONS = 512


def filled_in(text: str, values: Mapping[str, str]) -> str:
    """Put the run's values in place of the file's.

    :raises RuntimeError: if one is not there: another file than deploy/ holds would be run.
    """
    for old, new in values.items():
        if old not in text:
            raise RuntimeError(f"{old!r} is not in the file any more.")
        text = text.replace(old, new)
    return text


def public_and_forms(site: Path, port: int, upstream: int) -> str:
    """Return ``deploy/nginx.conf`` over plain HTTP on one loopback port, forms handed to the port *upstream*."""
    text = filled_in(CONFIG.read_text(encoding="utf-8"), {"listen 80": f"listen 127.0.0.1:{port}"})
    text = re.sub(r"(?m)^ *listen \[::\].*\n", "", text)
    return filled_in(text, {"/var/lib/daybreak/site": str(site), "127.0.0.1:8000": f"127.0.0.1:{upstream}"})


def plain_folder(folder: Path, port: int) -> str:
    """Return a server that gives out the files of *folder* as nginx does when it is told nothing else."""
    return (
        f"server {{ listen 127.0.0.1:{port}; root {folder}; gzip off; server_tokens off; access_log off; "
        f"types {{ text/html html; }} }}\n"
    )


def main_file(folder: Path, included: Path) -> str:
    """Return a main file as a distribution ships it (one process per core, sendfile), around *included*."""
    temporary = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes auto;\n"
        f"events {{ worker_connections {CONNECTIONS}; }}\n"
        f"http {{ {temporary} sendfile on; tcp_nopush on; gzip on; access_log {folder}/access.log;\n"
        f"include {included};\n}}\n"
    )


def program() -> str:
    """Return where nginx is. :raises NotMeasured: if it is not installed."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin:/usr/local/sbin")
    if found is None:
        raise NotMeasured("nginx is not installed here: apt-get install nginx-light")
    return found


@contextmanager
def serving(servers: str, folder: Path, *, port: int) -> Iterator[int]:
    """Run nginx with the text *servers* until the end of the block; its own files lie in *folder*. Yield its process.

    :raises NotMeasured: if it is not installed or does not answer on *port*; the text holds what it said.
    """
    folder.mkdir(parents=True, exist_ok=True)
    config, main = folder / "servers.conf", folder / "main.conf"
    config.write_text(servers, encoding="utf-8")
    main.write_text(main_file(folder, config), encoding="utf-8")
    command = [program(), "-e", str(folder / "error.log"), "-p", str(folder), "-c", str(main)]
    with (folder / "said").open("wb") as said:
        process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said)
    try:
        _wait(process, port, folder / "said")
        yield process.pid
    finally:
        process.terminate()
        try:
            process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def processor_seconds(pid: int) -> float:
    """Return the seconds of processor time that the workers of the nginx *pid* have taken so far (Linux)."""
    workers = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return sum(int(Path(f"/proc/{one}/schedstat").read_text(encoding="ascii").split()[0]) for one in workers) / 1e9


def _wait(process: subprocess.Popen[bytes], port: int, said: Path) -> None:
    until = time.monotonic() + READY_SECONDS
    while time.monotonic() < until and process.poll() is None:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise NotMeasured(f"nginx does not answer: {said.read_text(encoding='utf-8', errors='replace')[-300:]}")
