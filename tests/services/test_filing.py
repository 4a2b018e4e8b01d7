"""Filing an observation: once, by a day, with what must be looked at again; and joining another one."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from PIL import Image

from matchmaker.domain.feedback.deadlines import due_at
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.loop import feedback_facts
from matchmaker.persistence.models import Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import FileObservation, JoinObservation
from matchmaker.services.errors import NotAllowed, NotFound, Rejected
from matchmaker.services.filing import file_observation, join_observation, linked_text, look_over, receipt
from tests.conftest import NOW
from tests.domain.factories import make_catalogue, make_equipment
from tests.looprows import store_module
from tests.rows import store_account, store_equipment, store_observation

MakeOccasion = Callable[..., Any]
FILED = FileObservation(
    equipment_id="equipment-1",
    title="Video link lost",
    observation="The link broke behind buildings.",
    effect="failed",
    month="2026-10",
    language="en",
    danger=False,
)
JOINED = JoinObservation(observation_id="observation-1", month="2026-11", users=4, hours=20, side="UA")

TYPES = (
    ("equipment-1", "Testbird", ()),
    ("equipment-2", "Nightbird", ("Ptashka",)),
    ("equipment-3", "Daybird", ("Ptashka",)),
)


@pytest.fixture
def uow(sessions: Sessions) -> Iterator[UnitOfWork]:
    with UnitOfWork(sessions) as opened:
        for id, role in (("trainer", Role.TRAINING_OFFICER), ("second", Role.TRAINING_OFFICER)):
            store_account(opened.session, id=id, role=role)
        for id in ("analyst-1", "analyst-2"):
            store_account(opened.session, id=id, role=Role.ANALYST)
        store_module(opened.session)
        for id, name, _ in TYPES:
            store_equipment(opened.session, id=id, name=name)
        opened.commit()
        yield opened


def snapshot_of(uow: UnitOfWork) -> Snapshot:
    """The types above with what is filed and trained."""
    types = [make_equipment(id=id, name=name, aliases=aliases) for id, name, aliases in TYPES]
    return Snapshot.build(1, replace(make_catalogue(equipment=types), **feedback_facts(uow.session)))


@pytest.fixture
def snapshot(uow: UnitOfWork) -> Snapshot:
    return snapshot_of(uow)


@pytest.fixture
def trainer(occasion: MakeOccasion) -> Any:
    return occasion(role=Role.TRAINING_OFFICER, account_id="trainer")


def stored(uow: UnitOfWork, observation_id: str) -> Observation:
    row = uow.observations.get(observation_id)
    assert row is not None
    return row


def refused(act: Callable[[], object]) -> list[str]:
    with pytest.raises(Rejected) as caught:
        act()
    return [problem.field for problem in caught.value.problems]


# --- Once -----------------------------------------------------------------------------------------------------


def test_a_form_sent_twice_files_one(uow: UnitOfWork, snapshot: Snapshot, trainer: Any) -> None:
    first = file_observation(uow, snapshot, FILED, trainer, token="form-1")
    assert file_observation(uow, snapshot, replace(FILED, title="Sent again"), trainer, token="form-1") == first
    assert [row.title for row, _ in uow.observations.filed()] == ["Video link lost"]


def test_a_form_sent_twice_joins_once(uow: UnitOfWork, trainer: Any) -> None:
    store_observation(uow.session, filed_by="second")
    for _ in range(2):
        assert join_observation(uow, JOINED, trainer, token="form-1") == "observation-1"
    assert [(one.users, one.hours, one.side, one.month) for one in uow.observations.joins("observation-1")] == [
        (4, 20, "UA", "2026-11")
    ]


def test_what_was_filed_is_kept_as_stated_under_the_next_number(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any
) -> None:
    store_observation(uow.session, filed_by="second", number=41)
    stated = replace(
        FILED,
        workaround="Flew higher.",
        configuration="v2.1",
        users=6,
        hours=30,
        conditions=("cold", "wind"),
        ratings=(("build", 2),),
        side="UA",
        setting="training",
        segment="south",
        module_id="module-1",
        trained_before=True,
        cause="kit",
        wish="fix",
        frequency="often",
    )
    row = stored(uow, file_observation(uow, snapshot, stated, trainer))
    assert (row.number, row.state, row.owner_id, row.filed_by) == (42, "filed", None, "trainer")
    assert (row.workaround, row.configuration, row.users, row.hours) == ("Flew higher.", "v2.1", 6, 30)
    assert (row.conditions, row.ratings, row.side, row.segment) == (["cold", "wind"], {"build": 2}, "UA", "south")
    assert (row.module_id, row.trained_before, row.cause, row.wish) == ("module-1", True, "kit", "fix")
    assert [step.action for step in uow.observations.steps(row.id)] == ["filed"]


# --- When ------------------------------------------------------------------------------------------------------


def test_danger_is_answered_within_a_day_and_the_desk_is_told_at_once(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any
) -> None:
    filed = file_observation(uow, snapshot, replace(FILED, danger=True), trainer)
    assert stored(uow, filed).due_at == NOW + timedelta(hours=24)
    for analyst in ("analyst-1", "analyst-2"):
        [(notice, _)] = uow.notices.of_account(analyst)
        assert (notice.kind, notice.address) == ("observation.danger", f"/observations/{filed}")
        assert "Testbird" in str(notice.text)
    assert uow.notices.of_account("second") == []


def test_an_effect_that_was_danger_counts_as_danger(uow: UnitOfWork, snapshot: Snapshot, trainer: Any) -> None:
    filed = file_observation(uow, snapshot, replace(FILED, effect="danger"), trainer)
    assert stored(uow, filed).due_at == NOW + timedelta(hours=24)


def test_anything_else_is_answered_within_three_working_days_and_alarms_nobody(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any
) -> None:
    filed = file_observation(uow, snapshot, FILED, trainer)
    assert stored(uow, filed).due_at == NOW + timedelta(days=3)  # a Monday
    assert uow.notices.of_account("analyst-1") == []


@pytest.mark.parametrize(
    ("filed", "due"), [("2026-11-26", "2026-12-01"), ("2026-11-27", "2026-12-02"), ("2026-11-28", "2026-12-02")]
)
def test_weekends_are_no_working_days(filed: str, due: str) -> None:
    assert due_at(datetime.fromisoformat(f"{filed}T10:00+00:00"), None).date().isoformat() == due


# --- Which equipment -------------------------------------------------------------------------------------------


def test_a_type_that_is_not_in_the_list_is_taken_with_its_words(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any
) -> None:
    unlisted = replace(FILED, equipment_id="", equipment_words=" Ptashka ")
    row = stored(uow, file_observation(uow, snapshot, unlisted, trainer))
    assert (row.equipment_id, row.equipment_words) == (None, "Ptashka")
    links = uow.observations.links(row.id)
    assert [link.equipment_id for link in links] == ["equipment-2", "equipment-3"]
    assert all(link.ambiguous and link.state == "proposed" for link in links)
    assert {linked_text(row)[link.start : link.end] for link in links} == {"Ptashka"}


def test_what_else_the_text_speaks_of_is_proposed_and_the_chosen_type_is_not(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any
) -> None:
    told = replace(FILED, observation="Testbird lost its link as Nightbird came near.")
    row = stored(uow, file_observation(uow, snapshot, told, trainer))
    [link] = uow.observations.links(row.id)
    assert (link.equipment_id, linked_text(row)[link.start : link.end]) == ("equipment-2", "Nightbird")


# --- What is refused -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [Role.COMPANY, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR])
def test_only_the_training_side_files_and_joins(
    uow: UnitOfWork, snapshot: Snapshot, occasion: MakeOccasion, role: Role
) -> None:
    with pytest.raises(NotAllowed):
        file_observation(uow, snapshot, FILED, occasion(role=role))
    with pytest.raises(NotAllowed):
        join_observation(uow, JOINED, occasion(role=role))


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"title": " "}, "title"),
        ({"observation": ""}, "observation"),
        ({"effect": "terrible"}, "effect"),
        ({"month": "2026-12"}, "month"),
        ({"month": "2026-10-04"}, "month"),
        ({"language": "fr"}, "language"),
        ({"equipment_id": "equipment-9"}, "equipment_words"),
        ({"equipment_id": "", "equipment_words": " - "}, "equipment_words"),
        ({"module_id": "module-9"}, "module_id"),
        ({"side": "NATO"}, "side"),
        ({"cause": "fate"}, "cause"),
        ({"conditions": ("vacuum",)}, "conditions"),
        ({"ratings": (("build", 6),)}, "rating_build"),
        ({"ratings": (("looks", 3),)}, "rating_looks"),
        ({"users": 0}, "users"),
        ({"hours": 100_001}, "hours"),
        ({"configuration": "x" * 121}, "configuration"),
        ({"photo": b"no picture"}, "photo"),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any, change: dict[str, Any], field: str
) -> None:
    assert refused(lambda: file_observation(uow, snapshot, replace(FILED, **change), trainer)) == [field]
    assert uow.observations.filed() == []


@pytest.mark.parametrize(
    "field", ["title", "observation", "discussion", "conclusion", "recommendation", "workaround", "configuration"]
)
def test_marked_text_is_refused_wherever_it_stands(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any, field: str
) -> None:
    marked = replace(FILED, **{field: "NATO SECRET: the range was short"})
    assert refused(lambda: file_observation(uow, snapshot, marked, trainer)) == [field]
    assert uow.observations.filed() == []


def test_a_marked_name_of_equipment_is_refused(uow: UnitOfWork, snapshot: Snapshot, trainer: Any) -> None:
    marked = replace(FILED, equipment_id="", equipment_words="NATO SECRET drone")
    assert refused(lambda: look_over(uow, snapshot, marked, trainer)) == ["equipment_words"]


def test_what_tells_who_or_where_is_confirmed_before_it_is_filed(
    uow: UnitOfWork, snapshot: Snapshot, trainer: Any
) -> None:
    telling = replace(FILED, observation="The link broke at 48.5123, 37.9876.", workaround="Call +380 67 123 45 67.")
    found = look_over(uow, snapshot, telling, trainer).doubts
    assert {(one.field, one.kind) for one in found} == {("observation", "coordinates"), ("workaround", "phone")}
    assert refused(lambda: file_observation(uow, snapshot, telling, trainer)) == ["observation", "workaround"]
    one = replace(telling, harmless=frozenset({found[0].key}))
    assert refused(lambda: file_observation(uow, snapshot, one, trainer)) == [found[1].field]
    both = replace(telling, harmless=frozenset(each.key for each in found))
    assert stored(uow, file_observation(uow, snapshot, both, trainer)).observation == telling.observation


def test_a_serial_number_is_only_asked_about(uow: UnitOfWork, snapshot: Snapshot, trainer: Any) -> None:
    numbered = replace(FILED, observation="The link of S/N AB-12345 broke.")
    looked = look_over(uow, snapshot, numbered, trainer)
    assert [one.kind for one in looked.doubts] == ["serial_number"] and not looked.must_settle
    assert file_observation(uow, snapshot, numbered, trainer)


# --- Others who saw the same -----------------------------------------------------------------------------------


@pytest.fixture
def others(uow: UnitOfWork) -> Snapshot:
    words = {"observation": "Behind houses the video link broke.", "discussion": "", "conclusion": ""}
    same = {"title": "Video lost behind buildings", "recommendation": "", **words}
    store_observation(uow.session, id="same", filed_by="second", state="filed", **same)
    store_observation(uow.session, id="elsewhere", equipment_id="equipment-2", filed_by="second", **same)
    store_observation(uow.session, id="closed", filed_by="second", **{**same, "state": "closed", "outcome": "fixed"})
    cold = {**words, "observation": "Batteries drain in the frost.", "recommendation": "", "title": "Battery"}
    store_observation(uow.session, id="another", filed_by="second", **cold)
    return snapshot_of(uow)


def test_open_ones_on_the_same_type_that_say_the_same_are_shown(
    uow: UnitOfWork, others: Snapshot, trainer: Any
) -> None:
    similar = look_over(uow, others, FILED, trainer).similar
    assert [one.observation.id for one in similar] == ["same"]
    assert {"buildings", "Video"} & set(similar[0].words)


def test_one_in_the_other_language_is_shown_too(uow: UnitOfWork, others: Snapshot, trainer: Any) -> None:
    ukrainian = replace(FILED, language="uk", title="Втрата відео", observation="За будинками відео обірвалося.")
    assert [one.observation.id for one in look_over(uow, others, ukrainian, trainer).similar] == ["same"]


def test_nobody_counts_twice(uow: UnitOfWork, occasion: MakeOccasion, trainer: Any) -> None:
    store_observation(uow.session, filed_by="second")
    author = occasion(role=Role.TRAINING_OFFICER, account_id="second")
    assert refused(lambda: join_observation(uow, JOINED, author)) == [""]
    join_observation(uow, JOINED, trainer)
    assert refused(lambda: join_observation(uow, JOINED, trainer, token="another form")) == [""]
    assert receipt(uow, "observation-1", trainer).count == 2


def test_the_account_that_carries_an_invented_one_may_join_it(uow: UnitOfWork, trainer: Any) -> None:
    store_observation(uow.session, filed_by="trainer", fictional=True)
    assert join_observation(uow, JOINED, trainer) == "observation-1"


def test_a_closed_one_and_an_unknown_one_cannot_be_joined(uow: UnitOfWork, trainer: Any) -> None:
    store_observation(uow.session, filed_by="second", state="closed", outcome="fixed")
    assert refused(lambda: join_observation(uow, JOINED, trainer)) == [""]
    with pytest.raises(NotFound):
        join_observation(uow, replace(JOINED, observation_id="none"), trainer)


# --- Photo and receipt -----------------------------------------------------------------------------------------


def test_a_photo_is_kept_without_what_the_camera_wrote(uow: UnitOfWork, snapshot: Snapshot, trainer: Any) -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the bridge"
    sent = io.BytesIO()
    Image.new("RGB", (40, 30), "red").save(sent, "JPEG", exif=exif)
    assert b"bridge" in sent.getvalue()
    filed = file_observation(uow, snapshot, replace(FILED, photo=sent.getvalue()), trainer)
    [photo] = uow.observations.photos(filed)
    assert (photo.width, photo.height) == (40, 30) and b"bridge" not in photo.content


def test_a_receipt_says_whose_it_is_now(uow: UnitOfWork, snapshot: Snapshot, trainer: Any) -> None:
    filed = file_observation(uow, snapshot, FILED, trainer)
    before = receipt(uow, filed, trainer)
    assert (before.taken, before.own, before.joined, before.count) == (False, True, False, 1)
    stored(uow, filed).owner_id = "analyst-1"
    assert receipt(uow, filed, trainer).taken
