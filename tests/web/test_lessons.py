"""Lessons on their pages: identified, endorsed by somebody else, implemented, validated, exported; none for firms."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
import time_machine
from docx import Document
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from matchmaker.domain.registry.validate import ODCR_PARTS
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import AuditLine, Lesson, LessonStep, Notice, ObservationJoin
from matchmaker.services.lesson_reading import FORMATS
from tests.looprows import store_gap
from tests.rows import NOW, store_account, store_equipment, store_observation
from tests.site import Door, held

WORDS = {
    "title": "Links that survive jamming",
    "observation": "Drones lose their link under jamming.",
    "discussion": "Seen on both sides, mostly under jamming.",
    "conclusion": "One link is not enough.",
    "recommendation": "Fit a second link.",
    "action": "Buy a second data link.\r\nTrain crews with it.",
    "action_body": "EU Military Staff",
    "releasability": "EU and Ukraine",
    "language": "en",
}
MARKED = "RESTREINT UE/EU RESTRICTED\nBuy a second link."
NEW = "/lessons/new?gap=gap-1"
STATES = ("lesson_identified", "endorsed", "implemented", "validated", "lesson_learned")


@dataclass
class Site:
    """A gap that two people reported before and one this month; `act` signs somebody in and sends a form."""

    app: Flask
    client: FlaskClient
    sign_in: Door

    def __call__(self, role: Role, account_id: str, **rest: Any) -> FlaskClient:
        self.sign_in(self.client, role, account_id=account_id, **rest)
        return self.client

    def identified(self, **words: str) -> str:
        answer = self(Role.ANALYST, "analyst").post(NEW, data=WORDS | words)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["Location"])

    def step(self, page: str, move: str, note: str = "", *, account_id: str = "officer") -> int:
        role = Role.ANALYST if account_id.startswith("analyst") else Role.PROGRAMME_OFFICER
        return self(role, account_id).post(f"{page}/steps", data={"move": move, "note": note}).status_code

    def endorsed(self) -> str:
        page = self.identified()
        assert self.step(page, "endorse") == 303
        return page

    def all(self, kind: type[Any]) -> list[Any]:
        with held(self.app).sessions() as session:
            return list(session.scalars(select(kind)).all())

    def told(self, account_id: str) -> list[str]:
        return [one.text["template"] for one in self.all(Notice) if one.recipient_id == account_id]


@pytest.fixture
def site(app: Flask, client: FlaskClient, sign_in: Door, store: Callable[..., str]) -> Site:
    for account_id in ("trainer", "joiner"):
        store(store_account, id=account_id, role=Role.TRAINING_OFFICER)
    for account_id in ("analyst", "analyst-2"):
        store(store_account, id=account_id, role=Role.ANALYST)
    store(store_account, id="officer", role=Role.PROGRAMME_OFFICER, name="Jonas Signer")
    store(store_equipment, military_list="ML10; ML5")
    month = f"{datetime.now(UTC):%Y-%m}"
    seen = {
        "filed_by": "trainer",
        "fictional": True,
        "setting": "training",
        "segment": "north",
        "ratings": {"build": 2},
    }
    store(store_observation, id="before", month="2026-03", conditions=["jamming"], cause="kit", wish="fix", **seen)
    store(store_observation, id="after", month=month, **(seen | {"effect": "none"}))
    store(store_observation, id="unread", state="filed", **seen)
    store(_join)
    store(store_gap, observations=("before", "after", "unread"), formed_by="analyst", fictional=True, text_en="Lost.")
    return Site(app, client, sign_in)


def _join(session: Any) -> ObservationJoin:
    joined = ObservationJoin(id="join", observation_id="before", month="2026-03", joined_by="joiner", joined_at=NOW)
    session.add(joined)
    return joined


def lines(page: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page))


# --- Identifying ----------------------------------------------------------------------------------------------


def test_the_form_begins_with_counts_and_without_units_or_places(site: Site) -> None:
    page = site(Role.ANALYST, "analyst").get(NEW).text
    for words in ("Lost.\n3 people reported it in 2 observations (March 2026 – ", "jamming 2", "the kit itself 2"):
        assert words in page
    assert "a repair or change of the kit 1" in page and "trainer" not in page
    ukrainian = site.client.get(f"{NEW}&language=uk").text
    assert "березень 2026" in ukrainian


def test_a_lesson_is_identified_with_action_and_body_and_all_who_reported_it_hear(site: Site) -> None:
    page = site.identified()
    [lesson] = site.all(Lesson)
    assert (lesson.number, lesson.state, lesson.fictional, lesson.gap_id) == (1, "lesson_identified", True, "gap-1")
    assert lesson.action == "Buy a second data link.\nTrain crews with it."
    shown = lines(site.client.get(page).text)
    assert "Lesson identified No 1" in shown and "Lesson learned No" not in shown and "fictional" in shown
    assert "You formed it, so somebody else must endorse it." in shown
    for account_id in ("trainer", "joiner"):
        [only] = site.told(account_id)
        assert only.startswith("From the gap that your observation is behind")
    assert len(site.told("officer")) == len(site.told("analyst-2")) == 1 and site.told("analyst") == []
    exports = [f"{page}/lesson.docx", f"{page}/lesson.json", "/lessons/endorsed.docx", "/lessons/endorsed.json"]
    assert {site.client.get(one).status_code for one in exports} == {404}
    assert not [line for line in site.all(AuditLine) if line.action == "lesson.exported"]
    assert "Links that survive jamming" in site.client.get("/gaps/gap-1").text


def test_missing_and_marked_words_are_told_at_their_fields_and_nothing_is_kept(site: Site) -> None:
    missing = ("title", "discussion", "action", "action_body", "releasability")
    answer = site(Role.ANALYST, "analyst").post(NEW, data=WORDS | dict.fromkeys(missing, " "))
    assert answer.status_code == 422 and "One link is not enough." in answer.text
    assert [field for field in WORDS if f'href="#{field}"' in answer.text] == list(missing)
    answer = site.client.post(NEW, data=WORDS | {"action": MARKED})
    assert answer.status_code == 422 and "RESTREINT" not in answer.text and "Fit a second link." in answer.text
    assert site.all(Lesson) == []


def test_what_tells_who_or_when_is_asked_about_and_kept_only_when_confirmed(site: Site) -> None:
    doubtful = WORDS | {"action": "Train the 3rd Brigade with it."}
    answer = site(Role.ANALYST, "analyst").post(NEW, data=doubtful)
    assert answer.status_code == 422 and "<mark>3rd Brigade</mark>" in answer.text and site.all(Lesson) == []
    [key] = re.findall(r'name="harmless"[^>]* value="(\w+)"', answer.text)
    assert site.client.post(NEW, data=doubtful | {"harmless": key}).status_code == 303
    assert len(site.all(Lesson)) == 1


def test_the_same_form_makes_one_and_a_gap_that_nothing_bears_out_none(site: Site, store: Callable[..., str]) -> None:
    assert site.identified(form_token="once") == site.identified(form_token="once")
    store(store_gap, id="gap-2", number=2, observations=("unread",), formed_by="analyst")
    answer = site.client.post("/lessons/new?gap=gap-2", data=WORDS)
    assert answer.status_code == 422 and "nothing can be learned from it" in answer.text
    assert len(site.all(Lesson)) == len(site.all(LessonStep)) == 1


# --- Steps ----------------------------------------------------------------------------------------------------


def test_it_goes_through_all_states_and_the_authors_hear_of_each(site: Site) -> None:
    page = site.endorsed()
    assert site.step(page, "implement", "Links were bought.", account_id="analyst") == 303
    card = lines(site.client.get(page).text)
    assert "2 people in 1 month" in card and "task failed: 2" in card and "no effect on the task: 1" in card
    assert site.step(page, "validate", "Nobody lost the link.") == 303
    assert "Lesson learned No" not in lines(site.client.get(page).text)
    assert site.step(page, "learn") == 303
    assert "Lesson learned No 1" in lines(site.client.get(page).text)
    assert sorted(one.state for one in site.all(LessonStep)) == sorted(STATES)
    assert len(site.told("trainer")) == len(STATES)
    done = {line.action: line.detail for line in site.all(AuditLine) if line.subject_kind == "lesson"}
    assert set(done) == {f"lesson.{what}" for what in ("identified", "endorse", "implement", "validate", "learn")}
    assert done["lesson.validate"].endswith("2 people before, 1 since")


def test_somebody_else_refuses_with_a_reason_or_endorses_and_until_then_it_can_be_reworded(site: Site) -> None:
    page = site.identified()
    assert [site.step(page, move, "No.", account_id="analyst") for move in ("endorse", "refuse")] == [403, 403]
    assert site.step(page, "refuse") == 422
    assert site.step(page, "refuse", "Too broad.") == 303
    assert site.all(Lesson)[0].state == "lesson_identified"
    assert site.told("analyst") == ["Lesson No %(number)s was not endorsed: %(reason)s"]
    assert site(Role.ANALYST, "analyst-2").get(f"{page}/edit").status_code == 403
    former = site(Role.ANALYST, "analyst")
    assert "Buy a second data link." in former.get(f"{page}/edit").text
    assert former.post(f"{page}/edit", data=WORDS | {"title": "A second link"}).status_code == 303
    shown = lines(former.get(page).text)
    assert "Not endorsed" in shown and "Too broad." in shown and "Reworded" in shown and "A second link" in shown
    assert [site.step(page, "endorse", account_id=who) for who in ("analyst-2", "officer")] == [303, 409]
    assert site(Role.ANALYST, "analyst").post(f"{page}/edit", data=WORDS).status_code == 409


def test_words_that_were_changed_meanwhile_are_not_endorsed_unread(site: Site) -> None:
    page = site.identified()
    read = site(Role.ANALYST, "analyst-2").get(page).text
    [known] = re.findall(r'name="known"[^>]* value="(\d+)"', read)
    site(Role.ANALYST, "analyst").post(f"{page}/edit", data=WORDS | {"action": "Do nothing."})
    answer = site(Role.ANALYST, "analyst-2").post(f"{page}/steps", data={"move": "endorse", "known": known})
    assert answer.status_code == 409 and "Do nothing." in answer.text
    [known] = re.findall(r'name="known"[^>]* value="(\d+)"', answer.text)
    assert site.client.post(f"{page}/steps", data={"move": "endorse", "known": known}).status_code == 303


def test_notes_are_looked_over_and_it_is_not_validated_before_something_was_seen_since(
    site: Site, store: Callable[..., str]
) -> None:
    store(store_gap, id="gap-2", number=2, observations=("before",), formed_by="analyst")
    page = site(Role.ANALYST, "analyst").post("/lessons/new?gap=gap-2", data=WORDS).headers["Location"]
    assert [site.step(page, *step) for step in (("endorse",), ("implement", MARKED))] == [303, 422]
    answer = site.client.post(f"{page}/steps", data={"move": "implement", "note": "Given to the 3rd Brigade."})
    assert answer.status_code == 422 and "<mark>3rd Brigade</mark>" in answer.text
    assert site.step(page, "implement", "Done.") == 303
    shown = site.client.get(page).text
    assert "Nothing was observed since the action" in shown and 'value="validate"' not in shown
    assert site.step(page, "validate", "It helped.") == 422
    assert site.all(Lesson)[0].state == "implemented"


# --- Readers --------------------------------------------------------------------------------------------------


def test_others_who_work_with_observations_read_and_for_firms_there_is_no_lesson(site: Site) -> None:
    page = site.endorsed()
    for role in (Role.TRAINING_OFFICER, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR):
        client = site(role, f"a {role}")
        found = [client.get(address).status_code for address in ("/lessons", page, f"{page}/lesson.docx", NEW)]
        assert found == [200, 200, 200, 403]
    assert "Links that survive jamming" not in site.client.get("/lessons?state=validated").text
    client = site(Role.COMPANY, "company")
    exports = [f"{page}/lesson.docx", f"{page}/lesson.json", "/lessons/endorsed.docx", "/lessons/endorsed.json"]
    assert {client.get(one).status_code for one in ("/lessons", page, NEW, f"{page}/edit", *exports)} == {404}
    assert {client.post(f"{page}/steps", data={"move": "learn"}).status_code, client.post(NEW).status_code} == {404}


# --- Export ---------------------------------------------------------------------------------------------------


def test_the_document_reads_back_and_says_what_it_is_on_each_page(site: Site) -> None:
    page = site.endorsed()
    answer = site.client.get(f"{page}/lesson.docx")
    assert answer.headers["Content-Disposition"] == "attachment; filename=lesson-1.docx"
    document = Document(BytesIO(answer.data))
    headings = [one.text for one in document.paragraphs if str(one.style.name).startswith("Heading")]
    parts = ["Observation", "Discussion", "Conclusion", "Recommendation", "Remedial action", "Action body"]
    assert headings == ["Links that survive jamming", *parts, "Evidence, in people"]
    words = [one.text for one in document.paragraphs]
    assert {WORDS["observation"], "Train crews with it.", "FICTIONAL: invented for demonstration"} <= set(words)
    facts = {row.cells[0].text: row.cells[1].text for row in document.tables[0].rows}
    stated = ("Number", "State", "Equipment family (Common Military List)", "Marking", "Reliability of the source")
    assert [facts[one] for one in stated] == ["1", "endorsed", "ML5, ML10", "UNCLASSIFIED", "not stated"]
    for part in (document.sections[0].header, document.sections[0].footer):
        first, rest = (one.text for one in part.paragraphs)
        assert first == "UNCLASSIFIED" and "FICTIONAL" in rest
    assert "Releasable to: EU and Ukraine" in document.sections[0].header.paragraphs[1].text
    assert "by account officer (programme officer)" in document.sections[0].footer.paragraphs[1].text


def test_the_same_moment_gives_the_same_bytes_and_no_file_names_a_person_or_a_machine(site: Site) -> None:
    page = site.endorsed()
    with time_machine.travel(NOW, tick=False):
        site.sign_in(site.client, Role.PROGRAMME_OFFICER, account_id="officer")
        first, second = ([site.client.get(f"{page}/lesson.{form}").data for form in FORMATS] for _ in range(2))
    assert first == second
    kept = Document(BytesIO(first[0])).core_properties
    assert (kept.author, kept.last_modified_by, kept.comments) == ("", "", "")
    with ZipFile(BytesIO(first[0])) as archive:
        whole = b"".join(archive.read(name) for name in archive.namelist()) + str(archive.namelist()).encode()
    for name in (b"Signer", b"trainer", b"joiner", b"python-docx", b"Macintosh", b"thumbnail"):
        assert name not in whole + first[1]


def test_the_data_reads_back_as_it_is_described(site: Site, pytestconfig: pytest.Config) -> None:
    page = site.endorsed()
    assert site.step(page, "implement", "Links were bought.") == 303
    content = json.loads(site.client.get(f"{page}/lesson.json").data)
    assert (content["format"], content["version"], content["marking"]) == ("matchmaker-lessons", 1, "UNCLASSIFIED")
    assert content["exported"]["account"] == "officer"
    [lesson] = content["lessons"]
    assert [lesson[part] for part in ODCR_PARTS] == [WORDS[part] for part in ODCR_PARTS]
    assert (lesson["state"], lesson["fictional"], lesson["action_body"]) == ("implemented", True, "EU Military Staff")
    assert [(one["state"], one["note"]) for one in lesson["steps"]] == [
        ("lesson_identified", ""),
        ("endorsed", ""),
        ("implemented", "Links were bought."),
    ]
    page = (pytestconfig.rootpath / "docs" / "feedback.md").read_text("utf-8").partition("### Export of lessons")[2]
    inner = {key for one in ("metadata", "evidence", "before_and_after", "gap") for key in lesson[one]}
    fields = {*content, *content["exported"], *lesson, *lesson["steps"][0], *inner}
    assert [one for one in sorted(fields) if f"`{one}`" not in page] == []
    assert lesson["metadata"]["equipment_family"] == ["ML5", "ML10"]
    assert lesson["metadata"]["observations_filed_by_role"] == {"training_officer": 2}
    assert (lesson["evidence"]["people"], lesson["evidence"]["numbers"]) == (3, [1, 2])
    assert lesson["before_and_after"]["questions"]["effect"] == {"before": {"failed": 2}, "since": {"none": 1}}


def test_all_endorsed_lessons_leave_together_each_with_its_line(site: Site) -> None:
    site.endorsed()
    second = site.identified(title="Другий урок", language="uk", releasability="ЄС і Україна")
    third = site.identified(title="Not endorsed yet")
    assert site.step(second, "endorse", account_id="analyst-2") == 303
    document = Document(BytesIO(site.client.get("/lessons/endorsed.docx").data))
    titles = [one.text for one in document.paragraphs if one.style.name == "Heading 1"]
    assert titles == ["Links that survive jamming", "Другий урок"]
    headers = [section.header.paragraphs[1].text for section in document.sections]
    assert "EU and Ukraine" in headers[0] and "ЄС і Україна" in headers[1]
    content = json.loads(site.client.get("/lessons/endorsed.json").data)
    assert [(one["number"], one["language"]) for one in content["lessons"]] == [(1, "en"), (2, "uk")]
    exported = [(line.subject_id, line.detail) for line in site.all(AuditLine) if line.action == "lesson.exported"]
    assert len(exported) == 4 and {form for _, form in exported} == {"docx", "json"}
    assert third.rpartition("/")[2] not in {lesson_id for lesson_id, _ in exported}
