"""Offers and needs: one language is enough, codes must exist, only the firm itself may touch them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from matchmaker.domain.registry.validate import ComponentClaim
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.models import Concept
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import capabilities
from matchmaker.services.commands import DescribeCapability
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.occasion import Occasion
from tests import rows

Occasions = Callable[..., Occasion]
OWN = {"firm_ids": ("firm-1",)}
MOTORS = DescribeCapability(
    title_uk="Двигуни",
    text_uk="Електричні двигуни для безпілотників.",
    concepts=("CPV:35613000",),
    components=(ComponentClaim("Magnets", "CN"),),
)


@pytest.fixture
def uow(sessions: Sessions) -> UnitOfWork:
    unit = UnitOfWork(sessions)
    rows.store_account(unit.session)
    rows.store_firm(unit.session)
    unit.session.add(Concept(id="CPV:35613000", scheme="CPV", code="35613000", label_en="UAVs", label_uk="БПЛА"))
    unit.flush()
    return unit


def test_a_capability_keeps_its_codes_and_components(uow: UnitOfWork, occasion: Occasions) -> None:
    made = capabilities.add_capability(uow, "firm-1", MOTORS, occasion(**OWN))
    stored = uow.firms.capability(made)
    assert stored is not None
    assert (stored.title_uk, stored.basis, stored.as_of) == ("Двигуни", "declared", "2026-11-23")
    assert [one.id for one in uow.firms.concepts_of(made)] == ["CPV:35613000"]
    assert [(one.name, one.origin) for one in uow.firms.components_of(made)] == [("Magnets", "CN")]


def test_the_same_form_twice_adds_one(uow: UnitOfWork, occasion: Occasions) -> None:
    first = capabilities.add_capability(uow, "firm-1", MOTORS, occasion(**OWN), token="form-1")
    assert capabilities.add_capability(uow, "firm-1", MOTORS, occasion(**OWN), token="form-1") == first
    assert len(uow.firms.capabilities("firm-1")) == 1


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"direction": "gift"}, "direction"),
        ({"title_uk": ""}, "title"),
        ({"text_uk": " "}, "text"),
        ({"text_uk": "NATO SECRET"}, "text_uk"),
        ({"concepts": ("CPV:1",)}, "concepts[0]"),
        ({"components": (ComponentClaim("Motor", "XX"),)}, "components[0].origin"),
    ],
)
def test_a_fault_stands_at_the_field_of_the_command(
    uow: UnitOfWork, occasion: Occasions, change: dict[str, object], field: str
) -> None:
    with pytest.raises(Rejected) as refusal:
        capabilities.add_capability(uow, "firm-1", replace(MOTORS, **change), occasion(**OWN))  # type: ignore[arg-type]
    assert [problem.field for problem in refusal.value.problems] == [field]
    assert not uow.firms.capabilities("firm-1")


def test_changing_replaces_codes_and_components(uow: UnitOfWork, occasion: Occasions) -> None:
    made = capabilities.add_capability(uow, "firm-1", MOTORS, occasion(**OWN))
    assert capabilities.change_capability(
        uow, made, DescribeCapability(title_en="Engines", text_en="Petrol."), occasion(**OWN)
    ) == "firm-1"
    stored = uow.firms.capability(made)
    assert stored is not None and (stored.title_en, stored.title_uk) == ("Engines", "")
    assert not uow.firms.concepts_of(made) and not uow.firms.components_of(made)


def test_removing_leaves_nothing(uow: UnitOfWork, occasion: Occasions) -> None:
    made = capabilities.add_capability(uow, "firm-1", MOTORS, occasion(**OWN))
    assert capabilities.remove_capability(uow, made, occasion(**OWN)) == "firm-1"
    assert uow.firms.capability(made) is None and not uow.firms.components_of(made)


def test_what_others_say_is_not_the_firms_to_edit(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_capability(uow.session, basis="published_description")
    with pytest.raises(NotFound):
        capabilities.change_capability(uow, "capability-1", MOTORS, occasion(**OWN))


def test_another_firms_capability_does_not_exist(uow: UnitOfWork, occasion: Occasions) -> None:
    rows.store_capability(uow.session, basis="declared")
    with pytest.raises(NotFound):
        capabilities.remove_capability(uow, "capability-1", occasion(firm_ids=("firm-2",)))
    with pytest.raises(NotFound):
        capabilities.add_capability(uow, "firm-1", MOTORS, occasion(firm_ids=("firm-2",)))
