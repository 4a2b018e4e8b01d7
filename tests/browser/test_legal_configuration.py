"""An administrator changes a number of a topic from a day on; the officer who asked for consortia is told."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.conftest import See, Visit
from tests.browser.people import ADMINISTRATOR, OFFICER, TOPIC, follow, heading, main, press

SECONDS = 60_000


def test_a_changed_number_turns_proposals_and_their_owner_is_told(visit: Visit, see: See) -> None:
    officer, page = visit(OFFICER), visit(ADMINISTRATOR)
    officer.goto(f"/topics/{TOPIC}")
    press(officer, "Propose consortia")
    expect(heading(officer)).to_contain_text("5 consortia", timeout=SECONDS)
    page.goto("/admin")
    follow(page, "Configure the law")
    see(page, "list")
    page.goto("/admin/law/areas_not_under_government_control")
    see(page, "areas")
    page.goto(f"/admin/law/{TOPIC}")
    page.get_by_label("Most members").fill("many")
    page.get_by_label("Reason").fill("A corrigendum to the call.")
    page.get_by_label("Source", exact=True).fill("Corrigendum 2 of the call, 23 November 2026")
    press(page, "See what it would turn")
    expect(main(page).get_by_role("alert")).to_contain_text("Write a whole number of zero or more.")
    see(page, "fault")
    page.get_by_label("Most members").fill("2")
    press(page, "See what it would turn")
    expect(main(page)).to_contain_text("This would change 5 proposals", timeout=SECONDS)
    see(page, "preview")
    press(page, "Change what I typed")
    expect(page.get_by_label("Reason")).to_have_value("A corrigendum to the call.")
    press(page, "See what it would turn")
    press(page, "Record the change")
    expect(page.get_by_role("status")).to_contain_text("The change is recorded.", timeout=SECONDS)
    see(page, "outcome")
    page.goto(f"/admin/law/{TOPIC}")
    expect(main(page).get_by_role("table", name="History")).to_contain_text("Corrigendum 2")
    see(page, "history")
    officer.goto("/")
    officer.get_by_role("list", name="Account").get_by_role("link", name=re.compile("Notices 1 unread")).click()
    expect(main(officer)).to_contain_text("Proposals you asked for that come out differently: 5.")
    see(officer, "notices")
    main(officer).get_by_role("link", name=re.compile(r"Proposal \d+ for")).first.click()
    expect(main(officer)).to_contain_text("these findings differ now")
    see(officer, "proposal")
    officer.goto("/notices")
    press(officer, "Mark as read")
    expect(main(officer)).to_contain_text("All are read.")
