"""What firms, ownership, capabilities and observations must satisfy before they are stored.

Forms check shape, this module checks meaning, for pages, files and the API alike. A field that is
missing is left unknown, not complained about, unless an entry would be useless without it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.vocabulary import (
    DECISIVE_RIGHTS,
    DIRECTIONS,
    EFFECTS,
    GAP_KINDS,
    HOLDER_KINDS,
    IDENTIFIER_SCHEMES,
    STATEMENT_KINDS,
)

LONGEST_NAME = 200
LONGEST_LINE = 300
LONGEST_TEXT = 8000
COUNTRY_STATEMENTS = ("management_country", "site_country")
# The parts that NATO's Joint Analysis and Lessons Learned Centre asks of a lesson. An observation may leave
# the last three to the analyst who turns it into one.
ODCR_PARTS = ("title", "observation", "discussion", "conclusion", "recommendation")
WHOLE = Decimal(1)
# Halves of characters, NUL, and what turns the direction of writing, by which one name can look like another.
UNSTORABLE = re.compile(r"[\x00\ud800-\udfff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong with one field, named as in the command (`stakes[1].share`)."""

    field: str
    because: Sentence


@dataclass(frozen=True, slots=True)
class IdentifierClaim:
    """An identifier as typed; `scheme` is one of vocabulary.IDENTIFIER_SCHEMES."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class StakeClaim:
    """A holding as declared: `share` and `votes` in 0..1 or None; `via` names the holder it is held in.

    `majority` says that it is more than half where no figure is stated.
    """

    holder_name: str
    holder_country: str | None = None
    holder_kind: str | None = None
    share: Decimal | None = None
    votes: Decimal | None = None
    right: str | None = None
    via: str | None = None
    majority: bool = False


@dataclass(frozen=True, slots=True)
class ComponentClaim:
    """A component as declared; `origin` is a country code or None where it is not declared."""

    name: str
    origin: str | None = None
    cost_eur: Decimal | None = None


def firm(
    *,
    name: str,
    name_uk: str = "",
    country: str | None,
    identifiers: Sequence[IdentifierClaim] = (),
    statements: Sequence[tuple[str, str]] = (),
) -> tuple[Problem, ...]:
    """Check who a firm says it is; an unknown country is accepted only as None."""
    return (
        *_required("name", name),
        *_texts({"name": name, "name_uk": name_uk}, LONGEST_NAME),
        *_country("country", country),
        *_identifiers(identifiers, country),
        *_statements(statements),
    )


def ownership(stakes: Sequence[StakeClaim]) -> tuple[Problem, ...]:
    """Check declared holdings; shares, and votes, in one held entity add up to at most 1."""
    single = [problem for row, stake in enumerate(stakes) for problem in _stake(f"stakes[{row}]", stake)]
    return (*single, *_unknown_holders(stakes), *_overfull(stakes, "share"), *_overfull(stakes, "votes"))


def capability(
    *,
    direction: str,
    title_en: str = "",
    title_uk: str = "",
    text_en: str = "",
    text_uk: str = "",
    concepts: Sequence[str] = (),
    known_concepts: Collection[str] | None = None,
    components: Sequence[ComponentClaim] = (),
) -> tuple[Problem, ...]:
    """Check an offer or need; one language is enough. Codes are checked where `known_concepts` is given."""
    return (
        *_one_of("capability.direction", direction, DIRECTIONS),
        *_required("capability.title", title_en + title_uk),
        *_required("capability.text", text_en + text_uk),
        *_texts({"capability.title_en": title_en, "capability.title_uk": title_uk}, LONGEST_LINE),
        *_texts({"capability.text_en": text_en, "capability.text_uk": text_uk}, LONGEST_TEXT),
        *_concepts(concepts, known_concepts),
        *_components(components),
    )


def line(field: str, text: str) -> tuple[Problem, ...]:
    """Check one short free text that belongs to no other check, for example a source."""
    return tuple(_texts({field: text}, LONGEST_LINE))


def paragraph(field: str, text: str) -> tuple[Problem, ...]:
    """Check one long free text that belongs to no other check, for example a reason or a note."""
    return tuple(_texts({field: text}, LONGEST_TEXT))


def title(field: str, text: str) -> tuple[Problem, ...]:
    """Check the name of something that has to have one."""
    return (*_required(field, text), *_texts({field: text}, LONGEST_NAME))


def gap(*, title_en: str, title_uk: str, text_en: str, text_uk: str, kind: str) -> tuple[Problem, ...]:
    """Check what is said of a gap; one language is enough, title and statement both in it."""
    return (
        *_required("title", title_en + title_uk),
        *_required("text", text_en + text_uk),
        *_texts({"title_en": title_en, "title_uk": title_uk}, LONGEST_NAME),
        *_texts({"text_en": text_en, "text_uk": text_uk}, LONGEST_TEXT),
        *_one_of("kind", kind, GAP_KINDS),
    )


def month(field: str, typed: str, today: date) -> tuple[Problem, ...]:
    """Check a month as YYYY-MM that is not still to come."""
    return tuple(_month(field, typed, today))


def observation(*, texts: Mapping[str, str], effect: str, month: str, today: date) -> tuple[Problem, ...]:
    """Check an observation; `texts` are title and ODCR parts by field name, `month` is YYYY-MM."""
    lines = {field: text for field, text in texts.items() if field == "title"}
    bodies = {field: text for field, text in texts.items() if field != "title"}
    return (
        *_required("title", texts.get("title", "")),
        *_required("observation", texts.get("observation", "")),
        *_texts(lines, LONGEST_NAME),
        *_texts(bodies, LONGEST_TEXT),
        *_one_of("effect", effect, EFFECTS),
        *_month("month", month, today),
    )


def _required(field: str, text: str) -> Iterator[Problem]:
    if not re.search(r"\w", text):
        yield Problem(field, say("This is needed."))


def _texts(texts: Mapping[str, str], longest: int) -> Iterator[Problem]:
    for field, text in texts.items():
        if find_marking(text):
            yield Problem(field, say("This text carries a classification marking. It was not stored."))
        if len(text) > longest:
            yield Problem(field, say("This is longer than %(longest)s characters.", longest=longest))
        if UNSTORABLE.search(text):
            yield Problem(field, say("This text has a character that cannot be stored."))


def _country(field: str, country: str | None) -> Iterator[Problem]:
    if country is not None and iso_code(country) is None:
        yield Problem(field, say("This is not a country code of ISO 3166 (two letters)."))


def _one_of(field: str, value: str, allowed: Iterable[str]) -> Iterator[Problem]:
    if value not in allowed:
        yield Problem(field, say("Choose one of: %(allowed)s.", allowed=tuple(allowed)))


def _identifiers(claims: Sequence[IdentifierClaim], country: str | None) -> Iterator[Problem]:
    seen: set[tuple[str, str]] = set()
    for number, claim in enumerate(claims):
        field = f"identifiers[{number}].value"
        checked = check(claim.scheme, claim.value, country)
        if isinstance(checked, Fault):
            wrong_scheme = claim.scheme not in IDENTIFIER_SCHEMES
            yield Problem(f"identifiers[{number}].scheme" if wrong_scheme else field, checked.because)
            continue
        if (claim.scheme, checked) in seen:
            yield Problem(field, say("This identifier is given twice."))
        if claim.scheme == "EDRPOU" and country not in (None, "UA"):
            yield Problem(field, say("Only legal persons registered in Ukraine have an EDRPOU number."))
        seen.add((claim.scheme, checked))


def _statements(statements: Sequence[tuple[str, str]]) -> Iterator[Problem]:
    for number, (kind, value) in enumerate(statements):
        field = f"statements[{number}].value"
        yield from _one_of(f"statements[{number}].kind", kind, STATEMENT_KINDS)
        yield from _texts({field: value}, LONGEST_TEXT)
        if kind in COUNTRY_STATEMENTS:
            yield from _country(field, value)
        if kind == "ownership_complete":
            yield from _one_of(field, value, ("yes", "no"))


def _stake(field: str, stake: StakeClaim) -> Iterator[Problem]:
    yield from _required(f"{field}.holder_name", stake.holder_name)
    yield from _texts({f"{field}.holder_name": stake.holder_name}, LONGEST_NAME)
    yield from _country(f"{field}.holder_country", stake.holder_country)
    yield from _portion(f"{field}.share", stake.share)
    yield from _portion(f"{field}.votes", stake.votes)
    if stake.holder_kind is not None:
        yield from _one_of(f"{field}.holder_kind", stake.holder_kind, HOLDER_KINDS)
    if stake.right is not None:
        yield from _one_of(f"{field}.right", stake.right, DECISIVE_RIGHTS)


def _portion(field: str, portion: Decimal | None) -> Iterator[Problem]:
    if portion is not None and not (portion.is_finite() and 0 <= portion <= WHOLE):
        yield Problem(field, say("A share lies between 0 and 100 %%."))


def _unknown_holders(stakes: Sequence[StakeClaim]) -> Iterator[Problem]:
    named = {stake.holder_name for stake in stakes}
    for number, stake in enumerate(stakes):
        if stake.via is not None and stake.via not in named:
            yield Problem(f"stakes[{number}].via", say("No holder of this name is in the list."))
        if stake.via == stake.holder_name:
            yield Problem(f"stakes[{number}].via", say("A holder cannot hold itself."))


def _overfull(stakes: Sequence[StakeClaim], kind: str) -> Iterator[Problem]:
    """The complaint stands at the holding with which the sum passes 1."""
    sums: dict[str | None, Decimal] = {}
    for number, stake in enumerate(stakes):
        portion = stake.share if kind == "share" else stake.votes
        if portion is None or any(_portion("", portion)):
            continue
        before = sums.get(stake.via, Decimal(0))
        sums[stake.via] = before + portion
        if before <= WHOLE < sums[stake.via]:
            yield Problem(f"stakes[{number}].{kind}", say("Together these shares are more than 100 %%."))


def _concepts(concepts: Sequence[str], known: Collection[str] | None) -> Iterator[Problem]:
    for number, concept in enumerate(concepts):
        if known is not None and concept not in known:
            yield Problem(f"capability.concepts[{number}]", say("No taxonomy in use here has this code."))


def _components(components: Sequence[ComponentClaim]) -> Iterator[Problem]:
    for number, component in enumerate(components):
        field = f"capability.components[{number}]"
        yield from _required(f"{field}.name", component.name)
        yield from _texts({f"{field}.name": component.name}, LONGEST_NAME)
        yield from _country(f"{field}.origin", component.origin)
        cost = component.cost_eur
        if cost is not None and not (cost.is_finite() and cost >= 0):
            yield Problem(f"{field}.cost_eur", say("A cost is not below zero."))


def _month(field: str, month: str, today: date) -> Iterator[Problem]:
    if not re.fullmatch(r"(19|20)[0-9]{2}-(0[1-9]|1[0-2])", month):
        yield Problem(field, say("Give the month as year and month, for example 2026-10."))
    elif month > f"{today:%Y-%m}":
        yield Problem(field, say("This month is still to come."))
