"""A programme officer asks for consortia, reads why, keeps one in view, and finds it after a restart."""

from __future__ import annotations

import itertools
import re
from decimal import Decimal

from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import See, Visit
from tests.browser.people import OFFICER, TOPIC, UKRAINIAN_OFFICER, follow, heading, main, press, region
from tests.processes import Server

TITLE = "Unmanned and counter-unmanned systems"
LEFT_OUT = {
    "Nebylytsia Systems",
    "Kazkovyi Droniar",
    "Khymerna Vyhadana Elektronika",
    "Stepova Fantaziia",
    "Pohádkové Vymyšlené Drony s.r.o.",
    "Poveste Aero Inventat SRL",
    "Once Upon Avionics Ltd",
}
NOTE = "Ask SkyFall about the place of its seat before the info day."
SECONDS = 60_000


def test_officer_asks_for_consortia_and_keeps_one(visit: Visit, served: Server, see: See) -> None:
    page = visit(OFFICER)
    open_topic(page)
    see(page, "topic")
    press(page, "Propose consortia")
    expect(heading(page)).to_have_text(f"5 consortia for {TITLE}", timeout=SECONDS)
    teams = teams_of(page)
    they_differ(teams)
    each_has_both_sides(page)
    rules_left_out(page, teams)
    see(page, "consortia")
    follow(page, "Proposal 1")
    reasons_are_there(page, teams[0])
    contributions_add_up(page)
    press(page, "Put on the shortlist")
    expect(page.get_by_role("status")).to_contain_text("on your shortlist")
    page.get_by_label("Note").fill(NOTE)
    press(page, "Leave the note")
    expect(page.get_by_role("status")).to_contain_text("The note is kept.")
    see(page, "proposal")
    served.restart()
    still_there(page)
    replay_says_the_same(page)


def open_topic(page: Page) -> None:
    page.goto("/")
    follow(page, TITLE)
    expect(heading(page)).to_have_text(TITLE)
    expect(main(page)).to_contain_text(TOPIC)
    expect(main(page)).to_contain_text("16 February 2027")


def teams_of(page: Page) -> list[set[str]]:
    rows = page.get_by_role("table", name="The proposed consortia side by side").locator("tbody").get_by_role("row")
    expect(rows).to_have_count(5)
    return [set(row.get_by_role("list").first.get_by_role("link").all_inner_texts()) for row in rows.all()]


def they_differ(teams: list[set[str]]) -> None:
    assert all(len(team) > 1 for team in teams)
    for one, other in itertools.permutations(teams, 2):
        assert 3 * len(one - other) >= len(one)


def each_has_both_sides(page: Page) -> None:
    rows = page.get_by_role("table", name="The proposed consortia side by side").locator("tbody").get_by_role("row")
    for row in rows.all():
        members = row.get_by_role("list").first.get_by_role("listitem").all_inner_texts()
        ukrainian = [member for member in members if ", Ukraine" in member]
        assert 0 < len(ukrainian) < len(members)
        expect(row).to_contain_text("proven")


def rules_left_out(page: Page, teams: list[set[str]]) -> None:
    table = page.get_by_role("table", name="Firms left out by a rule")
    named = set(table.get_by_role("rowheader").get_by_role("link").all_inner_texts())
    assert named >= LEFT_OUT
    assert not named & set[str]().union(*teams)
    expect(table.get_by_role("row", name="Nebylytsia Systems")).to_contain_text("Fabled Horizon Holdings")
    expect(table.get_by_role("row", name="Nebylytsia Systems")).to_contain_text("Article 26(5)")


def reasons_are_there(page: Page, team: set[str]) -> None:
    matrix = page.get_by_role("table", name="Members and the parts of the topic that they can do")
    assert set(matrix.get_by_role("rowheader").get_by_role("link").all_inner_texts()) == team
    leads = matrix.get_by_role("cell").filter(has_text="leads")
    parts = matrix.get_by_role("columnheader").count() - 1
    nobody = region(page, "Members and what each can do").get_by_text("Nothing on record says that a member can do:")
    assert 4 <= leads.count() <= parts and (leads.count() == parts or nobody.count() == 1)
    for cell in leads.all():
        assert cell.locator("q").count() > 0
    ways = region(page, "How each member hangs together with the topic")
    expect(ways.get_by_role("heading", level=3)).to_have_count(len(team))
    assert ways.get_by_role("link").count() > 3 * len(team)
    rules = page.get_by_role("table", name="Rules on which the strands differ")
    expect(rules.get_by_role("columnheader")).to_contain_text(["Rule", "EDIP-P", "EDIP-U"])
    expect(rules.get_by_role("row", name="Registered seat").first).to_contain_text("Article 9(1)")
    expect(rules.get_by_role("row", name="Registered seat").first).to_contain_text("Article 26(1)")
    asked = region(page, "What is unknown, and who could answer")
    assert asked.get_by_role("listitem").filter(has_text="?").count() > 3
    of_several = asked.get_by_role("table", name="Asked of several members").get_by_role("row")
    expect(of_several.filter(has_text="Executive management")).to_contain_text("every member")
    expect(main(page)).not_to_contain_text(re.compile(r"\beligible\b"))


def contributions_add_up(page: Page) -> None:
    table = page.get_by_role("table", name="Contributions to the score")
    total = number(table.locator("tfoot").get_by_role("cell"))
    single = [number(cell) for cell in table.locator("td.points").all()]
    groups = [
        number(cell)
        for cell in table.get_by_role("row").filter(has=page.locator("[scope=rowgroup]")).get_by_role("cell").all()
    ]
    assert len(single) > len(groups) > 2
    assert sum(single) == sum(groups) == total > 0
    for row in table.locator("tbody tr:not(.group-row)").all():
        value, weight, points = (number(cell) for cell in row.get_by_role("cell").all()[1:])
        assert abs(value * weight - points) <= Decimal("0.011")


def number(cell: Locator) -> Decimal:
    return Decimal(cell.inner_text().strip().replace("−", "-").replace(",", ""))


def still_there(page: Page) -> None:
    page.reload()
    expect(main(page)).to_contain_text("on your shortlist since")
    expect(region(page, "Notes by officers")).to_contain_text(NOTE)
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Shortlist").click()
    expect(page.get_by_role("table", name="Proposals").get_by_role("link", name=TITLE)).to_be_visible()


def replay_says_the_same(page: Page) -> None:
    follow(page, TITLE)
    follow(page, "Compare them")
    press(page, "Compute again from the sealed inputs")
    expect(page.get_by_role("status")).to_contain_text("The same 5 consortia came out", timeout=SECONDS)


def test_a_second_officer_reads_it_in_ukrainian(visit: Visit, see: See) -> None:
    page = visit(UKRAINIAN_OFFICER)
    expect(page.locator("html")).to_have_attribute("lang", "uk")
    page.goto(f"/topics/{TOPIC}/proposals")
    expect(heading(page)).to_contain_text(re.compile("[а-яі]{5}"))
    see(page, "consortia-uk")
    page.get_by_role("rowheader").get_by_role("link").first.click()
    expect(main(page)).to_contain_text(NOTE)
    expect(main(page)).not_to_contain_text("on your shortlist since")
    contributions = main(page).locator("#score").get_by_role("table")
    expect(contributions).to_contain_text(re.compile("[а-яі]{5}"))
    see(page, "proposal-uk")
