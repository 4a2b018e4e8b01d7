"""Without a mouse, in the dark, on paper, in the other language."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import OFFICER, TRAINER, follow, heading, main
from tests.processes import PASSWORD

TITLE = "Unmanned and counter-unmanned systems"
MOST_STEPS = 80
SECONDS = 60_000


def go_to(page: Page, goal: Locator) -> None:
    """Press Tab until the goal has the focus, and see that the focus is visible there."""
    for _ in range(MOST_STEPS):
        page.keyboard.press("Tab")
        if goal.evaluate("element => element === document.activeElement"):
            assert goal.evaluate("element => getComputedStyle(element).outlineStyle") != "none"
            return
    raise AssertionError(f"{MOST_STEPS} steps do not lead to {goal}")


def test_an_officer_proposes_with_the_keyboard_alone(visit: Visit, see: See) -> None:
    page = visit()
    page.goto("/sign-in")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    go_to(page, page.get_by_label("E-mail address"))
    page.keyboard.type(OFFICER)
    go_to(page, page.get_by_label("Password"))
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    expect(page.get_by_role("navigation", name="Main").get_by_role("link", name="Review")).to_be_visible()
    go_to(page, main(page).get_by_role("link", name=TITLE, exact=True))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(TITLE)
    go_to(page, main(page).get_by_role("button", name="Propose consortia"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(re.compile("^5 consortia"), timeout=SECONDS)
    go_to(page, main(page).get_by_role("link", name="Proposal 1"))
    page.keyboard.press("Enter")
    expect(heading(page)).to_have_text(f"Proposal 1: {TITLE}")
    on_paper(page, see)


def on_paper(page: Page, see: See) -> None:
    page.emulate_media(media="print")
    expect(page.get_by_role("navigation", name="Main")).to_be_hidden()
    expect(main(page).get_by_role("button", name="Put on the shortlist")).to_be_hidden()
    expect(page.get_by_role("table", name="Contributions to the score")).to_be_visible()
    see(page, "paper")


def test_the_graph_has_a_table_one_key_away(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    page.goto("/equipment?q=%D0%B1%D0%B0%D0%B1%D0%B0+%D1%8F%D0%B3%D0%B0")
    follow(page, "Vampire heavy bomber drone")
    follow(page, "See what is linked with it")
    see(page, "graph")
    go_to(page, main(page).get_by_role("link", name="Skip the picture, go to its table"))
    page.keyboard.press("Enter")
    expect(page.locator("#table")).to_be_focused()
    rows = main(page).get_by_role("table").locator("tbody").get_by_role("row")
    shown = {" ".join(row.inner_text().split()) for row in rows.all()}
    assert any("SkyFall" in row for row in shown)
    nodes = main(page).get_by_role("group").get_by_role("link")
    assert nodes.count() > 1
    page.reload()
    picture = main(page).get_by_role("region")
    go_to(page, picture)
    drawing = picture.locator("svg")
    width = str(drawing.get_attribute("width"))
    page.keyboard.press("+")
    expect(drawing).not_to_have_attribute("width", width)
    page.keyboard.press("0")
    expect(drawing).to_have_attribute("width", width)


def test_the_language_changes_and_the_page_stays(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    page.goto("/equipment?q=sting&category=")
    page.get_by_role("button", name="Українська").click()
    expect(page).to_have_url(re.compile(r"/equipment\?q=sting"))
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    expect(page.get_by_role("searchbox").last).to_have_value("sting")
    expect(heading(page)).to_have_text(re.compile("[а-яі]{5}"))
    see(page, "equipment-uk")
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def test_dark_pages_are_dark_and_readable(visit: Visit, see: See) -> None:
    page = visit(OFFICER, color_scheme="dark")
    for address, name in (("/", "start"), ("/firms", "firms"), ("/law", "law")):
        page.goto(address)
        assert brightness(page) < 60
        see(page, name)


def brightness(page: Page) -> float:
    """The mean of the background's three colours, 0 to 255."""
    colour = page.evaluate("getComputedStyle(document.body).backgroundColor")
    return sum(map(float, re.findall(r"[\d.]+", colour)[:3])) / 3
