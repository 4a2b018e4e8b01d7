"""What the reader of the standard found, as the register can keep it; what cannot be kept is said."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from matchmaker.domain.eligibility import Action, Case, Matter, Owner, Right
from matchmaker.domain.eligibility.bods import read_statements
from matchmaker.domain.eligibility.bods.records import current_records, described
from matchmaker.domain.findings import Country, Sentence, say
from matchmaker.domain.registry.validate import StakeClaim
from matchmaker.persistence.models import Firm
from matchmaker.services.firms import holder_key

DIGITS = 12


@dataclass(frozen=True, slots=True)
class Holdings:
    """Holdings ready to be declared; `complete` is what the file says, None where it does not or a fault stands.

    `faults` and `notes` are the reader's; `lost` says what the register has no place for.
    """

    stakes: tuple[StakeClaim, ...]
    complete: bool | None
    faults: tuple[Sentence, ...]
    notes: tuple[Sentence, ...]
    lost: tuple[Sentence, ...]


def holdings_of(statements: object, subject: str, firm: Firm, day: date) -> Holdings:
    """Read the statements as they stand on that day; `subject` is the firm's record id in them."""
    read = read_statements(statements, subject, day, firm.id)
    lost: list[Sentence] = []
    rights = read.decisive_rights or ()
    known = [*(read.owners or ()), *_right_holders_only(statements, read.owners or (), rights, day)]
    owners = list(_kept(known, firm, lost))
    names = _names(owners, lost)
    majority = Matter(Case("file", day, Action("12(1)"), ())).number("majority_share")
    stakes = [stake for owner in owners for stake in _claims(owner, names, rights, majority, lost)]
    doubtful = bool(read.faults or read.notes or lost)
    return Holdings(
        stakes=tuple(stakes),
        complete=None if doubtful and read.ownership_complete else read.ownership_complete,
        faults=read.faults,
        notes=read.notes,
        lost=tuple(one for place, one in enumerate(lost) if one not in lost[:place]),
    )


def _right_holders_only(
    statements: object, owners: Iterable[Owner], rights: Iterable[Right], day: date
) -> Iterator[Owner]:
    """Those who have a right and no holding; the reader leaves out what is stated of them."""
    records = current_records(statements, day, [], [])
    direct = {owner.id for owner in owners if owner.via is None}
    for holder in sorted({right.holder for right in rights} - direct):
        who = described(records.by_id.get(holder), holder, [])
        yield Owner(holder, who.name, who.country, kind=who.kind, residence=who.residence)


def _kept(owners: Iterable[Owner], firm: Firm, lost: list[Sentence]) -> Iterator[Owner]:
    """Leave out what the firm holds itself, and what no longer leads down to the firm."""
    found = list(owners)
    reached = _reached(found, firm)
    for owner in found:
        name = owner.name or owner.id
        if owner.id == firm.id:
            lost.append(say("What %(holder)s holds itself has no place in the register.", holder=firm.name))
        elif owner.id == owner.via:
            lost.append(say("What %(holder)s holds in itself has no place in the register.", holder=name))
        elif owner.via is not None and owner.via not in reached:
            lost.append(say("%(holder)s holds nothing of the firm through others, and was left out.", holder=name))
        else:
            yield owner


def _reached(owners: Iterable[Owner], firm: Firm) -> set[str]:
    above = [owner for owner in owners if owner.id not in (firm.id, owner.via)]
    reached: set[str] = {owner.id for owner in above if owner.via is None}
    while new := {owner.id for owner in above if owner.via in reached} - reached:
        reached |= new
    return reached


def _names(owners: Iterable[Owner], lost: list[Sentence]) -> dict[str, str]:
    """A name for each record: the register tells holders apart by their names, legal forms left aside."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for owner in owners:
        if owner.id in names:
            continue
        stated = owner.name.strip()
        if not stated:
            lost.append(say("The file has no name for %(record)s; its record id stands for it.", record=owner.id))
        names[owner.id] = name = _free(stated or owner.id, taken)
        if stated and name != stated:
            lost.append(say("Two holders are called %(holder)s; one is kept as %(name)s.", holder=stated, name=name))
        taken.add(holder_key(name))
    return names


def _free(name: str, taken: set[str]) -> str:
    spellings = (name, *(f"{name} ({number})" for number in range(2, len(taken) + 3)))
    return next(spelling for spelling in spellings if holder_key(spelling) not in taken)


def _claims(
    owner: Owner, names: Mapping[str, str], rights: Iterable[Right], majority: Decimal, lost: list[Sentence]
) -> Iterator[StakeClaim]:
    """One holding, and a line for each further right of the same holder."""
    _say_what_is_lost(owner, names[owner.id], lost)
    own = sorted(right.right for right in rights if right.holder == owner.id) if owner.via is None else []
    more_than_half = owner.share is None and owner.share_min is not None and owner.share_min > majority
    yield StakeClaim(
        holder_name=names[owner.id],
        holder_country=owner.country,
        holder_kind=owner.kind,
        share=_rounded(owner.share),
        votes=_rounded(owner.votes),
        right=own[0] if own else None,
        via=names[owner.via] if owner.via else None,
        majority=owner.majority or more_than_half,
    )
    for right in own[1:]:
        yield StakeClaim(names[owner.id], owner.country, owner.kind, right=right)


def _rounded(part: Decimal | None) -> Decimal | None:
    """A third as a JSON number has more digits than anybody types."""
    return None if part is None else round(part, DIGITS)


def _say_what_is_lost(owner: Owner, name: str, lost: list[Sentence]) -> None:
    if owner.share is None and (owner.share_min is not None or owner.share_max is not None):
        least, most = owner.share_min or Decimal(0), Decimal(1) if owner.share_max is None else owner.share_max
        lost.append(
            say(
                "The share of %(holder)s is a range, %(least)s %% to %(most)s %%. The register keeps figures only.",
                holder=name,
                least=least,
                most=most,
            )
        )
    if owner.residence not in (None, owner.country):
        lost.append(
            say(
                "%(holder)s lives in %(country)s; the register keeps the nationality only.",
                holder=name,
                country=Country(owner.residence or ""),
            )
        )
