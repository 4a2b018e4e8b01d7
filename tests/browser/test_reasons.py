"""An officer asks with must-haves and a fixed firm, and then why; a training officer looks for who closes a gap."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import OFFICER, TOPIC, TRAINER, follow, heading, main, press

SECONDS = 60_000
FIXED, ABSENT = "SkyFall", "BlueBird"
# An underscore between small letters is a name from the program, not a word.
MACHINE_WORD = re.compile(r"\b[a-z]+_[a-z_]+\b")


def test_officer_asks_and_then_asks_why(visit: Visit, see: See) -> None:
    page = visit(OFFICER)
    page.goto(f"/topics/{TOPIC}")
    ask_by_keyboard(page)
    expect(heading(page)).to_contain_text("consort", timeout=SECONDS)
    expect(main(page)).to_contain_text("Must-haves: P1")
    expect(main(page)).to_contain_text(f"Every consortium here includes {FIXED}, as asked.")
    expect(main(page)).not_to_contain_text(MACHINE_WORD)
    follow(page, "Why is a firm not here?")
    page.get_by_label("Name of the firm").fill(ABSENT)
    press(page, "Ask")
    expect(main(page).get_by_role("heading", level=2).first).to_contain_text(ABSENT, timeout=SECONDS)
    expect(main(page)).to_contain_text(re.compile("behind proposal 1|can lead no part|rule keeps it out"))
    see(page, "why-not")
    follow(page, "What would turn the order")
    expect(main(page)).to_contain_text("at once, for everybody")
    see(page, "order")
    follow(page, "strengths of the leads")
    expect(main(page).get_by_role("table")).to_be_visible(timeout=SECONDS)
    see(page, "leads")
    follow(page, "Swaps and open answers")
    expect(main(page)).to_contain_text("was asked for", timeout=SECONDS)
    see(page, "swaps")
    partners_of(page)
    see(page, "partners")


def ask_by_keyboard(page: Page) -> None:
    """Two lines of names, one of nobody: the form comes back with the other ticked and the must-haves kept."""
    form = main(page).locator("#propose")
    form.get_by_label("How many consortia").select_option("1")
    for part in ("P2", "P3", "P4"):
        form.get_by_role("checkbox", name=re.compile(f"^{part} ")).uncheck()
    form.get_by_label("Firms that every consortium must include").fill(f"{FIXED}\nNobody Of This Name")
    press(page, "Propose consortia")
    expect(main(page).get_by_role("alert")).to_contain_text("Nobody Of This Name")
    expect(form.get_by_role("checkbox", name=re.compile(f"^{FIXED}"))).to_be_checked()
    expect(form.get_by_role("checkbox", name=re.compile("^P2 "))).not_to_be_checked()
    form.get_by_label("Firms that every consortium must include").fill("")
    form.get_by_role("button", name="Propose consortia").focus()
    page.keyboard.press("Enter")


def partners_of(page: Page) -> None:
    main(page).get_by_role("link", name=FIXED).first.click()
    main(page).get_by_role("link", name=re.compile("[Pp]artners")).first.click()
    expect(heading(page)).to_contain_text(FIXED)
    expect(main(page).locator("#partners table tbody tr").first).to_be_visible()
    expect(main(page)).not_to_contain_text(MACHINE_WORD)


def test_training_officer_looks_for_who_could_close_a_gap(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Gaps").click()
    follow(page, "Who could close a gap? Ask in your own words")
    page.get_by_label("What is missing, in your words").fill("дешевий перехоплювач дронів вночі")
    press(page, "Look for firms and topics")
    expect(main(page).get_by_role("heading", name="Firms from Ukraine")).to_be_visible()
    expect(main(page).get_by_role("heading", name="Firms from the Union")).to_be_visible()
    expect(main(page)).not_to_contain_text(MACHINE_WORD)
    see(page, "gap")
    page.get_by_label("What is missing, in your words").fill("NATO SECRET: jammers")
    press(page, "Look for firms and topics")
    expect(main(page).get_by_role("alert")).to_contain_text("classification marking")
    expect(main(page)).not_to_contain_text("jammers")
