"""What the neighbouring instruments share: whom a condition asks, and how parts of one rule become one answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import wraps

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Entity, Subcontract
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.findings import Sentence, Verdict, combine, say

EntityRule = Callable[[Matter, Entity], Answer]
PAID_FIRMS = ("recipient", "contractor")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom a condition asks beside subcontractors involved: firms in these roles, and public bodies or not."""

    roles: tuple[str, ...]
    public_recipients: bool = False

    def leaves_out(self, entity: Entity) -> bool:
        """Public bodies buy, or back an action as states; some acts ask those that are paid like any other."""
        return entity.kind in PUBLIC_BODIES and not (self.public_recipients and entity.role == "recipient")


BY_A_BUYER = Asked(PAID_FIRMS)
BY_THE_FUND = Asked(("recipient",), public_recipients=True)


def worst(in_order: Sentence, *parts: Answer) -> Answer:
    """One answer for a rule with several parts, by the order in which verdicts combine; `in_order` when all are met.

    Open facts of all parts are asked for together; an open law shows only where no fact is missing.
    """
    verdict = combine(part.verdict for part in parts)
    deciding = [part for part in parts if part.verdict is verdict]
    fields = tuple(dict.fromkeys(field for part in deciding for field in part.restricted_fields))
    if verdict is Verdict.MET:
        return met(in_order, *fields)
    asking = [part for part in deciding if part.missing and part.question is not None]
    if verdict is Verdict.UNKNOWN and asking:
        missing = tuple(dict.fromkeys(fact for part in asking for fact in part.missing))
        return unknown(asking[0].because, asking[0].question or in_order, *fields, missing=missing)
    return deciding[0]


def asked_of_firms(involvement: EntityRule, whom: Asked = BY_A_BUYER) -> Callable[[EntityRule], EntityRule]:
    """Let a rule see those whom it asks, and subcontractors where `involvement` says that they are involved."""

    def ask(rule: EntityRule) -> EntityRule:
        @wraps(rule)
        def asked(matter: Matter, entity: Entity) -> Answer:
            if whom.leaves_out(entity):
                return not_applicable(say("A public body takes part as a state or a buyer, not as a firm."))
            if entity.role in whom.roles:
                return rule(matter, entity)
            if entity.role == "subcontractor":
                return where_involved(entity, involvement(matter, entity), rule(matter, entity))
            if entity.role is None:
                return role_open(entity)
            return not_applicable(say("This condition speaks of paid firms and of subcontractors involved only."))

        return asked

    return ask


def where_involved(entity: Entity, involved: Answer, answer: Answer) -> Answer:
    """A subcontractor that may be too small to be asked leaves the answer open, unless it is met anyway.

    An exception gives its own answer on a subcontractor through this too; others than subcontractors are surely asked.
    """
    if entity.role != "subcontractor":
        return answer
    if involved.verdict is Verdict.NOT_MET:
        return not_applicable(say("The subcontractor is not involved in the sense of the act."))
    if involved.verdict is Verdict.MET or answer.verdict is Verdict.MET:
        return answer
    missing = tuple(dict.fromkeys((*involved.missing, *answer.missing)))
    return unknown(involved.because, involved.question or involved.because, "subcontract", missing=missing)


def is_asked(entity: Entity, involved: Answer, whom: Asked = BY_A_BUYER) -> bool:
    """Whether an exception may speak of the entity: of a subcontractor unless it is surely not involved."""
    if whom.leaves_out(entity):
        return False
    return entity.role in whom.roles or (entity.role == "subcontractor" and involved.verdict is not Verdict.NOT_MET)


def subcontractor_by_all(entity: Entity, **conditions: bool | None) -> Answer:
    """Met where every condition holds; a condition is named after its field in `subcontract`, None is not recorded."""
    if any(holds is False for holds in conditions.values()):
        return not_met(say("The share of the contract or the access to classified information falls short."))
    return _open_conditions(entity, conditions) or met(
        say("The share and the access make it a subcontractor involved if its input is critical, read by hand.")
    )


def subcontractor_by_any(entity: Entity, **conditions: bool | None) -> Answer:
    """The same where one condition is enough."""
    if any(conditions.values()):
        return met(say("The share of the cost or the access to classified information is enough."))
    return _open_conditions(entity, conditions) or not_met(
        say("Neither share nor access is enough; a direct contract with a recipient would be, and is read by hand.")
    )


def _open_conditions(entity: Entity, conditions: dict[str, bool | None]) -> Answer | None:
    missing = tuple(f"{entity.id}.subcontract.{name}" for name, holds in conditions.items() if holds is None)
    if not missing:
        return None
    return unknown(
        say("What the subcontractor is given and may see is not recorded."),
        say(
            "Which share of the contract would %(entity)s have, and does it need access to classified information?",
            entity=entity.label,
        ),
        "subcontract",
        missing=missing,
    )


def reaches(matter: Matter, entity: Entity, least: str) -> bool | None:
    """Whether the share of the subcontract reaches the named number; None where it is not recorded."""
    share = (entity.subcontract or Subcontract()).share
    return None if share is None else share >= matter.number(least)


def has_access(entity: Entity) -> bool | None:
    """Whether the subcontractor needs classified information; None where it is not recorded."""
    return (entity.subcontract or Subcontract()).classified_access


def of_subcontractors(definition: EntityRule) -> EntityRule:
    """Ask a definition of subcontractors only; without a recorded role the answer is open."""

    @wraps(definition)
    def asked(matter: Matter, entity: Entity) -> Answer:
        if entity.role == "subcontractor":
            return definition(matter, entity)
        if entity.role is None and entity.kind not in PUBLIC_BODIES:
            return role_open(entity)
        return not_applicable(say("The definition speaks of subcontractors only."))

    return asked


def paid_firms(matter: Matter) -> list[Entity]:
    """The firms that a buyer has contracts with, in whichever of the paid roles a case enters them."""
    return [one for one in matter.case.entities if one.role in PAID_FIRMS and one.kind not in PUBLIC_BODIES]


def role_open(entity: Entity) -> Answer:
    """What a rule answers about a firm whose role is not recorded."""
    return unknown(
        say("The role in the action is not recorded."),
        say("Would %(entity)s be paid, be a subcontractor, or supply parts only?", entity=entity.label),
        missing=(f"{entity.id}.role",),
    )


def standing_as_recipient(entity: Entity) -> Entity:
    """The same firm as a recipient, for answers that speak of recipients only."""
    return replace(entity, role="recipient")


def as_word(written: str | None) -> str | None:
    """A word of a case as the lists of the rule book write it."""
    return None if written is None else "_".join(written.casefold().replace("-", " ").replace("_", " ").split())
