"""Finds the browser: the distribution's Chromium, Google's Chrome, or the one that Playwright has fetched."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from playwright.sync_api import Playwright, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome")
QUIET = (
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--no-sandbox",  # root has no sandbox; the browser sees our own pages only
)


class NoBrowser(Exception):
    """There is no browser to test with."""


def executable(playwright: Playwright) -> str:
    """Return the path of a browser; raises NoBrowser."""
    found = next((path for name in NAMES if (path := shutil.which(name))), playwright.chromium.executable_path)
    if not Path(found).exists():
        raise NoBrowser("no Chromium was found; `make browser-program` installs one")
    return found


if __name__ == "__main__":
    with sync_playwright() as started:
        try:
            print(executable(started))
        except NoBrowser as missing:
            sys.exit(str(missing))
