"""The one subcontractor from outside the territory that may stay on because of an earlier contract."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from matchmaker.domain.eligibility.answers import Answer, met, not_met, open_law, unknown
from matchmaker.domain.eligibility.case import Entity, Subcontract
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.percent import percent
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.subcontractors import (
    FACTS,
    MANAGEMENT,
    SEAT,
    criteria_answers,
    definition_answer,
    joined,
    may_be_subcontractor,
)
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Bilingual, Sentence, Verdict, say

FIELD = "management_country"
PLACES = {"seat": SEAT, "management": MANAGEMENT}


@dataclass(frozen=True, slots=True)
class _Claim:
    """Whether the firm is from outside and its contract early and of the right size; None while that is open.

    `missing` names the facts that would settle it, by their path and in words; empty where only the law is open.
    """

    is_outside: bool | None
    is_early: bool | None
    missing: dict[str, Bilingual]

    @property
    def holds(self) -> bool | None:
        return _all((self.is_outside, self.is_early))


@dataclass(frozen=True, slots=True)
class _Rivals:
    """Other subcontractors that rely on an earlier contract too, or may turn out to, with what is missing of these."""

    certain: tuple[str, ...]
    possible: tuple[str, ...]
    missing: tuple[str, ...]


@book.exception("EDIP-P-S03")
def programme_earlier_contract(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """One subcontractor without seat or management inside may have a limited share under an earlier contract."""
    return _earlier_contract(matter, entity, general, "EDIP-P")


@book.exception("EDIP-U-S03")
def ukraine_earlier_contract(matter: Matter, entity: Entity, general: Answer) -> Answer | None:
    """One subcontractor without seat or management inside may have a limited share under an earlier contract."""
    return _earlier_contract(matter, entity, general, "EDIP-U")


def _earlier_contract(matter: Matter, entity: Entity, general: Answer, strand: str) -> Answer | None:
    """Speak where the criteria fail or are open, unless the terms rule the derogation out."""
    if not may_be_subcontractor(entity) or general.verdict not in (Verdict.NOT_MET, Verdict.UNKNOWN):
        return None
    claim = _claim(matter, entity, strand)
    if claim.holds is False:
        return None
    rivals = _rivals(matter, entity, strand)
    if rivals.certain:
        return _refused(matter, general, claim, rivals)
    if claim.holds or _is_inside_enough(matter, entity, strand, claim):
        return _granted(matter, entity, rivals, general)
    return _undecided(entity, general, claim)


def _claim(matter: Matter, entity: Entity, strand: str) -> _Claim:
    terms, places = entity.subcontract or Subcontract(), (entity.seat, entity.management)
    is_outside = _is_outside([place and matter.territories.home[strand].standing(place) for place in places])
    is_sized, is_before = _is_sized(matter, terms), _is_before(matter, terms)
    missing = {f"{entity.id}.{name}": words for name, words in PLACES.items() if getattr(entity, name) is None}
    wanted = {} if is_outside is not None else missing
    for name, given in (("share", is_sized), ("contract_date", is_before)):
        if given is None:
            wanted[f"{entity.id}.subcontract.{name}"] = FACTS[name]
    return _Claim(is_outside, _all((is_sized, is_before)), wanted)


def _is_outside(standings: Iterable[str | None]) -> bool | None:
    """Seat or management outside is enough; without a word on both the question stays open."""
    found = set(standings)
    if Standing.OUTSIDE in found:
        return True
    return False if found == {Standing.INSIDE} else None


def _is_sized(matter: Matter, terms: Subcontract) -> bool | None:
    least, most = matter.number("subcontractor_least_share"), matter.number("outside_subcontractor_most_share")
    return None if terms.share is None else least <= terms.share <= most


def _is_before(matter: Matter, terms: Subcontract) -> bool | None:
    return None if terms.contract_date is None else terms.contract_date < matter.day_value("earlier_contract_before")


def _all(parts: Iterable[bool | None]) -> bool | None:
    found = set(parts)
    return False if False in found else None if None in found else True


def _rivals(matter: Matter, entity: Entity, strand: str) -> _Rivals:
    certain, possible, missing = [], [], []
    for other in matter.case.entities:
        if other.id == entity.id or not (other.role is None or may_be_subcontractor(other)):
            continue
        definition, claim = definition_answer(matter, other), _claim(matter, other, strand)
        is_one = {Verdict.MET: True, Verdict.NOT_MET: False}.get(definition.verdict)
        relies = _all((None if other.role is None else True, is_one, claim.holds))
        if relies:
            certain.append(other.label)
        elif relies is None:
            possible.append(other.label)
            missing += [*([f"{other.id}.role"] if other.role is None else []), *definition.missing, *claim.missing]
    return _Rivals(tuple(sorted(certain)), tuple(sorted(possible)), tuple(sorted(set(missing))))


def _refused(matter: Matter, general: Answer, claim: _Claim, rivals: _Rivals) -> Answer | None:
    """With a certain rival no firm is lifted as a matter of course; which of them stays is for the parties to say."""
    if general.verdict is not Verdict.NOT_MET or not claim.holds:
        return None
    return not_met(
        say(
            "Only one subcontractor may rely on a contract from before %(day)s, and these would too: %(others)s.",
            day=matter.day_value("earlier_contract_before"),
            others=rivals.certain,
        ),
        FIELD,
    )


def _is_inside_enough(matter: Matter, entity: Entity, strand: str, claim: _Claim) -> bool:
    """An early contract of the right size covers the firm if it is outside; all other criteria, if it is inside."""
    if not claim.is_early:
        return False
    answers = criteria_answers(matter, entity, strand)
    rest = {name: answer for name, answer in answers.items() if name not in PLACES.values()}
    return joined(entity, rest).verdict is Verdict.MET


def _granted(matter: Matter, entity: Entity, rivals: _Rivals, general: Answer) -> Answer:
    terms = entity.subcontract or Subcontract()
    if rivals.possible:
        return _perhaps_not_the_only_one(rivals, general)
    assert terms.share is not None and terms.contract_date is not None
    return met(
        say(
            "A subcontractor from outside the territory may stay: %(share)s of the contract value, "
            "and a direct contract of %(signed)s, before %(day)s.",
            share=percent(terms.share),
            signed=terms.contract_date,
            day=matter.day_value("earlier_contract_before"),
        ),
        FIELD,
    )


def _perhaps_not_the_only_one(rivals: _Rivals, general: Answer) -> Answer:
    because = say(
        "Only one subcontractor may rely on an earlier contract, and whether others do is open: %(others)s.",
        others=rivals.possible,
    )
    question = say("Would these firms rely on an earlier contract as well: %(others)s?", others=rivals.possible)
    missing = tuple(dict.fromkeys((*general.missing, *rivals.missing)))
    return unknown(because, question, FIELD, missing=missing) if missing else open_law(because, question, FIELD)


def _undecided(entity: Entity, general: Answer, claim: _Claim) -> Answer:
    """The general answer with what the derogation still needs; a failed criterion is open again."""
    missing = tuple(dict.fromkeys((*general.missing, *claim.missing)))
    question = _asked(entity, claim)
    if general.verdict is Verdict.UNKNOWN:
        kept = question if general.law_unknown and claim.missing else general.question
        return replace(general, missing=missing, question=kept, law_unknown=general.law_unknown and not missing)
    because = say("The criteria are not met, and whether an earlier contract covers the firm is open.")
    if missing:
        return unknown(because, question, *general.restricted_fields, missing=missing)
    return open_law(because, question, *general.restricted_fields)


def _asked(entity: Entity, claim: _Claim) -> Sentence:
    if not claim.missing:
        return say("Do the seat and the management of %(entity)s lie outside the territory?", entity=entity.label)
    facts = tuple(claim.missing.values())
    return say("What is recorded of %(entity)s on: %(facts)s?", entity=entity.label, facts=facts)
