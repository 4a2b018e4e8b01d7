"""A real server with a demo register of its own, a real browser, and a page that tolerates no fault.

Each file of journeys gets a fresh server; the demo register is built once per run and copied.
`page_wide` and `page_narrow` fail the test at its end when the browser reported a script error, a breach of the
content security policy or a file that could not be loaded. `see(page, "name")` checks accessibility and keeps a
picture in the folder named by MATCHMAKER_SCREENSHOTS.
"""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, sync_playwright

from tests.browser.chromium import QUIET, executable
from tests.databases import shared_folder

ROOT = Path(__file__).resolve().parents[2]
WIDE, NARROW = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
PATIENCE = 60
See = Callable[[Page, str], None]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.browser)
            item.user_properties.append(("runs on", "browser"))


# --- Server ---------------------------------------------------------------------------------------------------


def settings(database: Path, port: int = 8000) -> dict[str, str]:
    ours = {
        "MATCHMAKER_MODE": "development",
        "MATCHMAKER_SECRET_KEY": "b" * 32,
        "MATCHMAKER_SIGN_IN_LIMIT": "1000 per minute",
        "MATCHMAKER_DATABASE_URL": f"sqlite:///{database}",
        "MATCHMAKER_PORT": str(port),
    }
    return {**os.environ, **ours}


@pytest.fixture(scope="session")
def demo_register() -> Path:
    """A database with the demo register, built once for all workers; nobody writes to it."""
    with shared_folder() as folder:
        built = folder / "demo.sqlite"
        if not built.exists():
            fresh = folder / "fresh.sqlite"
            flask(fresh, "database", "upgrade")
            flask(fresh, "demo", "load")
            fresh.rename(built)
    return built


def flask(database: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "flask", "--app", "wsgi", *arguments]
    done = subprocess.run(command, cwd=ROOT, env=settings(database), capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def server(demo_register: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a running server with its own copy of the demo register."""
    folder = tmp_path_factory.mktemp("server")
    shutil.copy(demo_register, folder / "register.sqlite")
    port = free_port()
    with (folder / "log").open("w+", encoding="utf-8") as log:
        command = [sys.executable, "-m", "matchmaker.web.serve"]
        environment = settings(folder / "register.sqlite", port)
        process = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=log, stderr=subprocess.STDOUT)
        try:
            wait_for(f"http://127.0.0.1:{port}/", process, Path(log.name))
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()
            process.wait(20)
    assert "Traceback" not in (folder / "log").read_text("utf-8"), (folder / "log").read_text("utf-8")


def free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])


def wait_for(address: str, process: subprocess.Popen[bytes], log: Path) -> None:
    """Ask until the first page comes; a server that died or never answers is an error with its log."""
    end = time.monotonic() + PATIENCE
    while process.poll() is None and time.monotonic() < end:
        try:
            with urlopen(address, timeout=PATIENCE):
                return
        except (URLError, ConnectionError):
            time.sleep(0.1)
    raise AssertionError(f"the server did not come up:\n{log.read_text('utf-8')}")


# --- Browser --------------------------------------------------------------------------------------------------


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=executable(playwright), args=list(QUIET))
        yield launched
        launched.close()


@pytest.fixture
def page_wide(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport=WIDE, locale="en-GB") as context:
        yield from watched_page(context)


@pytest.fixture
def page_narrow(browser: Browser, server: str) -> Iterator[Page]:
    with browser.new_context(base_url=server, viewport=NARROW, locale="en-GB", has_touch=True) as context:
        yield from watched_page(context)


def watched_page(context: BrowserContext) -> Iterator[Page]:
    """Open a page and fail at the end if it reported a fault."""
    faults: list[str] = []
    page = context.new_page()
    page.set_default_timeout(20_000)
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
    """Look at a page: no accessibility fault, nothing wider than the screen, and a picture for people."""
    folder = Path(os.environ.get("MATCHMAKER_SCREENSHOTS") or tmp_path)
    folder.mkdir(parents=True, exist_ok=True)

    def look(page: Page, name: str) -> None:
        test = re.sub(r"\W+", "-", request.node.name)
        page.screenshot(path=folder / f"{test}-{name}.png", full_page=True)
        results = Axe().run(page)
        assert results.violations_count == 0, results.generate_report()
        wider = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        assert wider <= 0, f"{name} is {wider} pixels wider than the screen"

    return look
