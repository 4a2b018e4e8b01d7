"""What a new product calls for: fitting types of training, who teaches whom, and why."""

from __future__ import annotations

from typing import Any

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.feedback.proposing_training import Fielded, ProposedTraining, propose_training
from tests.domain.factories import make_equipment, make_joint_project, make_module, make_observation

NEW = make_equipment(id="new", category="UGV")
JOINT = make_module(id="joint", direction="joint", categories=["UGV"])
OTHER = make_module(id="other", direction="joint", categories=["radar"])
TAUGHT = make_module(id="a-taught", direction="ua_trains_eu", categories=["UGV", "UAV"], skills=["night driving"])


def proposed(
    *, product: EquipmentFacts = NEW, before: tuple[EquipmentFacts, ...] = (), **rest: Any
) -> tuple[ProposedTraining, ...]:
    makers = rest.pop("maker_countries", ("EE", "UA"))
    fielded = Fielded(make_joint_project(equipment_id=product.id), product, before, rest.pop("seen", ()), makers)
    return propose_training(fielded, [TAUGHT, OTHER, JOINT])


def test_types_of_training_for_the_products_category_joint_ones_first() -> None:
    assert [one.module.id for one in proposed()] == ["joint", "a-taught"]


def test_who_fields_the_product_teaches_who_has_what_it_replaces() -> None:
    product = make_equipment(id="new", category="UGV", operated_by_ua="yes")
    old = make_equipment(id="old", category="UGV", operators_eu=["EE", "LV"], operated_by_ua="no")
    found = proposed(product=product, before=(old,), maker_countries=("UA",))[0]
    assert (found.teachers, found.learners, found.direction) == (("UA",), ("EE", "LV"), "ua_trains_eu")
    assert found.kit == ("new", "old")


def test_where_nobody_fields_it_its_makers_learn_together() -> None:
    product = make_equipment(id="new", category="UGV", operated_by_ua="unknown")
    found = proposed(product=product)[0]
    assert (found.teachers, found.learners, found.direction) == (("EE", "UA"), ("EE", "UA"), "joint")


def test_reasons_are_what_was_found() -> None:
    seen = (make_observation(text="Their night driving was poor", joined=4),)
    told = [reason.template for reason in proposed(seen=seen)[1].because]
    assert told[:3] == [
        "The type of training concerns %(category)s, and so does the product %(product)s.",
        "People whose observations are behind the gap: %(people)s.",
        "Skills that the observations mention: %(skills)s.",
    ]
    assert proposed(seen=seen)[1].because[1].values["people"] == 5
    assert all("Skills" not in reason.template for reason in proposed()[1].because)
