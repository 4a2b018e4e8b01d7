"""Filing where there is no network: drafts are kept on the device and arrive once, when there is one again."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import NARROW, See, Visit
from tests.browser.people import TRAINER, follow, heading, main, press, sign_in

TITLE = "Sight fogs in the cold"
SECONDS = 60_000
FORM, DRAFTS = "/observations/new", "/observations/drafts"
KEPT = "sessionStorage.getItem('kept') !== null"


def wait_until(page: Page, holds: str) -> None:
    """Ask the page again and again; its content security policy forbids that the page asks itself."""
    for _ in range(SECONDS // 200):
        if page.evaluate(holds):
            return
        page.wait_for_timeout(200)
    raise AssertionError(holds)


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A phone whose failed loads are no faults: without a network they are what is tested."""
    context = browser.new_context(base_url=server, viewport=NARROW, locale="en-GB")
    yield context
    context.close()


@pytest.fixture
def page(phone: BrowserContext) -> Page:
    """The form was open once, so the device has it."""
    opened = phone.new_page()
    opened.set_default_timeout(SECONDS)
    sign_in(opened, TRAINER)
    opened.goto(FORM)
    wait_until(opened, KEPT)
    return opened


def fill_in(page: Page, *, title: str = TITLE, observation: str = "The sight fogged within minutes.") -> None:
    page.get_by_role("group", name="Could this kill or injure someone?").get_by_label("No", exact=True).check()
    page.get_by_label("Which equipment?").fill("NLAW")
    expect(page.get_by_role("group", name="Which of these do you mean?").get_by_label("NLAW")).to_be_checked()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Observation", exact=True).fill(observation)
    page.get_by_role("group", name="Effect on the task").get_by_label("Slower").check()


def listed(page: Page, title: str = TITLE) -> str:
    item = main(page).get_by_role("listitem").filter(has=page.get_by_role("heading", name=title, exact=True))
    return item.inner_text() if item.count() else ""


def expect_listed(page: Page, words: str, title: str = TITLE) -> None:
    item = main(page).get_by_role("listitem").filter(has=page.get_by_role("heading", name=title, exact=True))
    expect(item).to_contain_text(words, timeout=SECONDS)


def filed_titles(page: Page) -> int:
    page.goto("/observations")
    return main(page).get_by_role("link", name=TITLE).count()


def test_a_draft_survives_a_reload_and_is_sent_once_when_the_network_is_back(
    phone: BrowserContext, page: Page, see: See
) -> None:
    phone.set_offline(True)
    page.goto(FORM)
    expect(heading(page)).to_have_text("File an observation")
    fill_in(page)
    wait_until(page, "location.hash.startsWith('#draft=')")
    page.reload()
    expect(page.get_by_label("Title")).to_have_value(TITLE)
    expect(page.get_by_role("group", name="Which of these do you mean?").get_by_label("NLAW")).to_be_checked()
    see(page, "form")
    page.set_viewport_size(NARROW)
    press(page, "File the observation")
    expect(heading(page)).to_have_text("Drafts on this device")
    expect_listed(page, "not sent yet; waits for a network")
    see(page, "drafts")

    other = phone.new_page()  # two windows that both have something to send
    other.goto(DRAFTS)
    phone.set_offline(False)
    expect_listed(page, "sent, filed as No")
    expect_listed(other, "sent, filed as No")
    number = re.findall(r"filed as No (\d+)", listed(page))
    follow(page, "See the receipt")
    expect(heading(page)).to_have_text(f"Your observation is filed: No {number[0]}")
    see(page, "receipt")
    assert filed_titles(page) == 1
    other.close()


def test_the_same_draft_sent_again_after_a_lost_answer_is_the_same_observation(
    phone: BrowserContext, page: Page
) -> None:
    """The server had it, the device never heard: it asks again under the same token."""
    title = "Sling tears at the seam"
    fill_in(page, title=title)
    phone.set_offline(True)
    press(page, "File the observation")
    expect_listed(page, "not sent yet", title)
    lost: list[int] = []

    def lose_first(route: object) -> None:
        answer = route.fetch()  # type: ignore[attr-defined]
        lost.append(answer.status)
        route.abort() if len(lost) == 1 else route.fulfill(response=answer)  # type: ignore[attr-defined]

    page.route(
        lambda url: url.endswith(DRAFTS),
        lambda route: lose_first(route) if route.request.method == "POST" else route.continue_(),
    )
    phone.set_offline(False)
    expect(page.get_by_role("status").first).to_contain_text("It could not be sent just now", timeout=SECONDS)
    press(page, "Send now")
    expect_listed(page, "sent, filed as No", title)
    assert lost == [201, 200]


def test_what_tells_too_much_waits_for_its_author_and_marked_text_is_deleted(phone: BrowserContext, page: Page) -> None:
    title = "Link lost near the town"
    phone.set_offline(True)
    fill_in(page, title=title, observation="The link broke at 48.5123, 37.9876.")
    press(page, "File the observation")
    expect_listed(page, "not sent yet", title)
    phone.set_offline(False)
    expect_listed(page, "not sent: needs your attention", title)
    expect_listed(page, "looks like coordinates", title)
    follow(page, "Look at it")
    expect(page.get_by_label("Title")).to_have_value(title)
    press(page, "File the observation")
    expect(page.get_by_role("heading", name="Look at these words again")).to_be_visible()
    press(page, "Replace what is not confirmed")
    expect(page.get_by_label("Observation", exact=True)).to_have_value(re.compile(r"at \["))
    phone.set_offline(True)
    page.get_by_text("Say more: discussion").click()
    page.get_by_label("Discussion").fill("NATO SECRET: the zebra list")
    press(page, "File the observation")
    expect_listed(page, "not sent yet", title)
    phone.set_offline(False)
    expect(page.get_by_role("status").first).to_contain_text("refused and deleted from this device", timeout=SECONDS)
    expect_listed(page, "carries a classification marking", title)
    assert "zebra" not in str(page.evaluate(STORED))


STORED = """() => new Promise((done) => {
  indexedDB.open("matchmaker", 1).onsuccess = (opened) => {
    opened.target.result.transaction("drafts").objectStore("drafts").getAll().onsuccess = (read) =>
      done(JSON.stringify(read.target.result));
  };
})"""


def test_signing_out_warns_and_then_deletes_what_was_not_sent(visit: Visit, see: See) -> None:
    page = visit(TRAINER, viewport=NARROW)
    page.goto(FORM)
    wait_until(page, KEPT)
    page.get_by_label("Title").fill("Not finished")
    press(page, "Keep as draft on this device")
    expect(page.get_by_role("status").last).to_have_text("Kept on this device.")
    asked: list[str] = []
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.get_by_role("button", name="Sign out").click()
    page.goto(DRAFTS)
    expect_listed(page, "draft, not finished", "Not finished")
    page.once("dialog", lambda dialog: (asked.append(dialog.message), dialog.accept()))
    page.get_by_role("button", name="Sign out").click()
    expect(page.get_by_role("link", name="Sign in").first).to_be_visible()
    assert len(asked) == 2 and "not sent yet: 1" in asked[0]
    sign_in(page, TRAINER)
    page.goto(DRAFTS)
    expect(main(page)).to_contain_text("There are none.")
    see(page, "empty")
