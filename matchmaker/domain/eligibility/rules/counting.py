"""Who counts towards a minimum number, and from how many countries those who count come."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, unknown
from matchmaker.domain.eligibility.case import Action, Entity
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.rulebook import book, counting_gates
from matchmaker.domain.findings import Verdict, say


@dataclass(frozen=True, slots=True)
class Countries:
    """Different countries among entities: `sure` ones, and how many more may turn out to be there.

    `pending` are entities of whom a fact is missing that could add a country; `open` are countries of sure entities
    whose own standing the law leaves open.
    """

    sure: frozenset[str]
    open: frozenset[str]
    pending: tuple[Entity, ...]

    def reach(self, least: int) -> bool | None:
        """Whether there are at least so many; None where that is open."""
        if len(self.sure) >= least:
            return True
        places = self.sure | self.open | {entity.seat for entity in self.pending if entity.seat is not None}
        most = len(places) + sum(entity.seat is None for entity in self.pending)
        return None if most >= least else False


def counted(matter: Matter, strand: str) -> list[Entity]:
    """Those who are paid, or may be, and fail none of the conditions on recipients of the strand.

    A seat in a region with a code of its own is given as its Member State.
    """
    return [
        matter.of_its_state(entity)
        for entity in matter.case.entities
        if entity.role in ("recipient", None)
        and all(
            book.about_entity(matter, rule_id, entity).verdict is not Verdict.NOT_MET
            for rule_id in counting_gates(strand)
        )
    ]


def countries_of(
    entities: Iterable[Entity], kind: str | None, inside: Collection[str], open_: Collection[str]
) -> Countries:
    """The countries of `inside` that paid entities of one kind come from; no kind means every kind."""
    able = [entity for entity in entities if kind is None or entity.kind in (kind, None)]
    certain = [entity for entity in able if entity.role == "recipient" and kind in (None, entity.kind)]
    sure = frozenset(entity.seat for entity in certain if entity.seat is not None and entity.seat in inside)
    pending = tuple(
        entity
        for entity in able
        if entity.seat is None
        or (entity not in certain and entity.seat not in sure and entity.seat in {*inside, *open_})
    )
    return Countries(
        sure, frozenset(entity.seat for entity in certain if entity.seat in open_ and entity.seat), pending
    )


def open_facts(entity: Entity) -> tuple[str, ...]:
    """Which of kind, seat and role are not recorded."""
    facts = {"kind": entity.kind, "seat": entity.seat, "role": entity.role}
    return tuple(f"{entity.id}.{name}" for name, fact in facts.items() if fact is None)


def where_asked(action: Action, asked: dict[str, str], judge: Callable[[], Answer]) -> Answer:
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


def with_open_conditions(matter: Matter, strand: str, members: Iterable[Entity]) -> tuple[str, ...]:
    """The ids of those who count although conditions of the strand on them are open."""
    return tuple(
        dict.fromkeys(
            member.id
            for member in members
            for rule_id in counting_gates(strand)
            if book.about_entity(matter, rule_id, member).verdict in (Verdict.UNKNOWN, Verdict.CONDITIONAL)
        )
    )


def named(members: Iterable[Entity], ids: Collection[str]) -> tuple[str, ...]:
    """The names of those among the members who bear one of the ids."""
    return tuple(dict.fromkeys(member.label for member in members if member.id in ids))


def unless_seap_alone(matter: Matter, strand: str, able: Sequence[Entity], judge: Callable[[], Answer]) -> Answer:
    """A SEAP alone is enough; while the sole applicant may be one, the answer is open where `judge` says no."""
    missing = _open_of_a_seap_alone(matter, able)
    if missing == ():
        return _seap_alone(matter, strand, [one for one in able if one.role == "recipient"])
    answer = judge()
    if missing is None or answer.verdict is not Verdict.NOT_MET:
        return answer
    return unknown(
        say("Whether a structure for European armament programmes applies alone is not recorded."),
        say("Is the sole applicant a structure for European armament programmes?"),
        missing=missing,
    )


def _seap_alone(matter: Matter, strand: str, seap: Sequence[Entity]) -> Answer:
    names = named(seap, with_open_conditions(matter, strand, seap))
    if names:
        return met(
            say(
                "A structure for European armament programmes applies alone. "
                "Counted although conditions on it are open: %(names)s.",
                names=names,
            )
        )
    return met(say("A structure for European armament programmes applies alone."))


def _open_of_a_seap_alone(matter: Matter, able: Sequence[Entity]) -> tuple[str, ...] | None:
    """The facts that would make a SEAP the sole applicant: none where it is, None where nobody can be."""
    paid = [entity for entity in matter.case.entities if entity.role == "recipient"]
    of_open_role = [entity for entity in matter.case.entities if entity.role is None]
    able_ids = {entity.id for entity in able}
    sole = [one for one in paid or of_open_role if one.id in able_ids and one.kind in ("seap", None)]
    if len(paid) > 1 or not sole:
        return None
    roles = tuple(f"{entity.id}.role" for entity in of_open_role)
    return (*roles, *(f"{entity.id}.kind" for entity in sole if entity.kind is None))
