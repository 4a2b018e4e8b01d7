"""An analyst screens: asks the author, accepts, closes; the author answers and reopens; a nickname finds its type."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import OFFICER, TRAINER, follow, heading, main, press

ANALYST = "analyst@matchmaker.example"
QUESTION = "Which version of the software was it?"
ANSWER = "The one of this spring; the older one did the same."
NOTE = "Two courses saw the same; it is the firmware."
REASON = "Nobody could repeat it with the present version."
LINE = "It happened again this week."
NICKNAME, MEANT = "Archer", "Archer thermal sights (TSA / TMA)"
TITLE = "Archer fogs over after the warm room"


def test_an_observation_is_asked_about_accepted_closed_and_reopened(visit: Visit, see: See) -> None:
    analyst, author = in_english(visit(ANALYST)), visit(TRAINER)
    address = take_one(analyst, see)
    analyst.get_by_label("Question to the author").fill(QUESTION)
    press(analyst, "Send the question")
    expect(analyst.get_by_role("status")).to_contain_text("Your question is with the author.")
    answer_it(author, address, see)
    accept_it(analyst, address, see)
    officer_only_reads(visit(OFFICER), address)
    close_it(analyst, address)
    reopen_it(author, address, see)
    analyst.goto("/notices")
    expect(main(analyst)).to_contain_text(LINE)
    analyst.get_by_role("link", name="An author reopened an observation").first.click()
    expect(main(analyst)).to_contain_text("not screened yet")
    see(analyst, "reopened")


def in_english(page: Page) -> Page:
    """Read in English; the account keeps the language, so it may be so already."""
    if page.locator("html").get_attribute("lang") != "en":
        page.get_by_role("banner").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    return page


def take_one(page: Page, see: See) -> str:
    """Take the first observation that nobody has and return its path."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Observations").click()
    expect(heading(page)).to_have_text("Observations")
    see(page, "desk")
    main(page).get_by_role("link", name=re.compile("^New, with nobody")).click()
    main(page).get_by_role("rowheader").get_by_role("link").first.click()
    expect(main(page)).to_contain_text("not screened yet")
    press(page, "Take it")
    expect(page.get_by_role("status")).to_contain_text("You have this observation now.")
    see(page, "taken")
    press(page, "Accept as analysed")
    expect(page.get_by_role("alert")).to_contain_text("Write it in plain words; the other side reads it.")
    expect(page.get_by_label("Note to the author")).to_have_attribute("aria-invalid", "true")
    see(page, "fault")
    return page.url[page.url.index("/observations/") :].removesuffix("/analyse")


def answer_it(page: Page, address: str, see: See) -> None:
    page.get_by_role("link", name=re.compile("^Notices")).click()
    expect(main(page)).to_contain_text(QUESTION)
    see(page, "notices")
    page.get_by_role("link", name="A question about your observation").first.click()
    expect(page).to_have_url(re.compile(re.escape(address)))
    page.get_by_label("Your answer").fill(ANSWER)
    see(page, "asked")
    press(page, "Send the answer")
    expect(page.get_by_role("status")).to_contain_text("Your answer is with the analyst.")
    page.goto("/observations")
    see(page, "own")


def accept_it(page: Page, address: str, see: See) -> None:
    page.goto(address)
    expect(main(page)).to_contain_text(ANSWER)
    page.get_by_label("Note to the author").fill(NOTE)
    press(page, "Accept as analysed")
    expect(page.get_by_role("status")).to_contain_text("counts as evidence from now on")
    here = page.get_by_role("list", name="How far it has come").locator("[aria-current]")
    expect(here).to_contain_text("Analysed")
    see(page, "analysed")


def officer_only_reads(page: Page, address: str) -> None:
    page.goto(address)
    expect(main(page)).to_contain_text(NOTE)
    expect(main(page).get_by_role("button")).to_have_count(0)


def close_it(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("group", name="How does it end?").get_by_label("Not fixed").check()
    page.get_by_label("Reason, in plain words").fill(REASON)
    press(page, "Close it")
    expect(page.get_by_role("status")).to_contain_text("Its author was told why.")


def reopen_it(page: Page, address: str, see: See) -> None:
    page.goto(address)
    expect(main(page)).to_contain_text("Closed: not fixed")
    expect(main(page)).to_contain_text(REASON)
    see(page, "closed")
    page.get_by_label("Why do you reopen it?").fill(LINE)
    press(page, "Reopen it")
    expect(page.get_by_role("status")).to_contain_text("The observation is open again.")


def test_a_nickname_of_two_types_is_settled_by_a_person(visit: Visit, see: See) -> None:
    file_with_a_nickname(visit(TRAINER, java_script_enabled=False))
    analyst = in_english(visit(ANALYST))
    analyst.goto("/observations")
    follow(analyst, "Names of equipment to check")
    section = main(analyst).locator("section").filter(has_text=TITLE)
    expect(section.locator("mark").first).to_have_text(NICKNAME)
    expect(section.get_by_role("radio")).to_have_count(3)
    see(analyst, "names")
    section.get_by_role("radio", name=MEANT).check()
    section.get_by_role("button", name="Confirm").click()
    expect(analyst.get_by_role("status")).to_contain_text("Your decision is kept.")
    expect(main(analyst)).not_to_contain_text(TITLE)
    analyst.goto("/observations?queue=all")
    main(analyst).get_by_role("row").filter(has_text=TITLE).get_by_role("link").click()
    expect(main(analyst).get_by_role("link", name=MEANT)).to_be_visible()


def file_with_a_nickname(page: Page) -> None:
    """File without scripts, on what is not in the list."""
    page.goto("/observations/new")
    page.locator("[name=danger][value=no]").check()
    page.locator("[name=equipment_words]").fill(NICKNAME)
    page.locator("button[name=find]").click()
    page.locator("[name=equipment_id][value=unlisted]").check()
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=observation]").fill("The lens was blind for minutes.")
    page.locator("[name=effect][value=slower]").check()
    page.locator("button[data-file]").click()
    if page.locator("button[data-file]").count():
        page.locator("button[data-file]").click()
    expect(page).to_have_url(re.compile(r"/receipt\b"))
