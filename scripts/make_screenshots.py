"""Take the screenshots in docs/screenshots from a played rehearsal: `daybreak demo --once`, then this script.

Home, city and board at four widths, light and dark, without scripts, from the published files alone. Colours are
reduced to 128 so that the pictures stay small.
"""

from __future__ import annotations

import functools
import http.server
import io
import os
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

PROJECT = Path(__file__).resolve().parents[1]
FOLDER = PROJECT / "docs" / "screenshots"
EDITION = "/en/save-north-korean-refugees-day/2018/"
PAGES = {"home": "/en/", "city": f"{EDITION}united-states/washington/", "board": f"{EDITION}board/"}
WIDTHS = (360, 768, 1280, 1920)
THEMES = ("light", "dark")
COLOURS = 128
CHROMIUM = "/usr/bin/chromium"
FLAGS = (
    *("--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking"),
    *("--disable-component-update", "--disable-sync"),
)


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve *folder* on loopback; yield its address."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()


def take(browser: Browser, address: str, *, width: int, theme: str) -> bytes:
    """Return one whole page as PNG, reduced to few colours."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        java_script_enabled=False,
        color_scheme="dark" if theme == "dark" else "light",
    )
    page = context.new_page()
    page.goto(address)
    picture = Image.open(io.BytesIO(page.screenshot(full_page=True))).convert("RGB")
    context.close()
    small = io.BytesIO()
    picture.quantize(COLOURS, Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(small, "PNG", optimize=True)
    return small.getvalue()


def main() -> int:
    """Take them all."""
    site = Path(os.environ.get("DAYBREAK_HOME", PROJECT / "var")) / "site" / "current"
    if not (site / "manifest.json").exists():
        print(f"There is no published site in {site}. Run `daybreak demo --once` first.", file=sys.stderr)
        return 1
    FOLDER.mkdir(parents=True, exist_ok=True)
    with served(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        for name, path in PAGES.items():
            for width in WIDTHS:
                for theme in THEMES:
                    picture = take(browser, address + path, width=width, theme=theme)
                    (FOLDER / f"{name}-{width}-{theme}.png").write_bytes(picture)
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
