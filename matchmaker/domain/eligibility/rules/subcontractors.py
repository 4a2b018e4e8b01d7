"""Who is a subcontractor in the sense of the act, and what procurement asks of contractors and subcontractors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import product

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, open_law, unknown
from matchmaker.domain.eligibility.billofmaterials import COMBINATIONS
from matchmaker.domain.eligibility.case import Entity, Subcontract
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.percent import percent
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.eligibility.rules.recipients import role_open
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.findings import Bilingual, Country, Verdict, combine, say

SEAT = Bilingual("registered seat", "місце реєстрації")
MANAGEMENT = Bilingual("executive management", "керівний орган")
AREA = Bilingual("area under government control", "підконтрольна уряду територія")
CONTROL = Bilingual("control", "контроль")
SITES = Bilingual("facilities and assets", "потужності й активи")

# What recipients have to meet, and contractors and subcontractors of a common procurement by equivalent criteria.
CRITERIA = {
    "EDIP-P": {"EDIP-P-E01": SEAT, "EDIP-P-E02": MANAGEMENT, "EDIP-P-E03": CONTROL, "EDIP-P-F01": SITES},
    "EDIP-U": {
        "EDIP-U-E01": SEAT,
        "EDIP-U-E02": MANAGEMENT,
        "EDIP-U-E03": AREA,
        "EDIP-U-E04": CONTROL,
        "EDIP-U-F01": SITES,
    },
}
PROCUREMENT = "11"

FACTS = {
    "share": Bilingual("share of the contract value", "частка у вартості договору"),
    "classified_access": Bilingual("access to classified information", "доступ до класифікованої інформації"),
    "own_design": Bilingual(
        "whether it makes components of its own design or production",
        "чи виготовляє складники власної розробки або виробництва",
    ),
    "contract_date": Bilingual("day of the direct contract with the contractor", "день прямого договору з підрядником"),
}


@book.entity_rule("EDIP-X-S01")
def is_subcontractor(matter: Matter, entity: Entity) -> Answer:
    """Met says that the firm is a subcontractor in the sense of the act, not_met that it is a mere supplier."""
    if entity.role is None:
        return role_open(entity)
    if not may_be_subcontractor(entity):
        return not_applicable(
            say("Only subcontractors, and suppliers whose subcontract is recorded, are held against the definition.")
        )
    return definition_answer(matter, entity)


@book.entity_rule("EDIP-P-S02")
def programme_criteria(matter: Matter, entity: Entity) -> Answer:
    """Contractors and subcontractors of a common procurement meet criteria equivalent to those for recipients."""
    return _criteria(matter, entity, "EDIP-P")


@book.entity_rule("EDIP-U-S02")
def ukraine_criteria(matter: Matter, entity: Entity) -> Answer:
    """Contractors and subcontractors of a common procurement meet criteria equivalent to those for recipients."""
    return _criteria(matter, entity, "EDIP-U")


def may_be_subcontractor(entity: Entity) -> bool:
    """Who is held against the definition: a supplier too, where its subcontract is recorded."""
    return entity.role == "subcontractor" or (entity.role == "supplier" and entity.subcontract is not None)


def definition_answer(matter: Matter, entity: Entity) -> Answer:
    """Whether the terms of the subcontract make the firm a subcontractor, whatever its role in the case."""
    terms = entity.subcontract or Subcontract()
    least = matter.number("subcontractor_least_share")
    if terms.own_design:
        return not_met(say("A maker of components of its own design or production is a supplier, not a subcontractor."))
    if terms.classified_access is False:
        return not_met(say("Without need of access to classified information the firm is no subcontractor."))
    if terms.share is not None and terms.share < least:
        return not_met(
            say(
                "A share of %(share)s of the contract value is below %(least)s.",
                share=percent(terms.share),
                least=percent(least),
            )
        )
    missing = [name for name in ("share", "classified_access", "own_design") if getattr(terms, name) is None]
    if missing:
        return _terms_open(entity, missing)
    assert terms.share is not None
    return met(
        say(
            "With %(share)s of the contract value and access to classified information the firm is a subcontractor.",
            share=percent(terms.share),
        )
    )


def _terms_open(entity: Entity, missing: list[str]) -> Answer:
    facts = tuple(FACTS[name] for name in missing)
    return unknown(
        say("Terms of the subcontract are not recorded: %(facts)s.", facts=facts),
        say("What does the subcontract of %(entity)s say about: %(facts)s?", entity=entity.label, facts=facts),
        missing=tuple(f"{entity.id}.subcontract.{name}" for name in missing),
    )


def criteria_answers(matter: Matter, entity: Entity, strand: str) -> dict[Bilingual, Answer]:
    """What each rule on recipients, derogations included, would answer about the entity, by the name of the point."""
    as_recipient = replace(entity, role="recipient")
    return {name: book.about_entity(matter, rule_id, as_recipient) for rule_id, name in CRITERIA[strand].items()}


def joined(entity: Entity, answers: dict[Bilingual, Answer]) -> Answer:
    """One answer out of several, which names the points that decide it."""
    verdict = combine(answer.verdict for answer in answers.values())
    deciding = {name: answer for name, answer in answers.items() if answer.verdict is verdict}
    points = tuple(deciding)
    fields = tuple(dict.fromkeys(field for answer in deciding.values() for field in answer.restricted_fields))
    if verdict is Verdict.UNKNOWN:
        return _joined_open(entity, deciding, fields)
    if verdict is Verdict.CONDITIONAL:
        return next(iter(deciding.values()))
    if verdict is Verdict.NOT_MET:
        because = say(
            "%(entity)s has to meet what recipients meet, and does not: %(points)s.", entity=entity.label, points=points
        )
        return not_met(because, *fields)
    because = say(
        "%(entity)s has to meet what recipients meet, and does: %(points)s.", entity=entity.label, points=points
    )
    return met(because, *fields)


def _criteria(matter: Matter, entity: Entity, strand: str) -> Answer:
    if matter.case.action.form != PROCUREMENT:
        return not_applicable(say("This condition speaks of common procurement only."))
    if entity.role is None:
        return role_open(entity)
    if entity.role != "contractor" and not may_be_subcontractor(entity):
        return not_applicable(say("This condition speaks of contractors and subcontractors only."))
    answer = _as_the_law_stands(matter, entity, strand)
    return (_in_every_reading(matter, entity, strand) if answer.verdict is Verdict.UNKNOWN else None) or answer


def _as_the_law_stands(matter: Matter, entity: Entity, strand: str) -> Answer:
    answers = criteria_answers(matter, entity, strand)
    if entity.role == "contractor":
        return joined(entity, answers)
    return _of_subcontractor(entity, definition_answer(matter, entity), answers)


def _in_every_reading(matter: Matter, entity: Entity, strand: str) -> Answer | None:
    """The answer that stands however the open countries are settled, the derogation included; None where they matter.

    A country that counts as inside may satisfy the criteria, one outside the derogation for an earlier contract.
    """
    countries = tuple(sorted(set(_unsettled(matter, strand))))
    if not countries or 2 ** len(countries) > COMBINATIONS:
        return None
    readings = (dict(zip(countries, inside, strict=True)) for inside in product((True, False), repeat=len(countries)))
    answers = [book.about_entity(matter.read_with(one), f"{strand}-S02", entity) for one in readings]
    verdicts = {answer.verdict for answer in answers}
    if len(verdicts) > 1 or Verdict.UNKNOWN in verdicts:
        return None
    fields = dict.fromkeys(field for answer in answers for field in answer.restricted_fields)
    return _settled(answers[0], tuple(Country(code) for code in countries), tuple(fields))


def _unsettled(matter: Matter, strand: str) -> Iterator[str]:
    territories = (matter.territories.home[strand], matter.territories.controllers[strand])
    for entity in matter.case.entities:
        owners = entity.owners or ()
        places = (entity.seat, entity.management, *(entity.sites or ()))
        for place in (*places, *(owner.country for owner in owners), *(owner.residence for owner in owners)):
            if place is not None and any(one.standing(place) is Standing.OPEN for one in territories):
                yield place


def _settled(answer: Answer, countries: tuple[Country, ...], fields: tuple[str, ...]) -> Answer:
    if answer.verdict is Verdict.MET:
        because = say("Met whether these countries count as inside or as outside: %(countries)s.", countries=countries)
        return met(because, *fields)
    if answer.verdict is Verdict.NOT_MET:
        because = say(
            "Not met whether these countries count as inside or as outside: %(countries)s.", countries=countries
        )
        return not_met(because, *fields)
    return answer


def _of_subcontractor(entity: Entity, definition: Answer, answers: dict[Bilingual, Answer]) -> Answer:
    """While it is open whether the firm is a subcontractor, criteria that it meets anyway leave nothing open."""
    if definition.verdict is Verdict.NOT_MET:
        return not_applicable(definition.because)
    answer = joined(entity, answers)
    if definition.verdict is Verdict.MET or answer.verdict is Verdict.MET:
        return answer
    assert definition.question is not None
    points = tuple(name for name, one in answers.items() if one.verdict is answer.verdict)
    return unknown(
        say(
            "Whether %(entity)s is a subcontractor in the sense of the act is not recorded; "
            "if it is, these points stand against it or are open: %(points)s.",
            entity=entity.label,
            points=points,
        ),
        definition.question,
        *answer.restricted_fields,
        missing=(*definition.missing, *answer.missing),
    )


def _joined_open(entity: Entity, deciding: dict[Bilingual, Answer], fields: tuple[str, ...]) -> Answer:
    of_facts = {name: answer for name, answer in deciding.items() if answer.missing}
    points = tuple(of_facts or deciding)
    because = say(
        "%(entity)s has to meet what recipients meet, and this is open: %(points)s.", entity=entity.label, points=points
    )
    first = next(iter((of_facts or deciding).values())).question
    assert first is not None
    if not of_facts:
        return open_law(because, first, *fields)
    question = say("What is recorded of %(entity)s on: %(points)s?", entity=entity.label, points=points)
    missing = tuple(dict.fromkeys(fact for answer in of_facts.values() for fact in answer.missing))
    return unknown(because, first if len(of_facts) == 1 else question, *fields, missing=missing)
