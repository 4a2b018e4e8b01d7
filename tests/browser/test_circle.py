"""The whole circle: an observation from a phone without a network, a gap, a consortium, interest, a product in use,
training with it, the next observation; and back along the trail.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.browser.conftest import NARROW, See, Visit
from tests.browser.people import (
    EU_COMPANY,
    OFFICER,
    TOPIC,
    TRAINER,
    UKRAINIAN_COMPANY,
    follow,
    heading,
    main,
    press,
    sign_in,
)
from tests.browser.test_offline import DRAFTS, FORM, KEPT, expect_listed, listed, wait_until

ANALYST = "analyst@matchmaker.example"
SECONDS = 60_000
OLD, NEW = "Shark / Shark-M / Mini Shark", "Sound harness set"
FIRST, NEXT = "Harness came loose on landing", "Harness held on every landing"
GAP = "Frames and wiring of small drones break, and acoustic posts that listen for small drones are missing"
PROJECT = "Frames that hold and posts that listen"
TRAINING = "Drone operator course"


@pytest.fixture
def phone(browser: Browser, server: str) -> Iterator[BrowserContext]:
    """A phone whose failed loads are no faults: without a network they are what is tested."""
    context = browser.new_context(base_url=server, viewport=NARROW, locale="en-GB")
    yield context
    context.close()


def test_from_the_first_observation_to_the_next_one_and_back(phone: BrowserContext, visit: Visit, see: See) -> None:
    first = observed_without_a_network(phone)
    analyst = in_english(visit(ANALYST))
    accepted(analyst, first)
    gap = formed(analyst, first, see)
    officer = visit(OFFICER)
    proposal = proposed(officer, gap, see)
    for company in (UKRAINIAN_COMPANY, EU_COMPANY):
        interested(in_english(visit(company)), proposal)
    project = started_and_fielded(officer, proposal, see)
    trainer = visit(TRAINER)
    trained(trainer, project, see)
    following = observed_on_the_product(trainer)
    accepted(analyst, following)
    gap_shrinks(analyst, gap, following, see)
    walked_both_ways(trainer, first, following, see)


def in_english(page: Page) -> Page:
    page.set_default_timeout(SECONDS)
    if page.locator("html").get_attribute("lang") != "en":
        page.get_by_role("banner").get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    return page


def observed_without_a_network(phone: BrowserContext) -> str:
    """File on the phone while it is offline; return the address of the observation."""
    page = phone.new_page()
    page.set_default_timeout(SECONDS)
    sign_in(page, TRAINER)
    page.goto(FORM)
    wait_until(page, KEPT)
    phone.set_offline(True)
    page.goto(FORM)
    fill_in(page, OLD.partition(" ")[0], OLD, FIRST, "Failed")
    page.get_by_label("Month").select_option(index=1)  # the one before this
    press(page, "File the observation")
    expect(heading(page)).to_have_text("Drafts on this device")
    expect_listed(page, "not sent yet", FIRST)
    phone.set_offline(False)
    expect_listed(page, "sent, filed as No", FIRST)
    assert len(re.findall("filed as No", listed(page, FIRST))) == 1
    follow(page, "See the receipt")
    return page.url[page.url.index("/observations/") :].removesuffix("/receipt")


def fill_in(page: Page, nickname: str, name: str, title: str, effect: str) -> None:
    page.get_by_role("group", name="Could this kill or injure someone?").get_by_label("No", exact=True).check()
    page.get_by_label("Which equipment?").fill(nickname)
    page.get_by_role("group", name="Which of these do you mean?").get_by_label(name).check()
    page.get_by_label("Title").fill(title)
    page.get_by_label("Observation", exact=True).fill(
        f"{title}. The frame and the wiring of the small drone were looked at."
    )
    page.get_by_role("group", name="Effect on the task").get_by_label(effect).check()


def accepted(page: Page, address: str) -> None:
    page.goto(address)
    press(page, "Take it")
    page.get_by_label("Note to the author").fill("It is clear what happened.")
    press(page, "Accept as analysed")
    expect(page.get_by_role("status")).to_contain_text("counts as evidence from now on")


def formed(page: Page, observation: str, see: See) -> str:
    """Form a gap of the observation; return its address."""
    page.goto(f"/gaps/new?observation={observation.rpartition('/')[2]}")
    page.get_by_label("Title in English").fill(GAP)
    page.get_by_label("What is lacking, in English").fill(f"{GAP}.")
    press(page, "Form the gap")
    expect(heading(page)).to_contain_text(GAP)
    see(page, "gap")
    return page.url[page.url.index("/gaps/") :].partition("#")[0]


def proposed(page: Page, gap: str, see: See) -> str:
    """Look for consortia that close the gap; return the address of the first proposal."""
    page.set_default_timeout(SECONDS)
    page.goto(gap)
    page.get_by_label("Topic").select_option(value=TOPIC)
    page.get_by_label("How many consortia").select_option(value="1")
    press(page, "Suggest consortia")
    expect(heading(page)).to_be_visible(timeout=SECONDS)
    page.goto(gap)
    follow(page, "Proposal 1")
    see(page, "proposal")
    return page.url[page.url.index("/proposals/") :]


def interested(page: Page, proposal: str) -> None:
    page.goto(proposal)
    page.get_by_role("group", name="Your answer").get_by_role("radio").first.check()
    press(page, "Keep the answer")
    expect(main(page)).to_contain_text("You can change it at any time.")


def started_and_fielded(page: Page, proposal: str, see: See) -> str:
    """Make a joint project of the proposal and record its product; return its address."""
    page.goto(proposal)
    follow(page, "Start a joint project")
    page.get_by_label("Title in English").fill(PROJECT)
    page.get_by_label("Note").fill("Both firms answered that they are interested.")
    press(page, "Start the joint project")
    expect(heading(page)).to_contain_text(PROJECT)
    project = page.url[page.url.index("/joint-projects/") :]
    page.get_by_label("Note").first.fill("The members have agreed on who does what.")
    main(page).get_by_role("button", name=re.compile("agree", re.IGNORECASE)).first.click()
    expect(page.get_by_role("status")).to_contain_text("The step is recorded.")
    page.goto(f"{project}/product")
    page.get_by_label("Name in English").fill(NEW)
    page.get_by_label("Name in Ukrainian").fill("Набір слухових джгутів")
    page.get_by_label("Category").select_option(value="UAV")
    page.get_by_role("group", name="Makers").get_by_role("checkbox", name=re.compile("Vyhadka")).check()
    page.get_by_label("Note").fill("Handed over this month.")
    press(page, "Record the product")
    expect(page.get_by_role("status")).to_contain_text("The product is recorded.")
    see(page, "joint-project")
    return project


def trained(page: Page, project: str, see: See) -> None:
    """The training officer was told, looks at what the product calls for, plans it and says that it was held."""
    page.set_default_timeout(SECONDS)
    page.goto("/notices")
    expect(main(page)).to_contain_text(NEW)
    page.goto(f"{project}/training")
    expect(main(page)).to_contain_text(NEW)
    see(page, "training-proposed")
    card = main(page).get_by_role("listitem").filter(has=page.get_by_role("heading", name=TRAINING, exact=True))
    card.get_by_role("link", name=re.compile("Fill in the form")).click()
    page.get_by_label("Month").fill(page.evaluate("new Date().toISOString().slice(0, 7)"))
    press(page, "Propose this training")
    expect(heading(page)).to_have_text(TRAINING)
    page.get_by_role("group", name="What became of it").get_by_label("held").check()
    press(page, "Save")
    expect(main(page)).to_contain_text("held")


def observed_on_the_product(page: Page) -> str:
    page.goto(FORM)
    fill_in(page, NEW, NEW, NEXT, "None")
    press(page, "File the observation")
    expect(page).to_have_url(re.compile(r"/receipt$|/drafts"))
    if DRAFTS in page.url:
        expect_listed(page, "sent, filed as No", NEXT)
        follow(page, "See the receipt")
    return page.url[page.url.index("/observations/") :].removesuffix("/receipt")


def gap_shrinks(page: Page, gap: str, following: str, see: See) -> None:
    """The gap counts before and since; an analyst closes it on that evidence."""
    page.goto(gap)
    since = main(page).get_by_role("table", name="Observations before and since")
    expect(since.get_by_role("row").nth(1)).to_contain_text("1")
    expect(since.get_by_role("row").nth(2)).to_contain_text("1")
    see(page, "before-and-since")
    page.get_by_label("Reason").fill("Since the product is in use nobody has reported it again.")
    press(page, "Close the gap")
    expect(page.get_by_role("status")).to_contain_text("The gap is closed.")


def walked_both_ways(page: Page, first: str, following: str, see: See) -> None:
    page.goto(f"/trail/observation/{following.rpartition('/')[2]}")
    for name in (NEW, PROJECT, GAP, FIRST):
        expect(main(page).get_by_role("table").first).to_contain_text(name)
    see(page, "trail-back")
    page.goto(f"/trail/observation/{first.rpartition('/')[2]}")
    expect(main(page)).to_contain_text("behind gap No")
    for name in (GAP, PROJECT, NEW, TRAINING, NEXT):
        expect(main(page).get_by_role("table").last).to_contain_text(name)
    see(page, "trail-on")
