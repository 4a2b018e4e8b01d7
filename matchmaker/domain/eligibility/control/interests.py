"""What each holder is recorded to have in each held entity, joined over all records of a case."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from itertools import chain

from matchmaker.domain.eligibility.case import CONTROLLING_RIGHTS, Entity, Owner

NOTHING, WHOLE = Decimal(0), Decimal(1)


@dataclass(frozen=True, slots=True)
class Thresholds:
    """Shares in 0..1: above `majority` is control; up to `small` with nothing else is not."""

    majority: Decimal
    small: Decimal


@dataclass(frozen=True, slots=True)
class Interest:
    """Everything recorded about one holder in one held entity; `recorded_by` is the member whose record says so.

    `owner` is False where only a right is recorded, no holding.
    """

    holder: str
    held: str
    recorded_by: str
    owner: bool = True
    share: Decimal | None = None
    share_min: Decimal | None = None
    share_max: Decimal | None = None
    votes: Decimal | None = None
    majority: bool = False
    rights: frozenset[str] = frozenset()

    def is_control(self, thresholds: Thresholds) -> bool:
        """Control whatever the open facts turn out to be."""
        recorded = [part for part in (self.share, self.share_min, self.votes) if part is not None]
        return (
            self.majority
            or any(part > thresholds.majority for part in recorded)
            or not self.rights.isdisjoint(CONTROLLING_RIGHTS)
        )

    def least(self, thresholds: Thresholds) -> Decimal:
        """The smallest share that fits what is recorded; a majority without a figure is just above the threshold."""
        recorded = self.share if self.share is not None else self.share_min or NOTHING
        return max(recorded, thresholds.majority) if self.majority and self.share is None else recorded


@dataclass(frozen=True, slots=True)
class Layer:
    """All interests in one held entity. `taken` is the sum of the least shares, `votes_taken` of recorded votes.

    `complete` says that nobody else holds anything, `rights_open` that a right of anybody may have gone unrecorded,
    `rights_unrecorded` that no list of rights exists at all. `member` is the held entity where the case lists it.
    """

    held: str
    interests: Mapping[str, Interest]
    complete: bool
    rights_open: bool
    rights_unrecorded: bool
    member: str | None
    taken: Decimal
    votes_taken: Decimal
    thresholds: Thresholds

    @property
    def room(self) -> Decimal:
        """The largest part that a holder nobody named could have."""
        return WHOLE - self.taken

    def least(self, interest: Interest) -> Decimal:
        """The smallest share that the holder can turn out to have."""
        return interest.least(self.thresholds)

    def most(self, interest: Interest) -> Decimal:
        """The largest share that the holder can turn out to have, beside what the others surely have."""
        if interest.share is not None or not interest.owner:
            return interest.share or NOTHING
        least = self.least(interest)
        ceiling = WHOLE if interest.share_max is None else interest.share_max
        return max(least, min(ceiling, self.room + least))

    def may_be_control(self, interest: Interest) -> bool:
        """Control under some completion of the open facts, influence in fact of more than small holders included."""
        small = self.thresholds.small
        return (
            self.rights_open
            or bool(interest.rights)
            or interest.is_control(self.thresholds)
            or self.most(interest) > small
            or (interest.votes is not None and interest.votes > small)
        )

    def leaves_room(self) -> bool:
        """Whether a controller nobody named cannot be ruled out."""
        return not self.complete and (self.rights_open or self.room > self.thresholds.small)


def layers(members: Mapping[str, Entity], thresholds: Thresholds) -> dict[str, Layer]:
    """The layers of a case by held id; every named legal entity has one, be it empty."""
    found: dict[str, dict[str, Interest]] = defaultdict(dict)
    for member in members.values():
        for owner in member.owners or ():
            _add(found[owner.via or member.id], _of_owner(owner, member.id))
    for member in members.values():
        for right in member.decisive_rights or ():
            only = Interest(right.holder, member.id, member.id, owner=False, rights=frozenset({right.right}))
            _add(found[member.id], only)
    complete = frozenset(chain.from_iterable(_names(one) for one in members.values() if one.ownership_complete))
    held = {*members, *found, *chain.from_iterable(found.values())}
    return {name: _layer(name, found.get(name, {}), members.get(name), complete, thresholds) for name in sorted(held)}


def _layer(
    held: str,
    interests: Mapping[str, Interest],
    member: Entity | None,
    complete: frozenset[str],
    thresholds: Thresholds,
) -> Layer:
    is_complete = held in complete if member is None else member.ownership_complete is True
    return Layer(
        held=held,
        interests=dict(sorted(interests.items())),
        complete=is_complete,
        rights_open=not is_complete and (member is None or member.decisive_rights is None),
        rights_unrecorded=member is not None and member.decisive_rights is None,
        member=None if member is None else member.id,
        taken=sum((interest.least(thresholds) for interest in interests.values()), NOTHING),
        votes_taken=sum((interest.votes or NOTHING for interest in interests.values()), NOTHING),
        thresholds=thresholds,
    )


def _names(member: Entity) -> Iterable[str]:
    """Everybody whom the member's record names."""
    for owner in member.owners or ():
        yield owner.id
        if owner.via:
            yield owner.via
    for right in member.decisive_rights or ():
        yield right.holder


def _of_owner(owner: Owner, recorded_by: str) -> Interest:
    return Interest(
        holder=owner.id,
        held=owner.via or recorded_by,
        recorded_by=recorded_by,
        share=owner.share,
        share_min=owner.share_min,
        share_max=owner.share_max,
        votes=owner.votes,
        majority=owner.majority,
    )


def _add(interests: dict[str, Interest], new: Interest) -> None:
    before = interests.get(new.holder)
    interests[new.holder] = new if before is None else _merged(before, new)


def _merged(one: Interest, other: Interest) -> Interest:
    """A repeated record of one interest: the larger figure counts, and of ranges what both leave open."""
    tops = [part for part in (one.share_max, other.share_max) if part is not None]
    return Interest(
        holder=one.holder,
        held=one.held,
        recorded_by=min((not part.owner, part.recorded_by) for part in (one, other))[1],
        owner=one.owner or other.owner,
        share=_larger(one.share, other.share),
        share_min=_larger(one.share_min, other.share_min),
        share_max=min(tops, default=None),
        votes=_larger(one.votes, other.votes),
        majority=one.majority or other.majority,
        rights=one.rights | other.rights,
    )


def _larger(one: Decimal | None, other: Decimal | None) -> Decimal | None:
    recorded = [part for part in (one, other) if part is not None]
    return max(recorded, default=None)
