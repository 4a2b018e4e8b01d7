"""A real server with a demo register of its own, a real browser, and a page that tolerates no fault.

Each file of journeys gets a fresh server; the demo register is built once per run and copied.
`visit()` opens a page for somebody of one's own, `visit(OFFICER)` for a demo account that is signed in. A test
fails at its end when a browser reported a script error, a breach of the content security policy or a file that
could not be loaded. `see(page, "name")` checks accessibility and width on a desk and on a phone, and keeps a
picture of both in the folder named by MATCHMAKER_SCREENSHOTS.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import (
    Browser,
    BrowserContext,
    ConsoleMessage,
    Page,
    Response,
    ViewportSize,
    expect,
    sync_playwright,
)

from tests.browser.chromium import QUIET, executable
from tests.browser.people import sign_in
from tests.processes import Server, demo_copy, demo_register, serving

__all__ = ["demo_copy", "demo_register"]
WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}
# A browser waits so many thousandths of a second, since several journeys and servers share two cores.
PATIENCE = 60_000
expect.set_options(timeout=PATIENCE / 3)
See = Callable[[Page, str], None]
Visit = Callable[..., Page]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.user_properties.append(("runs on", "browser"))


# --- Server ---------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def served(demo_copy: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A running server with its own copy of the demo register; a journey may restart it."""
    with serving(demo_copy, tmp_path_factory.mktemp("server") / "log") as server:
        yield server


@pytest.fixture(scope="module")
def server(served: Server) -> str:
    """The address of the running server."""
    return served.address


# --- Browser --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(playwright), args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def visit(browser: Browser, server: str) -> Iterator[Visit]:
    """Open a browser of one's own for each person who plays a part."""
    with ExitStack() as opened:

        def open_page(email: str = "", **settings: Any) -> Page:
            wanted = {"base_url": server, "viewport": WIDE, "locale": "en-GB", **settings}
            page = opened.enter_context(watched_page(opened.enter_context(browser.new_context(**wanted))))
            if email:
                sign_in(page, email)
            return page

        yield open_page


@contextmanager
def watched_page(context: BrowserContext) -> Iterator[Page]:
    """Open a page and fail at the end if it reported a fault."""
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(PATIENCE)
    page.on("console", lambda message: faults.extend(fault_of(message)))
    page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
    page.on("response", lambda response: faults.extend(failed(response)))
    yield page
    page.close()
    assert faults == []


def fault_of(message: ConsoleMessage) -> list[str]:
    """Return what the browser complains about; refused loads are judged by `failed`, which knows their kind."""
    load = message.text.startswith("Failed to load resource")
    return [message.text] if message.type in ("error", "warning") and not load else []


def failed(response: Response) -> list[str]:
    """A page may answer 404 or 422 on purpose; a stylesheet, script or picture may not."""
    is_page = response.request.resource_type == "document"
    limit = 500 if is_page else 400
    return [f"{response.status} {response.url}"] if response.status >= limit else []


@pytest.fixture
def see(request: pytest.FixtureRequest, tmp_path: Path) -> See:
    """Look at a page at both widths: no accessibility fault, nothing wider than the screen, a picture for people."""
    folder = Path(os.environ.get("MATCHMAKER_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)
    test = re.sub(r"\W+", "-", request.node.name)

    def look(page: Page, name: str) -> None:
        for size in (NARROW, WIDE):
            page.set_viewport_size(size)
            page.evaluate("scrollTo(0, 0)")
            page.screenshot(path=folder / f"{test}-{name}-{size['width']}.png", full_page=True)
            results = Axe().run(page)
            assert results.violations_count == 0, results.generate_report()
            wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            assert wider <= 0, f"{name} is {wider} pixels wider than a screen of {size['width']}"

    return look
