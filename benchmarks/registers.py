"""Registers of any size, made up from the real one: the same words, countries, project sizes and degrees.

Everything in them is fictional and says so; the open topics and the lists of concepts are the real ones.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from random import Random

from matchmaker.domain.facts import (
    CapabilityFacts,
    CatalogueFacts,
    EquipmentFacts,
    FirmFacts,
    ObservationFacts,
    PartnershipFacts,
    ProjectFacts,
    Provenance,
    StakeFacts,
    StatementFacts,
)
from matchmaker.domain.registry.records import CapabilityRecord, RegisterRecords
from matchmaker.services.importing.demo import demo_register

SEED = 20261123
CAPABILITIES = 3
MADE_UP = Provenance("made up for measuring", "2026-11", "low", "invented")
STATED = ("founded", "size")
CONFIDENCES = ("high", "medium", "low", "unknown")
# Shares of firms, of sentences and of words that are taken from elsewhere.
OWN_THEME, OWN_SENTENCE, FOREIGN_WORD, PRODUCT_NAME, SAME_CIRCLE = 0.7, 0.6, 0.06, 0.25, 0.6
CIRCLE = 400
_SENTENCE = re.compile(r"(?<=[.;!?])\s+|\n+")
_WORD = re.compile(r"[^\W\d_]{4,}")
_SYLLABLES = ("ra", "vol", "te", "kor", "mi", "sta", "len", "dro", "ark", "zim", "hal", "ny", "pe", "gro", "ul", "fex")


@dataclass(frozen=True)
class _Real:
    """What is drawn from: texts by theme, sentences, words as often as they are used, sizes and degrees."""

    register: RegisterRecords
    offers: tuple[CapabilityRecord, ...]
    by_theme: dict[str, tuple[CapabilityRecord, ...]]
    english: tuple[str, ...]
    ukrainian: tuple[str, ...]
    objectives: tuple[tuple[str, ...], ...]
    words: dict[bool, tuple[str, ...]]
    degrees: tuple[int, ...]


def catalogue_of_size(count: int, seed: int = SEED) -> CatalogueFacts:
    """A register of `count` made-up firms with three offers each; the same for the same count and seed.

    Projects, partnerships, equipment, stakes and observations are as many for each firm as in the real register,
    and who takes part in how many projects follows the real distribution.
    """
    chance, real = Random(f"{seed}/{count}"), _real()
    firms = tuple(_firm(number, real, chance) for number in range(count))
    names = [firm.id for firm in firms]
    scale = count / len(real.register.firms)
    equipment = tuple(
        _equipment(number, names, real, chance) for number in range(_scaled(len(real.register.equipment), scale))
    )
    return CatalogueFacts(
        firms=firms,
        projects=_projects(names, _scaled(len(real.register.projects), scale), real, chance),
        partnerships=tuple(
            _partnership(number, names, real, chance)
            for number in range(_scaled(len(real.register.partnerships), scale))
        ),
        equipment=equipment,
        observations=tuple(
            _observation(number, equipment, real, chance)
            for number in range(_scaled(len(real.register.observations), scale))
        ),
        topics=real.register.topics,
        concepts=real.register.concepts,
    )


@cache
def _real() -> _Real:
    register = demo_register()
    offers = tuple(
        offer for firm in register.firms for offer in firm.capabilities if offer.direction == "offer" and offer.text_en
    )
    themes: dict[str, list[CapabilityRecord]] = {}
    for offer in offers:
        for concept in offer.concepts:
            themes.setdefault(concept, []).append(offer)
    english = tuple(sentence for offer in offers for sentence in _sentences(offer.text_en))
    ukrainian = tuple(sentence for offer in offers for sentence in _sentences(offer.text_uk))
    objectives = tuple(tuple(_sentences(project.objective)) for project in register.projects if project.objective)
    taken = Counter(part.firm_key for project in register.projects for part in project.participations)
    return _Real(
        register=register,
        offers=offers,
        by_theme={theme: tuple(found) for theme, found in themes.items()},
        english=english,
        ukrainian=ukrainian,
        objectives=objectives,
        words={
            True: tuple(_WORD.findall(" ".join(ukrainian))),
            False: tuple(_WORD.findall(" ".join((*english, *(" ".join(found) for found in objectives))))),
        },
        degrees=tuple(taken[firm.key] for firm in register.firms),
    )


def _firm(number: int, real: _Real, chance: Random) -> FirmFacts:
    model = chance.choice(real.register.firms)
    id, first = f"firm-{number:06}", chance.choice(real.offers)
    near = real.by_theme[chance.choice(first.concepts)] if first.concepts else real.offers
    themes = [
        first,
        *(chance.choice(near if chance.random() < OWN_THEME else real.offers) for _ in range(CAPABILITIES - 1)),
    ]
    return FirmFacts(
        id=id,
        name=f"{_name(chance)} {number}",
        name_uk="",
        country=model.country,
        kind=model.kind,
        origin="invented",
        fictional=True,
        statements=tuple(
            sorted(
                (StatementFacts(one.kind, one.value, MADE_UP) for one in model.statements if one.kind in STATED),
                key=repr,
            )
        ),
        stakes=_stakes(number, len(model.stakes), model.country, chance),
        capabilities=tuple(
            _capability(f"{id}-{place}", theme, model.country == "UA", real, chance)
            for place, theme in enumerate(themes, start=1)
        ),
        provenance=Provenance(MADE_UP.source, MADE_UP.as_of, chance.choice(CONFIDENCES), MADE_UP.basis),
    )


def _capability(id: str, theme: CapabilityRecord, in_ukrainian: bool, real: _Real, chance: Random) -> CapabilityFacts:
    ukrainian = _text(theme.text_uk or chance.choice(real.ukrainian), real.ukrainian, real.words[True], chance)
    return CapabilityFacts(
        id=id,
        direction="offer",
        title_en=_reworded(theme.title_en, real.words[False], chance),
        title_uk=_reworded(theme.title_uk, real.words[True], chance) if in_ukrainian else "",
        text_en=_text(theme.text_en, real.english, real.words[False], chance),
        text_uk=ukrainian if in_ukrainian else "",
        concepts=tuple(sorted(theme.concepts)),
        components=(),
        provenance=MADE_UP,
    )


def _text(base: str, sentences: Sequence[str], words: Sequence[str], chance: Random) -> str:
    kept = [
        sentence if chance.random() < OWN_SENTENCE else chance.choice(sentences)
        for sentence in (*_sentences(base), chance.choice(sentences))
    ]
    named = [f"{_name(chance)}-{chance.randrange(1000)}."] if chance.random() < PRODUCT_NAME else []
    return " ".join([*(_reworded(sentence, words, chance) for sentence in kept), *named])


def _reworded(sentence: str, words: Sequence[str], chance: Random) -> str:
    """About one word of sixteen becomes another; drawing the gaps is faster than drawing for each word."""
    written, at = sentence.split(" "), int(chance.expovariate(FOREIGN_WORD))
    while at < len(written):
        written[at] = chance.choice(words)
        at += 1 + int(chance.expovariate(FOREIGN_WORD))
    return " ".join(written)


def _stakes(number: int, count: int, country: str | None, chance: Random) -> tuple[StakeFacts, ...]:
    found = (
        StakeFacts(
            holder_id=f"holder-{number:06}-{place}" if chance.random() < 0.7 else f"holder-{chance.randrange(500):06}",
            holder_name=f"{_name(chance)} Holding",
            holder_country=country,
            holder_kind="company",
            share=Decimal(chance.randrange(10, 100)) / 100,
            votes=None,
            majority=False,
            right=None,
            via=None,
            provenance=MADE_UP,
        )
        for place in range(count)
    )
    return tuple(sorted(found, key=repr))


def _projects(names: Sequence[str], count: int, real: _Real, chance: Random) -> tuple[ProjectFacts, ...]:
    """Who is drawn is weighed by a degree drawn from the real ones; partners come from a circle more often."""
    weights = [chance.choice(real.degrees) for _ in names]
    tickets = [place for place, weight in enumerate(weights) for _ in range(weight)] or list(range(len(names)))
    return tuple(_project(number, names, tickets, real, chance) for number in range(count))


def _project(number: int, names: Sequence[str], tickets: list[int], real: _Real, chance: Random) -> ProjectFacts:
    model = chance.choice(real.register.projects)
    wanted, first = min(len(model.participations), len(names)), chance.randrange(len(tickets))
    taken = dict.fromkeys([tickets[first]])
    for _ in range(20 * wanted):
        if len(taken) >= wanted:
            break
        near = chance.random() < SAME_CIRCLE
        place = first + chance.randrange(-CIRCLE, CIRCLE) if near else chance.randrange(len(tickets))
        taken[tickets[place % len(tickets)]] = None
    objective = [_reworded(chance.choice(chance.choice(real.objectives)), real.words[False], chance) for _ in range(8)]
    return ProjectFacts(
        id=f"project-{number:06}",
        acronym=_name(chance).upper(),
        title=_reworded(model.title, real.words[False], chance),
        objective=" ".join(objective),
        programme=model.programme,
        call=model.call,
        start=model.start,
        end=model.end,
        participants=tuple(
            sorted((names[place], "participant" if rank else "coordinator") for rank, place in enumerate(taken))
        ),
        provenance=MADE_UP,
    )


def _partnership(number: int, names: Sequence[str], real: _Real, chance: Random) -> PartnershipFacts:
    model = chance.choice(real.register.partnerships)
    one, other = chance.choice(names), chance.choice(names)
    if one == other:
        other = names[(names.index(one) + 1) % len(names)]
    return PartnershipFacts(f"link-{number:06}", one, one, other, other, model.kind, model.subject, MADE_UP)


def _equipment(number: int, names: Sequence[str], real: _Real, chance: Random) -> EquipmentFacts:
    model = chance.choice(real.register.equipment)
    known = any(maker.firm_key for maker in model.makers)
    return EquipmentFacts(
        id=f"equipment-{number:06}",
        name=f"{_name(chance)} {number}",
        name_uk="",
        aliases=(),
        category=model.category,
        military_list=model.military_list,
        makers=(chance.choice(names),) if known else (),
        maker_names=(),
        operators_eu=model.operators_eu,
        operated_by_ua=model.operated_by_ua,
        provenance=MADE_UP,
    )


def _observation(number: int, equipment: Sequence[EquipmentFacts], real: _Real, chance: Random) -> ObservationFacts:
    model = chance.choice(real.register.observations)
    return ObservationFacts(
        id=f"observation-{number:06}",
        equipment_id=chance.choice(equipment).id,
        title=model.title,
        text=f"{model.observation} {model.recommendation}",
        language=model.language,
        effect=model.effect,
        month=model.month,
        fictional=True,
    )


def _sentences(text: str) -> list[str]:
    return [sentence for sentence in _SENTENCE.split(text.strip()) if sentence]


def _name(chance: Random) -> str:
    return "".join(chance.choice(_SYLLABLES) for _ in range(3)).capitalize()


def _scaled(count: int, scale: float) -> int:
    return max(1, round(count * scale))
