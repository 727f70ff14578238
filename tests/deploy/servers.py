"""The real web servers, with the files of deploy/ and nothing changed in them but names, ports and folders."""

from __future__ import annotations

import http.client
import os
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bench.nginx import filled_in, public_and_forms

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
PUBLIC, FORMS = "day.example.org", "forms.example.org"
MISSING = {
    "nginx": "nginx is not installed here: apt-get install nginx-light",
    "caddy": "Caddy is not installed here: apt-get install caddy",
}


@dataclass(frozen=True)
class Answer:
    """One answer: status, headers by lower-case name (each value once, in order), body."""

    status: int
    headers: Mapping[str, list[str]]
    body: bytes

    def __getitem__(self, name: str) -> str:
        values = self.headers.get(name.lower(), [])
        assert len(values) <= 1, f"{name} was sent {len(values)} times"
        return values[0] if values else ""

    def of(self, names: Mapping[str, str]) -> dict[str, str]:
        """Return what was sent under these names."""
        return {name: self[name] for name in names}


@dataclass(frozen=True)
class Server:
    """A web server that runs: its kind, port, the site it reads and the folder of its own files."""

    kind: str
    port: int
    site: Path
    folder: Path

    def ask(self, path: str, *, host: str = PUBLIC, method: str = "GET", body: bytes | None = None, **headers: str):
        """Ask for *path* exactly as written."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=10)
        try:
            sent = {name.replace("_", "-"): value for name, value in headers.items()}
            connection.request(method, path, body=body, headers={"Host": host, **sent})
            response = connection.getresponse()
            found: dict[str, list[str]] = {}
            for name, value in response.getheaders():
                found.setdefault(name.lower(), []).append(value)
            return Answer(response.status, found, response.read())
        finally:
            connection.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


def nginx_config(site: Path, port: int, upstream: int, *, https: bool = False, certificate: Path | None = None) -> str:
    """Return deploy/nginx.conf on one loopback port; with *https* as the command in its head leaves it."""
    if not https:
        return public_and_forms(site, port, upstream)
    text = (DEPLOY / "nginx.conf").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^( *)#https# ", r"\1", text)
    text = re.sub(r"(?m)^.*# http only\n", "", text)
    text = re.sub(r"/etc/letsencrypt/live/[^/]+", str(certificate), text)
    text = filled_in(text, {"listen 443": f"listen 127.0.0.1:{port}", "listen 80": f"listen 127.0.0.1:{free_port()}"})
    text = re.sub(r"(?m)^ *listen \[::\].*\n", "", text)
    return filled_in(text, {"/var/lib/daybreak/site": str(site), "127.0.0.1:8000": f"127.0.0.1:{upstream}"})


def around_nginx(folder: Path, config: Path) -> str:
    """A main file like a distribution's, with what it would do to us: logs, types and compression of its own.

    A test may say which address it comes from (X-Test-Address), so that $remote_addr is not always 127.0.0.1.
    """
    temporary = " ".join(
        f"{name}_temp_path {folder}/{name};" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root root;" if os.geteuid() == 0 else ""
    return (
        f"{user} daemon off; pid {folder}/pid; error_log {folder}/error.log info; worker_processes 1;\n"
        f"events {{ worker_connections 512; }}\n"
        f"http {{ {temporary} access_log {folder}/access.log; gzip on; default_type text/nonsense;\n"
        f"set_real_ip_from 127.0.0.1; real_ip_header X-Test-Address;\n"
        f"types {{ text/nonsense html css json; }}\ninclude {config};\n}}\n"
    )


def caddy_config(site: Path, port: int, upstream: int) -> str:
    """Return deploy/Caddyfile on one loopback port, without certificates."""
    text = (DEPLOY / "Caddyfile").read_text(encoding="utf-8")
    return filled_in(
        text,
        {
            "\tadmin off\n": "\tadmin off\n\tdefault_bind 127.0.0.1\n",
            f"\n{PUBLIC} {{": f"\nhttp://{PUBLIC}:{port} {{",
            f"\n{FORMS} {{": f"\nhttp://{FORMS}:{port} {{",
            "/var/lib/daybreak/site": str(site),
            "127.0.0.1:8000": f"127.0.0.1:{upstream}",
        },
    )


@contextmanager
def running(kind: str, folder: Path, *, upstream: int = 1, **options: object) -> Iterator[Server]:
    """Run *kind* on ``folder/site`` until the end of the block; skip where it is not installed."""
    program = shutil.which(kind) or shutil.which(kind, path="/usr/sbin:/usr/local/sbin")
    if program is None:
        pytest.skip(MISSING[kind])
    own, site, port = folder / kind, folder / "site", free_port()
    own.mkdir(parents=True, exist_ok=True)
    config, main = own / "daybreak.conf", own / "main.conf"
    if kind == "nginx":
        config.write_text(nginx_config(site, port, upstream, **options), encoding="utf-8")  # type: ignore[arg-type]
        main.write_text(around_nginx(own, config), encoding="utf-8")
        command = [program, "-e", str(own / "error.log"), "-p", str(own), "-c", str(main)]
    else:
        config.write_text(caddy_config(site, port, upstream), encoding="utf-8")
        command = [program, "run", "--adapter", "caddyfile", "--config", str(config)]
    environment = {"PATH": os.environ["PATH"], "HOME": str(own), "XDG_DATA_HOME": str(own), "XDG_CONFIG_HOME": str(own)}
    with (own / "said").open("wb") as said:
        process = subprocess.Popen(command, stdout=said, stderr=said, env=environment)
    try:
        _wait(process, port, own)
        yield Server(kind, port, site, own)
    finally:
        process.terminate()
        process.wait(timeout=10)


def _wait(process: subprocess.Popen[bytes], port: int, own: Path) -> None:
    until = time.monotonic() + 15
    while time.monotonic() < until:
        assert process.poll() is None, (own / "said").read_text()
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise AssertionError(f"no answer on port {port}: {(own / 'said').read_text()}")


def open_files_below(folder: Path) -> list[str]:
    """Return the files below *folder* that any process has open, also where they have no name any more."""
    found = []
    for one in Path("/proc").glob("[0-9]*/fd/*"):
        with suppress(OSError):
            target = str(one.readlink())
            found += [target] if target.startswith(f"{folder}/") else []
    return found


@dataclass
class Upstream:
    """What stands in for Daybreak: keeps what it was asked, waits while *hold* is not set."""

    port: int
    asked: list[dict[str, str]] = field(default_factory=list)
    watched: Path | None = None
    left_on_disk: list[str] = field(default_factory=list)
    hold: threading.Event = field(default_factory=threading.Event)


@contextmanager
def daybreak_behind() -> Iterator[Upstream]:
    """Run an application that answers everything with two of its own headers."""
    seen = Upstream(free_port())
    seen.hold.set()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
            seen.asked.append({**dict(self.headers.items()), "path": self.path, "body": str(len(body))})
            if seen.watched is not None:
                seen.left_on_disk += open_files_below(seen.watched)
            seen.hold.wait(10)
            self.send_response(200)
            for name, value in {"Referrer-Policy": "same-origin", "X-Frame-Options": "DENY"}.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "2")
            self.end_headers()
            self.wfile.write(b"ok")

        do_POST = do_GET

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", seen.port), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield seen
    finally:
        seen.hold.set()
        server.shutdown()
        server.server_close()
