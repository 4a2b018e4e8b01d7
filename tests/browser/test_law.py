"""A lawyer who never saw the code: from the instrument to the rule, from the rule to its case, and back."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import See, Visit
from tests.browser.people import follow, heading, main, press

WRONG = "- name: x\n  as_of: tomorrow\n"


def test_from_the_instrument_to_a_rule_and_its_case(visit: Visit, see: See) -> None:
    page = visit()
    page.goto("/law")
    see(page, "law")
    follow(page, "The Programme (EDIP-P)")
    expect(heading(page)).to_have_text("The Programme (EDIP-P)")
    see(page, "instrument")
    follow(page, "EDIP-P-E03")
    expect(heading(page)).to_have_text("EDIP-P-E03: Control")
    see(page, "rule")
    expect(main(page).get_by_role("link", name="Regulation (EU) 2025/2643").first).to_have_attribute(
        "href", re.compile("eli/reg/2025/2643")
    )
    follow(page, "Try this case: owned by a Ukrainian group")
    press(page, "Judge")
    expect(main(page).get_by_role("heading", name="owned by a Ukrainian group")).to_be_visible()
    expect(main(page)).to_contain_text("The rule book answers what the case expects.")
    see(page, "judged")
    main(page).get_by_role("link", name=re.compile(r"^Article 9\(5\)")).first.click()
    expect(heading(page)).to_have_text("EDIP-P-E03: Control")


def test_faults_of_a_case_are_read_without_a_mouse(visit: Visit, see: See) -> None:
    page = visit()
    page.goto("/law/try")
    page.get_by_label("Case file").fill(WRONG)
    page.get_by_label("Case file").press("Tab")
    expect(main(page).get_by_role("button", name="Judge")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("as_of: 'tomorrow' is not a day")
    expect(page.get_by_label("Case file")).to_have_value(WRONG)
    see(page, "faults")


def test_a_case_is_tried_in_ukrainian_and_in_the_dark(visit: Visit, see: See) -> None:
    page = visit(locale="uk-UA", color_scheme="dark")
    page.goto("/law/rules/EDIP-U-E03")
    see(page, "rule-dark")
    page.goto("/law/try")
    main(page).locator("form.try button").click()
    expect(main(page).locator(".outcome")).to_have_count(2)
    see(page, "judged-dark")
