"""How many independent entities from how many countries an action needs."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book, counting_gates
from matchmaker.domain.eligibility.trio import Trio, best_trio
from matchmaker.domain.findings import Verdict, say

FIELDS = ("stakes", "ownership_complete")


@book.action_rule("EDIP-P-C03")
def programme_trio(matter: Matter, action: Action) -> Answer:
    """Under point (d): three eligible, independent entities from two Member States, or a SEAP alone."""
    return _where_asked(action, {"12": "d"}, lambda: _programme_trio(matter))


@book.action_rule("EDIP-U-C01")
def ukraine_minimum(matter: Matter, action: Action) -> Answer:
    """The minimum numbers of the Programme, with Ukraine read as a Member State and no associated country."""
    if action.form == "11":
        return _procuring_countries(matter)
    return _where_asked(action, {"12": "d", "13": "a"}, lambda: _ukraine_trio(matter))


def _where_asked(action: Action, asked: dict[str, str], judge: Callable[[], Answer]) -> Answer:
    """Ask `judge` only for the point that has a minimum; while the point is open the answer is open too."""
    point = asked.get(action.form)
    if point is None or action.point not in (None, point):
        return not_applicable(say("No minimum number is set for this kind of action."))
    if action.point is not None:
        return judge()
    return unknown(
        say(
            "Only point (%(point)s) of Article %(article)s(1) sets a minimum, and the point is not chosen.",
            point=point,
            article=action.form,
        ),
        say("Under which point of Article %(article)s(1) do you apply?", article=action.form),
        missing=("action.article",),
    )


def _counted(matter: Matter, strand: str) -> list[Entity]:
    """Those who are paid, or may be, and fail none of the conditions on recipients."""
    return [
        entity
        for entity in matter.case.entities
        if entity.role in ("recipient", None)
        and all(
            book.about_entity(matter, rule_id, entity).verdict is not Verdict.NOT_MET
            for rule_id in counting_gates(strand)
        )
    ]


def _is_seap_alone(matter: Matter, counted: Sequence[Entity]) -> bool:
    paid = [entity for entity in matter.case.entities if entity.role in ("recipient", None)]
    return len(paid) == 1 and [*counted] == paid and paid[0].kind == "seap" and paid[0].role == "recipient"


def _programme_trio(matter: Matter) -> Answer:
    counted = _counted(matter, "EDIP-P")
    if _is_seap_alone(matter, counted):
        return met(say("A structure for European armament programmes applies alone."))
    members = matter.territories.member_states
    unionwide = [entity for entity in counted if entity.seat is None or entity.seat in members]
    trio = _search(matter, unionwide, members)
    if trio is not None and trio.doubts == 0:
        return _certain(trio)
    wider = _search(matter, counted, members)
    if wider is not None and wider.doubts == 0:
        return open_law(
            say("The independent members include one from outside the Union: %(names)s.", names=_names(wider)),
            say("Does an independent member from an associated country count under this point?"),
            *FIELDS,
        )
    return _verdict(matter, trio or wider, len(counted))


def _ukraine_trio(matter: Matter) -> Answer:
    counted = _counted(matter, "EDIP-U")
    if _is_seap_alone(matter, counted):
        return met(say("A structure for European armament programmes applies alone."))
    territory = matter.territories.member_states | matter.territories.ukraine
    return _verdict(matter, _search(matter, counted, territory), len(counted))


def _search(matter: Matter, candidates: Sequence[Entity], counting: frozenset[str]) -> Trio | None:
    size, least = int(matter.number("trio_size")), int(matter.number("trio_countries"))

    def spread(members: Sequence[Entity]) -> bool | None:
        known = {member.seat for member in members if member.seat in counting}
        if len(known) >= least:
            return True
        unrecorded = sum(member.seat is None for member in members)
        return None if len(known) + unrecorded >= least else False

    return best_trio(candidates, matter.ownership, size, spread)


def _verdict(matter: Matter, trio: Trio | None, counted: int) -> Answer:
    if trio is None:
        return not_met(
            say(
                "Needed: %(size)s independent members from %(countries)s countries; "
                "the members that count (%(count)s) do not provide them.",
                size=matter.number("trio_size"),
                countries=matter.number("trio_countries"),
                count=counted,
            ),
            *FIELDS,
        )
    return _certain(trio) if trio.doubts == 0 else _doubtful(trio)


def _certain(trio: Trio) -> Answer:
    return met(say("Independent of each other, in countries enough: %(names)s.", names=_names(trio)), *FIELDS)


def _doubtful(trio: Trio) -> Answer:
    unclear = dict.fromkeys(entity_id for pair in trio.unclear_pairs for entity_id in pair)
    missing = (
        *(f"{entity_id}.owners" for entity_id in unclear),
        *(f"{member.id}.seat" for member in trio.members if member.seat is None),
        *(f"{member.id}.role" for member in trio.members if member.role is None),
    )
    return unknown(
        say("Whether enough members are independent of each other is not recorded."),
        say("Who controls each of these, and where is its seat: %(names)s?", names=_names(trio)),
        *FIELDS,
        missing=missing,
    )


def _names(trio: Trio) -> tuple[str, ...]:
    return tuple(member.label for member in trio.members)


def _procuring_countries(matter: Matter) -> Answer:
    counted = _counted(matter, "EDIP-U")
    if _is_seap_alone(matter, counted):
        return met(say("A structure for European armament programmes applies alone."))
    firms = tuple(entity.label for entity in counted if entity.kind not in (*PUBLIC_BODIES, None))
    if firms:
        return not_met(say("Only public bodies may apply for common procurement, not %(names)s.", names=firms))
    least = int(matter.number("procurement_countries"))
    sure = {entity.seat for entity in counted if entity.kind == "authority" and not _open_facts(entity)}
    unsure = [entity for entity in counted if _open_facts(entity)]
    if len(sure) + len(unsure) < least:
        return not_met(
            say(
                "Countries whose authorities take part: %(count)s; at least %(least)s are needed.",
                count=len(sure),
                least=least,
            )
        )
    if len(sure) < least or any(entity.kind is None for entity in unsure):
        return unknown(
            say("Which public bodies of which countries procure together is not recorded to the end."),
            say("What kind of body is each applicant, and of which country?"),
            missing=tuple(fact for entity in unsure for fact in _open_facts(entity)),
        )
    return met(
        say(
            "Countries whose authorities take part: %(count)s; at least %(least)s are needed.",
            count=len(sure),
            least=least,
        )
    )


def _open_facts(entity: Entity) -> tuple[str, ...]:
    facts = {"kind": entity.kind, "seat": entity.seat, "role": entity.role}
    return tuple(f"{entity.id}.{name}" for name, fact in facts.items() if fact is None)
