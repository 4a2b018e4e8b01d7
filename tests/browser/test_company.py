"""A firm registers, is sent back and verified, turns up in a proposal and answers; another claims its entry."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

from matchmaker.domain.registry.identifiers import edrpou_is_consistent
from tests.browser.conftest import See, Visit
from tests.browser.people import EU_COMPANY, OFFICER, TOPIC, follow, heading, main, press

FIRM, FIRM_UK = "Mandrivka Drones", "Мандрівка Дрони"
LISTED = "Tykho"
CLAIMED, PIC = "Aaronia AG", "876577846"
EDRPOU, WRONG_EDRPOU = sorted(
    (f"4399999{digit}" for digit in range(10)), key=lambda code: not edrpou_is_consistent(code)
)[:2]
REASON = "Please say in which country the firm is managed and where it would produce."
NOT_NOW = "Our line is full until March."
SECONDS = 60_000


@pytest.fixture
def firm(visit: Visit, see: See) -> Page:
    """The page of a person whose firm was just submitted for review."""
    page = visit()
    make_account(page, "Olena Mandrivna", "olena@mandrivka.example")
    register_firm(page, see)
    declare_ownership(page)
    add_capability(page, see)
    return page


def test_from_registration_to_an_answer(firm: Page, visit: Visit, see: See) -> None:
    follow(firm, "Go on to the check")
    draft = firm.url.removesuffix("/submit")
    stranger = visit(EU_COMPANY)
    does_not_exist_for(stranger, draft)
    see(firm, "check")
    press(firm, "Submit for review")
    expect(firm.get_by_role("status")).to_contain_text("The entry is with the officers now.")
    officer = visit(OFFICER)
    send_back(officer, see)
    amend(firm, see)
    verify(officer)
    propose_with(officer, draft)
    proposal = read_own_proposal(firm, see)
    does_not_exist_for(stranger, proposal)
    answer(firm, officer, proposal)
    see(officer, "answered")
    firm.get_by_role("button", name="Українська").click()
    expect(firm).to_have_url(re.compile(re.escape(proposal)))
    expect(firm.locator("html")).to_have_attribute("lang", "uk")
    see(firm, "own-proposal-uk")


def make_account(page: Page, name: str, email: str) -> None:
    page.goto("/")
    page.get_by_role("banner").get_by_role("link", name="Register").click()
    page.get_by_label("Your name").fill(name)
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill("a sentence that is easy to keep")
    page.get_by_role("group", name="Language").get_by_label("English").check()
    press(page, "Register")
    page.get_by_role("navigation", name="Main").get_by_role("link", name="My firm").click()
    expect(heading(page)).to_have_text("My firms")


def register_firm(page: Page, see: See) -> None:
    follow(page, "Register a firm")
    page.get_by_label("Name in Latin letters").fill(FIRM)
    page.get_by_label("Name in Ukrainian").fill(FIRM_UK)
    page.get_by_label("Country of the registered seat").select_option(label="Ukraine")
    page.get_by_label("EDRPOU").fill(WRONG_EDRPOU)
    press(page, "Save and go on")
    expect(page.get_by_role("alert")).to_contain_text("The last digit of this EDRPOU number does not fit")
    expect(page.get_by_label("EDRPOU")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("EDRPOU")).to_have_value(WRONG_EDRPOU)
    expect(page.get_by_label("Name in Ukrainian")).to_have_value(FIRM_UK)
    see(page, "wrong-number")
    page.get_by_label("EDRPOU").fill(EDRPOU)
    page.get_by_label("Name in Latin letters").fill(LISTED)
    press(page, "Save and go on")
    expect(main(page)).to_contain_text("The register has this firm already")
    expect(main(page).get_by_role("link", name="Claim this entry")).to_be_visible()
    page.get_by_label("Name in Latin letters").fill(FIRM)
    press(page, "Save and go on")
    expect(heading(page)).to_have_text("Ownership")


def declare_ownership(page: Page) -> None:
    holder = page.get_by_role("group", name="Holder 1")
    holder.get_by_label("Name of the holder").fill("Olena Mandrivna")
    holder.get_by_label("Country of the holder").select_option(label="Ukraine")
    holder.get_by_label("Kind of holder").select_option(label="natural person")
    holder.get_by_label("Share, per cent").fill("100")
    page.get_by_role("group", name="Are these all holders?").get_by_label("yes").check()
    press(page, "Save and go on")
    expect(heading(page)).to_have_text("Capabilities")


def add_capability(page: Page, see: See) -> None:
    follow(page, "Add a capability")
    page.get_by_label("Title in Ukrainian").fill("FPV-дрони з модульним корисним навантаженням")
    page.get_by_label("Description in Ukrainian").fill(
        "Складаємо FPV-дрони з модульним корисним навантаженням і безпілотники-перехоплювачі, "
        "керовані оптоволокном, на власній лінії малими партіями."
    )
    codes = page.get_by_role("group", name="Codes")
    codes.get_by_label("Find codes by word or number").fill("35613000")
    press(page, "Find")
    codes.get_by_label("35613000-4").check()
    codes.get_by_text("Common Military List of the EU").click()
    codes.get_by_role("checkbox", name=re.compile("^ML10 ")).check()
    press(page, "Save")
    expect(main(page).get_by_role("list", name="Codes")).to_contain_text("35613000-4")
    expect(main(page).get_by_role("list", name="Codes")).to_contain_text("ML10")
    see(page, "capabilities")


def does_not_exist_for(page: Page, address: str) -> None:
    answered = page.goto(address)
    assert answered is not None and answered.status == 404
    expect(main(page)).not_to_contain_text(FIRM)


def send_back(page: Page, see: See) -> None:
    open_review(page)
    expect(main(page)).to_contain_text(EDRPOU)
    expect(main(page)).to_contain_text("Olena Mandrivna")
    see(page, "review")
    page.get_by_label("Reason").fill(REASON)
    press(page, "Send back")
    expect(page.get_by_role("status")).to_contain_text("together with your reason")


def open_review(page: Page) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Review").click()
    page.get_by_role("table", name="Entries submitted").get_by_role("link", name=FIRM).click()


def amend(page: Page, see: See) -> None:
    page.get_by_role("navigation", name="Main").get_by_role("link", name="My firm").click()
    expect(main(page)).to_contain_text(REASON)
    see(page, "sent-back")
    follow(page, "Change the entry")
    page.get_by_label("City of the registered seat").fill("Львів")
    page.get_by_label("Country of the executive management").select_option(label="Ukraine")
    page.get_by_label("Country of production").first.select_option(label="Ukraine")
    press(page, "Save and go on")
    expect(page.get_by_role("group", name="Holder 1").get_by_label("Share, per cent")).to_have_value("100")
    press(page, "Save and go on")
    follow(page, "Go on to the check")
    press(page, "Submit for review")
    expect(page.get_by_role("status")).to_contain_text("The entry is with the officers now.")


def verify(page: Page) -> None:
    open_review(page)
    expect(main(page)).to_contain_text("Львів")
    press(page, "Verify the entry")
    expect(page.get_by_role("status")).to_contain_text("The entry is verified.")


def propose_with(page: Page, firm: str) -> None:
    page.goto(firm)
    follow(page, "Look for consortia with this firm")
    main(page).get_by_role("row").filter(has_text=TOPIC).get_by_role("link").click()
    included = page.get_by_role("group", name="Firms that every consortium includes")
    expect(included.get_by_role("checkbox", name=FIRM)).to_be_checked()
    page.get_by_label("How many consortia").select_option("2")
    press(page, "Propose consortia")
    expect(main(page)).to_contain_text(f"Every consortium here includes {FIRM}, as asked.", timeout=SECONDS)
    rows = page.get_by_role("table", name="The proposed consortia side by side").locator("tbody").get_by_role("row")
    expect(rows).to_have_count(2)
    for row in rows.all():
        expect(row.get_by_role("link", name=FIRM)).to_be_visible()


def read_own_proposal(page: Page, see: See) -> str:
    """Open the proposal and return its path."""
    page.get_by_role("navigation", name="Main").get_by_role("link", name="Proposals").click()
    rows = page.get_by_role("table", name="Proposals").locator("tbody").get_by_role("row")
    expect(rows).to_have_count(2)
    rows.first.get_by_role("link").click()
    own = member_row(page)
    expect(own).to_contain_text("your firm")
    assert own.locator("q").count() > 0
    expect(main(page).get_by_role("heading", name="Notes by officers")).to_have_count(0)
    see(page, "own-proposal")
    return page.url[page.url.index("/proposals/") :]


def member_row(page: Page) -> Locator:
    matrix = page.get_by_role("table", name="Members and the parts of the topic that they can do")
    return matrix.get_by_role("row").filter(has=page.get_by_role("link", name=FIRM))


def answer(page: Page, officer: Page, proposal: str) -> None:
    choices = page.get_by_role("group", name="Your answer")
    choices.get_by_label("Not now").check()
    press(page, "Keep the answer")
    expect(page.get_by_role("alert")).to_contain_text("Say why not now")
    page.get_by_label("Reason").fill(NOT_NOW)
    press(page, "Keep the answer")
    expect(page.get_by_role("status")).to_contain_text("Your answer is kept.")
    officer.goto(proposal)
    given = officer.get_by_role("table", name="Answers of the members").get_by_role("row").filter(has_text=FIRM)
    expect(given).to_contain_text(NOT_NOW)
    choices.get_by_label("Interested").check()
    page.get_by_label("Reason").fill("")
    press(page, "Keep the answer")
    expect(page.get_by_role("status")).to_contain_text("Your answer is kept.")
    officer.reload()
    expect(given).to_contain_text("Interested")
    expect(given).not_to_contain_text(NOT_NOW)


def test_a_listed_firm_is_claimed_and_corrected(visit: Visit, see: See) -> None:
    page = visit()
    make_account(page, "Anna Antenne", "anna@antenne.example")
    page.get_by_label("Words of the name").fill(CLAIMED)
    press(page, "Look for it")
    follow(page, CLAIMED)
    follow(page, "This is our firm: claim the entry")
    page.get_by_label("The number").fill(PIC)
    page.get_by_label("Who are you for the firm?").fill("Head of sales; ask the switchboard on our website.")
    press(page, "Send the claim")
    expect(page.get_by_role("status")).to_contain_text("Your claim is with the officers.")
    officer = visit(OFFICER)
    officer.get_by_role("navigation", name="Main").get_by_role("link", name="Review").click()
    follow(officer, CLAIMED)
    expect(main(officer)).to_contain_text("The number given is the one on record.")
    see(officer, "claim")
    press(officer, "Accept the claim")
    expect(officer.get_by_role("status")).to_contain_text("The claim is accepted")
    page.reload()
    see(page, "claimed")
    follow(page, "Change the entry")
    page.get_by_label("City of the registered seat").fill("Strickscheid")
    press(page, "Save and go on")
    expect(heading(page)).to_have_text("Ownership")
    officer.get_by_role("navigation", name="Main").get_by_role("link", name="Review").click()
    changed = officer.get_by_role("table", name="Entries changed since they were verified")
    changed.get_by_role("link", name=CLAIMED).click()
    expect(main(officer)).to_contain_text("Strickscheid")
