"""The product of a joint project is fielded: from then on observations can be filed on it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from matchmaker.domain.findings import Bilingual, say
from matchmaker.domain.matching.jointly import FIELDED, STEPS
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.normalise import folded
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Equipment, EquipmentMaker, Firm, JointProject
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import notices
from matchmaker.services.commands import FieldProduct
from matchmaker.services.firms import commit, refuse
from matchmaker.services.joint_projects import move, note_faults, project_to_change
from matchmaker.services.occasion import Occasion

PRODUCT_FIELDED = "joint_project.fielded"


def field_product(uow: UnitOfWork, joint_project_id: str, command: FieldProduct, occasion: Occasion) -> str:
    """Record that a product of a joint project is fielded and return its equipment id.

    A new type enters the list of equipment; an existing one gets the makers that it lacks. Training officers are
    told that training is to be proposed. Raises Rejected for faults and where the project is not agreed.
    """
    project = project_to_change(uow, joint_project_id, occasion)
    firms = {firm.id: firm for _, firm in uow.proposals.members(project.proposal_id)}
    refuse(_faults(uow, project, command, firms, occasion))
    makers = [firms[one] for one in dict.fromkeys(command.makers)]
    product = uow.equipment.get(command.equipment_id) if command.equipment_id else None
    product = product or _new_type(uow, project, command, makers, occasion)
    _write_makers(uow, product.id, makers)
    project.product_id, project.fielded_month = product.id, command.month
    move(uow, project, FIELDED, command.note, occasion)
    _tell_trainers(uow, project, product, occasion)
    commit(uow)
    return product.id


def _faults(
    uow: UnitOfWork, project: JointProject, command: FieldProduct, firms: dict[str, Firm], occasion: Occasion
) -> Iterable[Problem]:
    if FIELDED not in STEPS[project.state]:
        yield Problem("", say("Only a joint project that is agreed can field a product."))
    yield from validate.month("month", command.month, occasion.day)
    if not command.makers or set(command.makers) - set(firms):
        yield Problem("makers", say("Choose the members that make the product."))
    yield from note_faults(command.note)
    yield from _product_faults(uow, command)


def _product_faults(uow: UnitOfWork, command: FieldProduct) -> Iterable[Problem]:
    if command.equipment_id:
        if uow.equipment.get(command.equipment_id) is None:
            yield Problem("equipment_id", say("Choose a type of equipment from the list."))
        return
    for field in ("name", "name_uk"):
        yield from validate.title(field, getattr(command, field))
    if command.category not in uow.equipment.categories():
        yield Problem("category", say("Choose a category from the list."))
    if _is_listed(uow, command.name) or _is_listed(uow, command.name_uk):
        yield Problem("name", say("A type of this name is in the list of equipment; choose it there."))


def _is_listed(uow: UnitOfWork, name: str) -> bool:
    key = folded(name)
    _, found = uow.equipment.found(key.split(), category="", offset=0, limit=100) if key else (0, ())
    return any(key in (folded(one.name), folded(one.name_uk)) for one in found)


def _new_type(
    uow: UnitOfWork, project: JointProject, command: FieldProduct, makers: Sequence[Firm], occasion: Occasion
) -> Equipment:
    """A type is as invented as those who make it."""
    row = Equipment(
        id=occasion.new_id(),
        name=command.name.strip(),
        name_uk=command.name_uk.strip(),
        search_key=folded(f"{command.name} {command.name_uk}"),
        category=command.category,
        made_in=" ".join(sorted({firm.country for firm in makers if firm.country})),
        source=f"joint project No {project.number}",
        as_of=command.month,
        confidence="unknown",
        basis="invented" if any(firm.fictional for firm in makers) else "declared",
    )
    uow.joint_projects.add(row)
    uow.flush()
    return row


def _write_makers(uow: UnitOfWork, equipment_id: str, makers: Iterable[Firm]) -> None:
    held = uow.equipment.makers(equipment_id)
    known, named = {one.firm_id for one in held}, {one.name: one for one in held}
    for firm in makers:
        if firm.id in known:
            continue
        if firm.name in named:
            named[firm.name].firm_id = firm.id
        else:
            row = EquipmentMaker(equipment_id=equipment_id, name=firm.name, country=firm.country, firm_id=firm.id)
            uow.joint_projects.add(row)


def _tell_trainers(uow: UnitOfWork, project: JointProject, product: Equipment, occasion: Occasion) -> None:
    told = say(
        "A product of joint project No %(number)s is fielded: %(product)s. Training is to be proposed.",
        number=project.number,
        product=Bilingual(product.name, product.name_uk),
    )
    trainers = [account.id for account in uow.accounts.with_role(Role.TRAINING_OFFICER)]
    notices.tell(uow, trainers, PRODUCT_FIELDED, told, f"/joint-projects/{project.id}/training", occasion)
