"""Shares and votes of a case file that cannot all be true are refused, each fault with its place."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from decimal import Decimal

from matchmaker.domain.eligibility.case import Entity, Owner
from matchmaker.domain.eligibility.casereader import Faults
from matchmaker.domain.findings import Sentence, say

NOTHING, WHOLE = Decimal(0), Decimal(1)


def refuse_impossible_shares(entities: Iterable[Entity], faults: Faults) -> None:
    """Ranges must hold their share, and in each held entity the least shares, and the votes, add up to at most one.

    One interest recorded twice counts once, with its larger figure.
    """
    owners = [(member.id, owner) for member in entities for owner in member.owners or ()]
    for member_id, owner in owners:
        for fault in _faults_of_range(owner):
            faults.add(f"{member_id}.owners.{owner.id}", fault)
    for held, total in _totals(owners, _least_share).items():
        if total > WHOLE:
            faults.add(f"{held}.owners", say("share adds up to %(total)s, more than 1", total=str(total)))
    for held, total in _totals(owners, _votes).items():
        if total > WHOLE:
            faults.add(f"{held}.owners", say("votes adds up to %(total)s, more than 1", total=str(total)))


def _faults_of_range(owner: Owner) -> Iterator[Sentence]:
    least, most, share = owner.share_min, owner.share_max, owner.share
    if least is not None and most is not None and least > most:
        yield say("share_min %(least)s is more than share_max %(most)s", least=str(least), most=str(most))
    elif share is not None and least is not None and share < least:
        yield say("share %(share)s is less than share_min %(least)s", share=str(share), least=str(least))
    elif share is not None and most is not None and share > most:
        yield say("share %(share)s is more than share_max %(most)s", share=str(share), most=str(most))


def _least_share(owner: Owner) -> Decimal:
    return owner.share if owner.share is not None else owner.share_min or NOTHING


def _votes(owner: Owner) -> Decimal:
    return owner.votes or NOTHING


def _totals(owners: Iterable[tuple[str, Owner]], amount: Callable[[Owner], Decimal]) -> dict[str, Decimal]:
    """The sum of the amounts by held entity."""
    held: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for member_id, owner in owners:
        interests = held[owner.via or member_id]
        interests[owner.id] = max(amount(owner), interests.get(owner.id, NOTHING))
    return {name: sum(interests.values(), NOTHING) for name, interests in held.items()}
