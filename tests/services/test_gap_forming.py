"""An analyst forms a gap from observations; authors hear of it; who may read and change it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any

import pytest

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Gap
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import gap_forming
from matchmaker.services.commands import FormGap
from matchmaker.services.errors import NotAllowed, NotFound, Rejected
from matchmaker.services.notices import own_notices
from tests.rows import store_account, store_equipment, store_observation

MakeOccasion = Callable[..., Any]
LACK = FormGap(
    title_en="Links that survive jamming",
    text_en="Small drones lose their link under jamming.",
    kind="falls_short",
    concepts=("TERM:jamming",),
    observations=("real", "made-up"),
    suggested=("made-up",),
)


@pytest.fixture
def uow(sessions: Sessions) -> Iterator[UnitOfWork]:
    with UnitOfWork(sessions) as opened:
        store_account(opened.session, id="analyst", role=Role.ANALYST)
        for trainer in ("trainer-1", "trainer-2"):
            store_account(opened.session, id=trainer, role=Role.TRAINING_OFFICER)
        store_equipment(opened.session)
        store_observation(opened.session, id="real", filed_by="trainer-1")
        store_observation(opened.session, id="made-up", filed_by="trainer-2", fictional=True)
        store_observation(opened.session, id="made-up-2", filed_by="trainer-2", fictional=True)
        store_observation(opened.session, id="unread", filed_by="trainer-2", state="filed")
        opened.session.flush()
        yield opened


@pytest.fixture
def analyst(occasion: MakeOccasion) -> Any:
    return occasion(role=Role.ANALYST, account_id="analyst")


def fields_of(refusal: pytest.ExceptionInfo[Rejected]) -> list[str]:
    return [problem.field for problem in refusal.value.problems]


def held(uow: UnitOfWork, gap_id: str) -> Gap:
    gap = uow.gaps.get(gap_id)
    assert gap is not None
    return gap


def told(uow: UnitOfWork, make: MakeOccasion, account_id: str) -> list[str]:
    found = own_notices(uow, make(role=Role.TRAINING_OFFICER, account_id=account_id))
    return [f"{one.text} {one.notice.address}" for one in found]


def test_a_gap_is_formed_numbered_and_the_same_form_makes_one(uow: UnitOfWork, analyst: Any) -> None:
    first = gap_forming.form_gap(uow, LACK, analyst, token="form-1")
    assert gap_forming.form_gap(uow, LACK, analyst, token="form-1") == first
    second = gap_forming.form_gap(uow, replace(LACK, observations=("real",)), analyst, token="form-2")
    gap, other = uow.gaps.get(first), uow.gaps.get(second)
    assert gap is not None and other is not None
    assert (gap.number, other.number, gap.state) == (1, 2, "open")
    assert {link.observation_id: link.suggested for link, _, _ in uow.gaps.behind(first)} == {
        "real": False,
        "made-up": True,
    }
    assert [one.concept_id for one in uow.gaps.concepts(first)] == ["TERM:jamming"]
    assert [line.action for line in uow.trail.audit_of("gap", first)] == ["gap.formed"]
    assert [one.id for one in uow.gaps.of_observation("real")] == [first, second]


def test_authors_hear_that_their_observation_is_one_of_those_behind_it(
    uow: UnitOfWork, analyst: Any, occasion: MakeOccasion
) -> None:
    gap_id = gap_forming.form_gap(uow, LACK, analyst)
    own = f"Your observation is one of 2 behind gap No 1: Links that survive jamming. /gaps/{gap_id}"
    assert told(uow, occasion, "trainer-1") == [own]
    gap_forming.join_observations(uow, gap_id, ["made-up-2"], analyst)
    assert len(told(uow, occasion, "trainer-1")) == 1
    assert len(told(uow, occasion, "trainer-2")) == 2


def test_one_author_of_several_hears_once(uow: UnitOfWork, analyst: Any, occasion: MakeOccasion) -> None:
    gap_forming.form_gap(uow, replace(LACK, observations=("made-up", "made-up-2")), analyst)
    [only] = told(uow, occasion, "trainer-2")
    assert only.startswith("2 of your observations are among the 2 behind gap No 1")


def test_a_gap_is_invented_only_as_long_as_all_behind_it_is(uow: UnitOfWork, analyst: Any) -> None:
    gap_id = gap_forming.form_gap(uow, replace(LACK, observations=("made-up",)), analyst)
    assert held(uow, gap_id).fictional
    assert gap_forming.join_observations(uow, gap_id, ["real", "made-up"], analyst) == 1
    assert not held(uow, gap_id).fictional
    gap_forming.take_out(uow, gap_id, "real", analyst)
    assert held(uow, gap_id).fictional


def test_the_last_observation_stays(uow: UnitOfWork, analyst: Any) -> None:
    gap_id = gap_forming.form_gap(uow, replace(LACK, observations=("real",)), analyst)
    with pytest.raises(Rejected):
        gap_forming.take_out(uow, gap_id, "real", analyst)
    with pytest.raises(NotFound):
        gap_forming.take_out(uow, gap_id, "made-up", analyst)
    assert len(uow.gaps.behind(gap_id)) == 1


def test_what_is_wrong_is_refused_at_its_field_and_nothing_is_written(uow: UnitOfWork, analyst: Any) -> None:
    faults: tuple[tuple[dict[str, Any], str], ...] = (
        ({"title_en": " "}, "title"),
        ({"text_en": ""}, "text"),
        ({"title_en": "x" * 201}, "title_en"),
        ({"text_en": "NATO SECRET: links of the brigade"}, "text_en"),
        ({"kind": "poor"}, "kind"),
        ({"concepts": ("ML:none",)}, "concepts"),
        ({"observations": ()}, "observations"),
        ({"observations": ("real", "nothing")}, "observations"),
        ({"observations": ("unread",)}, "observations"),
    )
    for wrong, field in faults:
        with pytest.raises(Rejected) as refusal:
            gap_forming.form_gap(uow, replace(LACK, **wrong), analyst)
        assert fields_of(refusal) == [field]
    assert uow.gaps.all() == []


def test_a_gap_is_closed_and_opened_again_with_reasons(uow: UnitOfWork, analyst: Any) -> None:
    gap_id = gap_forming.form_gap(uow, LACK, analyst)
    for empty in ("", "  "):
        with pytest.raises(Rejected):
            gap_forming.close_gap(uow, gap_id, empty, analyst)
    for _ in range(2):
        gap_forming.close_gap(uow, gap_id, "A product closes it.", analyst)
    assert (held(uow, gap_id).state, held(uow, gap_id).closed_at) == ("closed", analyst.now)
    with pytest.raises(Rejected):
        gap_forming.join_observations(uow, gap_id, ["made-up-2"], analyst)
    gap_forming.reopen_gap(uow, gap_id, "It came back.", analyst)
    assert (held(uow, gap_id).state, held(uow, gap_id).closed_at) == ("open", None)
    lines = [(line.action, line.detail) for line in uow.trail.audit_of("gap", gap_id)]
    assert sorted(lines)[0] == ("gap.closed", "A product closes it.") and len(lines) == 3


def test_its_words_can_be_changed_and_its_observations_stay(uow: UnitOfWork, analyst: Any) -> None:
    gap_id = gap_forming.form_gap(uow, LACK, analyst)
    words = FormGap(title_uk="Зв’язок", text_uk="Дрони втрачають зв’язок.", kind="missing", concepts=("TERM:ew",))
    gap_forming.amend_gap(uow, gap_id, words, analyst)
    gap = uow.gaps.get(gap_id)
    assert gap is not None and (gap.title_en, gap.title_uk, gap.kind) == ("", "Зв’язок", "missing")
    assert [one.concept_id for one in uow.gaps.concepts(gap_id)] == ["TERM:ew"]
    assert len(uow.gaps.behind(gap_id)) == 2


@pytest.mark.parametrize("role", [Role.PROGRAMME_OFFICER, Role.TRAINING_OFFICER, Role.ADMINISTRATOR, Role.COMPANY])
def test_only_an_analyst_changes_a_gap_and_firms_know_of_none(
    uow: UnitOfWork, analyst: Any, occasion: MakeOccasion, role: Role
) -> None:
    gap_id = gap_forming.form_gap(uow, LACK, analyst)
    somebody = occasion(role=role, account_id="trainer-1")
    with pytest.raises(NotAllowed):
        gap_forming.form_gap(uow, LACK, somebody)
    with pytest.raises(NotFound if role is Role.COMPANY else NotAllowed):
        gap_forming.close_gap(uow, gap_id, "No.", somebody)
