"""Interests of one relationship as figures of an owner and as decisive rights."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from matchmaker.domain.eligibility.bods.vocabulary import HALF, RIGHT_IN_DETAILS, SHARES, UNKNOWN_INTEREST, VOTES, WHOLE
from matchmaker.domain.eligibility.case import RIGHTS
from matchmaker.domain.findings import Sentence, say

BOUNDS = ("exact", "minimum", "exclusiveMinimum", "maximum", "exclusiveMaximum")


@dataclass(frozen=True, slots=True)
class Figures:
    """Parts in 0..1 as an owner has them; `least` and `most` bound a share known as a range."""

    share: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    majority: bool = False
    votes: Decimal | None = None


def right_of(interest: object) -> str | None:
    """The decisive right that a statement written here names; an interest type alone is no decisive right."""
    details = interest.get("details") if isinstance(interest, dict) else None
    if not isinstance(details, str) or not details.startswith(RIGHT_IN_DETAILS):
        return None
    right = details.removeprefix(RIGHT_IN_DETAILS)
    return right if right in RIGHTS else None


def figures(
    interests: Sequence[object], record: str, day: date, faults: list[Sentence], notes: list[Sentence]
) -> Figures | None:
    """Join the interests of one relationship that stand on that day; None where none of them makes an owner."""
    found: Figures | None = None
    for interest in interests:
        if not isinstance(interest, dict):
            faults.append(say("An interest in %(record)s cannot be read.", record=record))
        elif right_of(interest) is None and _stands(interest, record, day, notes):
            new = _of_interest(interest, record, faults, notes)
            found = new if found is None else _joined(found, new, record, notes)
    return found


def _stands(interest: Mapping[str, Any], record: str, day: date, notes: list[Sentence]) -> bool:
    starts, ends = str(interest.get("startDate") or ""), str(interest.get("endDate") or "")
    if starts[:10] > day.isoformat() or (ends and ends[:10] <= day.isoformat()):
        notes.append(say("An interest in %(record)s does not stand on %(day)s.", record=record, day=day))
        return False
    return True


def _of_interest(interest: Mapping[str, Any], record: str, faults: list[Sentence], notes: list[Sentence]) -> Figures:
    kind, way = str(interest.get("type") or UNKNOWN_INTEREST), interest.get("directOrIndirect")
    if kind == UNKNOWN_INTEREST:
        return Figures()
    if kind not in (SHARES, VOTES):
        notes.append(say("What %(kind)s in %(record)s amounts to was not read.", kind=kind, record=record))
        return Figures()
    if way != "direct":
        notes.append(say("The figures of %(record)s are not of a direct interest and were not read.", record=record))
        return Figures()
    read = _range(interest.get("share"), record, faults)
    return read if kind == SHARES else _as_votes(read, record, notes)


def _as_votes(read: Figures, record: str, notes: list[Sentence]) -> Figures:
    """A case knows votes as one figure; a range above half is still a majority."""
    if read.share is not None or read == Figures():
        return Figures(votes=read.share)
    notes.append(say("The votes of %(record)s are known as a range only.", record=record))
    return Figures(majority=read.majority or (read.least is not None and read.least * WHOLE > HALF))


def _joined(one: Figures, other: Figures, record: str, notes: list[Sentence]) -> Figures:
    """Shares and votes of one holder go together; of two parts of the same sort only the larger is sure."""
    votes = [part for part in (one.votes, other.votes) if part is not None]
    joined = replace(one, majority=one.majority or other.majority, votes=max(votes, default=None))
    if not _has_share(other):
        return joined
    if not _has_share(one):
        return replace(joined, share=other.share, least=other.least, most=other.most)
    notes.append(say("%(record)s states several shares; the larger is taken as the least.", record=record))
    return replace(joined, share=None, least=max(_sure(one), _sure(other)), most=None)


def _has_share(one: Figures) -> bool:
    return any(part is not None for part in (one.share, one.least, one.most))


def _sure(one: Figures) -> Decimal:
    return one.share if one.share is not None else one.least or Decimal(0)


def _range(share: object, record: str, faults: list[Sentence]) -> Figures:
    given = share if isinstance(share, dict) else {}
    parts = {key: _part(given[key]) for key in BOUNDS if given.get(key) is not None}
    if None in parts.values():
        faults.append(say("A share of %(record)s is not a number from 0 to 100.", record=record))
        return Figures()
    exact, least, most = parts.get("exact"), _bound(parts, "inimum", max), _bound(parts, "aximum", min)
    strict = parts.get("exclusiveMinimum")
    majority = strict is not None and strict * WHOLE >= HALF
    if majority and parts.get("minimum") is None and strict is not None and strict * WHOLE == HALF:
        least = None
    lowest = strict if strict is not None and (least is None or strict > least) else least
    tops = [part for part in (exact, most) if part is not None]
    if tops and max(filter(None, (lowest, exact)), default=Decimal(0)) > min(tops):
        faults.append(say("The bounds of a share of %(record)s contradict each other.", record=record))
        return Figures()
    if exact is not None:
        return Figures(exact, None if least == exact else least, None if most == exact else most, majority)
    return Figures(None, least, most, majority)


def _bound(parts: Mapping[str, Decimal | None], ending: str, choose: Any) -> Decimal | None:
    found = [part for key, part in parts.items() if part is not None and key.endswith(ending)]
    return choose(found) if found else None


def _part(figure: object) -> Decimal | None:
    if isinstance(figure, bool) or not isinstance(figure, int | float):
        return None
    part = Decimal(str(figure))
    return part / WHOLE if part.is_finite() and 0 <= part <= WHOLE else None
