"""Ways to mend what is said of the action as a whole."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from matchmaker.domain.eligibility.case import PUBLIC_BODIES, Case, Entity
from matchmaker.domain.eligibility.casefile import POINTS
from matchmaker.domain.eligibility.contrast import is_count
from matchmaker.domain.eligibility.money import euros
from matchmaker.domain.eligibility.points import points
from matchmaker.domain.eligibility.repairs.attempts import LAST, Attempt, Plight, told
from matchmaker.domain.eligibility.repairs.newcomers import countries_of, joining, newcomers
from matchmaker.domain.eligibility.rulebook import ACTION
from matchmaker.domain.findings import Verdict, combine, say

PROCUREMENT = "11"
PREFERENCE = (Verdict.NOT_MET, Verdict.CONDITIONAL, Verdict.UNKNOWN, Verdict.MET, Verdict.NOT_APPLICABLE)


def more_members(plight: Plight) -> Iterator[Attempt]:
    """One, two or three sound firms join."""
    if plight.text.subject != ACTION:
        return
    for invented in newcomers(plight):
        added = tuple(one.id for one in invented)
        joined = replace(plight.case, entities=(*plight.case.entities, *invented))
        yield Attempt("more_members", joined, added, told(joining(invented)), added)


def fewer_paid(plight: Plight) -> Iterator[Attempt]:
    """Members cooperate unpaid, those first whom a rule speaks against."""
    paid = [entity for entity in plight.case.entities if entity.role == "recipient" and not entity.excluded]
    if plight.text.subject != ACTION:
        return
    ordered = sorted(paid, key=lambda entity: (PREFERENCE.index(_standing(plight, entity)), entity.id))
    for count in range(1, len(ordered)):
        yield _roles_changed(plight, "fewer_paid", ordered[:count], "cooperating")


def as_contractors(plight: Plight) -> Iterator[Attempt]:
    """Firms leave the application to public bodies and stand by as contractors; where bodies lack, more join."""
    paid = [entity for entity in plight.case.entities if entity.role == "recipient"]
    firms = [entity for entity in paid if entity.kind not in PUBLIC_BODIES]
    if plight.text.subject != ACTION or plight.case.action.form != PROCUREMENT or not firms:
        return
    alone = _roles_changed(plight, "as_contractors", firms, "contractor")
    if len(firms) < len(paid):
        yield alone
    for invented in newcomers(plight) if is_count(plight.text.id) else ():
        yield _and_more_bodies(alone, tuple(entity.label for entity in firms), invented)


def _and_more_bodies(alone: Attempt, names: tuple[str, ...], invented: tuple[Entity, ...]) -> Attempt:
    added = tuple(one.id for one in invented)
    sentence = say(
        "These firms take part as contractors and do not apply: %(names)s; more contracting authorities join: "
        "%(count)s, for example of %(countries)s.",
        names=names,
        count=len(invented),
        countries=countries_of(invented),
    )
    joined = replace(alone.case, entities=(*alone.case.entities, *invented))
    return Attempt(alone.kind, joined, (*alone.changes, *added), told(sentence), added)


def _standing(plight: Plight, entity: Entity) -> Verdict:
    return combine(one.verdict for one in plight.report.of(plight.strand) if one.subject == entity.id)


def _roles_changed(plight: Plight, kind: str, entities: list[Entity], role: str) -> Attempt:
    ids = {entity.id for entity in entities}
    changed = tuple(replace(one, role=role) if one.id in ids else one for one in plight.case.entities)
    names = tuple(entity.label for entity in entities)
    sentence = (
        say("These firms take part as contractors and do not apply: %(names)s.", names=names)
        if role == "contractor"
        else say("These members cooperate unpaid and their own costs are not funded: %(names)s.", names=names)
    )
    facts = tuple(f"{entity.id}.role" for entity in entities)
    return Attempt(kind, replace(plight.case, entities=changed), facts, told(sentence))


def other_point(plight: Plight) -> Iterator[Attempt]:
    """The action is applied for under another point of the same article."""
    action = plight.case.action
    if plight.text.subject != ACTION or plight.case.programme != "EDIP" or action.point is None:
        return
    for point in POINTS.get(action.form, ""):
        if point != action.point:
            article = action.article.replace(f"({action.point})", f"({point})")
            sentence = say(
                "The action is one of Article %(article)s instead of %(before)s; it must really be of that kind: "
                "%(kind)s.",
                article=article,
                before=action.article,
                kind=points()[article],
            )
            changed = replace(plight.case, action=replace(action, article=article))
            yield Attempt("other_point", changed, ("action.article",), told(sentence), precedence=LAST)


def larger_action(plight: Plight) -> Iterator[Attempt]:
    """The action grows to the smallest size that the call accepts."""
    action, least = plight.case.action, plight.matter.topic_number("min_action_size_eur")
    if (
        plight.text.subject != ACTION
        or least is None
        or action.total_cost_eur is None
        or action.total_cost_eur >= least
    ):
        return
    changed = replace(plight.case, action=replace(action, total_cost_eur=least))
    sentence = say("The action grows to a total cost of %(least)s.", least=euros(least))
    yield Attempt("larger_action", changed, ("action.total_cost_eur",), told(sentence))


def earlier_end(plight: Plight) -> Iterator[Attempt]:
    """Work ends by the last day that the call accepts."""
    action, stated = plight.case.action, plight.matter.topic_value("ends_by")
    if plight.text.subject != ACTION or stated is None or action.ends is None:
        return
    latest = date.fromisoformat(stated)
    if action.ends > latest:
        changed: Case = replace(plight.case, action=replace(action, ends=latest))
        sentence = say("Work ends by %(day)s.", day=latest)
        yield Attempt("earlier_end", changed, ("action.ends",), told(sentence))
