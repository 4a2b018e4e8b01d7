"""The people of the journeys, and what all of them do in the same way."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.processes import PASSWORD

OFFICER = "officer@matchmaker.example"
UKRAINIAN_OFFICER = "officer.two@matchmaker.example"
UKRAINIAN_COMPANY = "company.ua@matchmaker.example"
EU_COMPANY = "company.eu@matchmaker.example"
TRAINER = "training@matchmaker.example"
ADMINISTRATOR = "administrator@matchmaker.example"
TOPIC = "EDF-EDIP-USI-2027-LS-IRA-CUXS"


def sign_in(page: Page, email: str) -> None:
    """Sign a demo account in; pages speak the browser's language until then, the account's afterwards."""
    page.goto("/sign-in")
    page.get_by_label("E-mail address").fill(email)
    page.get_by_label("Password").fill(PASSWORD)
    main(page).get_by_role("button", name="Sign in").click()
    expect(
        page.get_by_role("list", name="Account").or_(page.get_by_role("list", name="Обліковий запис"))
    ).to_be_visible()


def main(page: Page) -> Locator:
    return page.get_by_role("main")


def heading(page: Page) -> Locator:
    return main(page).get_by_role("heading", level=1)


def press(page: Page, name: str) -> None:
    """Press the button of this name in the page's content."""
    main(page).get_by_role("button", name=name, exact=True).click()


def follow(page: Page, name: str) -> None:
    """Follow the link of this name in the page's content."""
    main(page).get_by_role("link", name=name, exact=True).click()


def region(page: Page, title: str) -> Locator:
    """The section under the heading with this title."""
    return main(page).locator("section").filter(has=page.get_by_role("heading", name=title, exact=True)).last
