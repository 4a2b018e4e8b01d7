"""A training officer files what was seen on a piece of equipment, and it moves its maker for an open topic."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import OFFICER, TOPIC, TRAINER, follow, heading, main, press

ANALYST = "analyst@matchmaker.example"
EQUIPMENT, MAKER = "Kolibri FPV", "TAF Industries"
TITLE = "Video holds behind the second tree line"
WORDS = {
    "Observation": "The picture stayed clear behind two rows of trees on most approaches.",
    "Discussion": "The crew had raised the relay mast; without it the picture broke up.",
    "Conclusion": "The mast decides how far behind cover the drone can be flown.",
    "Recommendation": "Pack the mast with the set and add it to the checklist.",
}
SECONDS = 60_000
MARKED = "NATO SECRET: the link was lost at the bridge"


def test_an_observation_reaches_the_ranking(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    choose_by_nickname(page, see)
    fill_in(page)
    see(page, "form")
    main(page).get_by_role("button", name="File the observation").dblclick()  # in haste, and yet filed once
    expect(heading(page)).to_have_text(re.compile(r"Your observation is filed: No \d+"), timeout=SECONDS)
    expect(main(page)).to_contain_text("analysts' desk")
    see(page, "receipt")
    follow(page, TITLE)
    for words in WORDS.values():
        expect(main(page)).to_contain_text(words)
    analyst_accepts(visit(ANALYST), page.url)
    equipment_shows_it(page)
    see(page, "equipment")
    follow(page, "What observations on it moved in the rankings")
    expect(main(page).get_by_role("row", name=MAKER).first).to_be_visible(timeout=SECONDS)
    expect(main(page).get_by_role("link", name="Unmanned and counter-unmanned systems")).to_be_visible()
    see(page, "moved")
    ranking_says_so(visit(OFFICER))


def choose_by_nickname(page: Page, see: See) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="File an observation").click()
    expect(heading(page)).to_have_text("File an observation")
    page.get_by_label("Which equipment?").press_sequentially("колібр")
    offered = page.get_by_role("group", name="Which of these do you mean?")
    expect(offered.get_by_label(EQUIPMENT)).to_be_visible()
    expect(offered).to_contain_text("Колібрі")
    see(page, "choose")
    offered.get_by_label(EQUIPMENT).check()


def fill_in(page: Page) -> None:
    page.get_by_role("group", name="Could this kill or injure someone?").get_by_label("No", exact=True).check()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("group", name="Effect on the task").get_by_label("None").check()
    page.get_by_text("Say more: discussion").click()
    for part, words in WORDS.items():
        page.get_by_label(part).fill(words)
    page.get_by_label("Month").select_option(label="October 2026")


def analyst_accepts(page: Page, address: str) -> None:
    page.get_by_role("banner").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    page.goto(address)
    press(page, "Take it")
    page.get_by_label("Note to the author").fill("It holds with the mast; that is worth knowing.")
    press(page, "Accept as analysed")
    expect(main(page)).to_contain_text("analysed")


def equipment_shows_it(page: Page) -> None:
    main(page).get_by_role("link", name=EQUIPMENT, exact=True).first.click()
    expect(heading(page)).to_have_text(EQUIPMENT)
    main(page).get_by_text("1 observation without a failure").click()
    expect(main(page).get_by_role("link", name=TITLE, exact=True).first).to_be_visible()


def ranking_says_so(page: Page) -> None:
    page.goto(f"/topics/{TOPIC}")
    press(page, "Propose consortia")
    row = page.get_by_role("table", name="Firms moved by training observations").get_by_role("row", name=MAKER)
    expect(row.get_by_role("link", name=EQUIPMENT)).to_be_visible()
    before, after = (int(cell.inner_text().rstrip("↑ ")) for cell in row.get_by_role("cell").all()[1:3])
    assert after < before


def test_a_marked_text_is_refused_and_never_shown_again(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    choose_by_nickname(page, see)
    fill_in(page)
    page.get_by_label("Discussion").fill(MARKED)
    press(page, "File the observation")
    expect(page.get_by_role("alert")).to_contain_text("This text carries a classification marking.")
    expect(page.get_by_label("Discussion")).to_have_value("")
    expect(page.get_by_label("Observation", exact=True)).to_have_value(WORDS["Observation"])
    assert "SECRET" not in page.content()
    see(page, "refused")
    kept = page.evaluate("indexedDB.databases().then((all) => all.map((one) => one.name))")
    assert kept == ["matchmaker"]
    page.reload()  # what this device kept came back from the page, so it has no marked word either
    assert "SECRET" not in page.content()


def test_without_scripts_the_form_works_as_a_plain_one(visit: Visit, see: See) -> None:
    page = visit(TRAINER, java_script_enabled=False)
    page.goto("/observations/new")
    page.get_by_label("Which equipment?").fill("колібрі")
    press(page, "Find it")
    page.get_by_role("group", name="Which of these do you mean?").get_by_label(EQUIPMENT).check()
    page.get_by_role("group", name="Could this kill or injure someone?").get_by_label("Yes", exact=True).check()
    page.get_by_label("Title").fill("Propeller came off")
    page.get_by_label("Observation", exact=True).fill("It came off at 48.5123, 37.9876 and flew past the crew.")
    page.get_by_role("group", name="Effect on the task").get_by_label("Danger").check()
    press(page, "File the observation")
    expect(page.get_by_role("heading", name="Look at these words again")).to_be_visible()
    page.get_by_label("This is harmless").check()
    press(page, "File the observation")
    expect(heading(page)).to_have_text(re.compile(r"Your observation is filed: No \d+"))
    expect(main(page)).to_contain_text("The analysts' desk was alerted at once.")
