"""A training officer files what was seen on a piece of equipment, and it moves its maker for an open topic."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import OFFICER, TOPIC, TRAINER, follow, heading, main, press

EQUIPMENT, MAKER = "Kolibri FPV", "TAF Industries"
TITLE = "Video holds behind the second tree line"
WORDS = {
    "Observation": "The picture stayed clear behind two rows of trees on most approaches.",
    "Discussion": "The crew had raised the relay mast; without it the picture broke up.",
    "Conclusion": "The mast decides how far behind cover the drone can be flown.",
    "Recommendation": "Pack the mast with the set and add it to the checklist.",
}
SECONDS = 15_000
MARKED = "NATO SECRET: the link was lost at the bridge"


def test_an_observation_reaches_the_ranking(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    choose_by_nickname(page)
    see(page, "choose")
    follow(page, EQUIPMENT)
    fill_in(page)
    see(page, "form")
    main(page).get_by_role("button", name="File the observation").dblclick()  # in haste, and yet filed once
    expect(heading(page)).to_have_text("Your observation is filed")
    expect(main(page).get_by_role("link", name=MAKER, exact=True).first).to_be_visible()
    see(page, "receipt")
    follow(page, "What observations on it moved in the rankings")
    expect(main(page).get_by_role("row", name=MAKER).first).to_be_visible(timeout=SECONDS)
    expect(main(page).get_by_role("link", name="Unmanned and counter-unmanned systems")).to_be_visible()
    see(page, "moved")
    page.go_back()
    main(page).get_by_role("link", name=TITLE, exact=True).first.click()
    for part, words in WORDS.items():
        expect(main(page).get_by_role("heading", name=part, exact=True)).to_be_visible()
        expect(main(page)).to_contain_text(words)
    equipment_shows_it(page)
    see(page, "equipment")
    ranking_says_so(visit(OFFICER))


def choose_by_nickname(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="File an observation").click()
    page.get_by_label("Which equipment?").fill("колібрі")
    press(page, "Find it")
    expect(main(page).get_by_role("heading", name="Which of these do you mean?")).to_be_visible()
    expect(main(page).get_by_role("listitem").filter(has_text=EQUIPMENT)).to_contain_text("Колібрі")


def fill_in(page: Page) -> None:
    expect(heading(page)).to_have_text(f"Observation on {EQUIPMENT}")
    page.get_by_label("Title").fill(TITLE)
    page.get_by_role("group", name="Effect on the task").get_by_label("None").check()
    for part, words in WORDS.items():
        page.get_by_label(part).fill(words)
    page.get_by_label("Month").select_option(label="October 2026")


def equipment_shows_it(page: Page) -> None:
    main(page).get_by_role("link", name=EQUIPMENT, exact=True).first.click()
    expect(heading(page)).to_have_text(EQUIPMENT)
    expect(main(page)).to_contain_text(re.compile(r"\b1 observation\b"))
    expect(main(page).get_by_role("link", name=TITLE, exact=True)).to_be_visible()


def ranking_says_so(page: Page) -> None:
    page.goto(f"/topics/{TOPIC}")
    press(page, "Propose consortia")
    row = page.get_by_role("table", name="Firms moved by training observations").get_by_role("row", name=MAKER)
    expect(row.get_by_role("link", name=EQUIPMENT)).to_be_visible()
    before, after = (int(cell.inner_text().rstrip("↑ ")) for cell in row.get_by_role("cell").all()[1:3])
    assert after < before


def test_a_marked_text_is_refused_and_never_shown_again(visit: Visit, see: See) -> None:
    page = visit(TRAINER)
    choose_by_nickname(page)
    follow(page, EQUIPMENT)
    fill_in(page)
    page.get_by_label("Discussion").fill(MARKED)
    press(page, "File the observation")
    expect(page.get_by_role("alert")).to_contain_text("This text carried a classification marking.")
    expect(page.get_by_label("Discussion")).to_have_value("")
    expect(page.get_by_label("Observation", exact=True)).to_have_value(WORDS["Observation"])
    assert "SECRET" not in page.content()
    see(page, "refused")
