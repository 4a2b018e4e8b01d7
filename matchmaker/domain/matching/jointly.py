"""When a proposal may become a joint project, and which steps one takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from matchmaker.domain.eligibility import Action, Case, Matter, Settings
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.matching.candidates import side_of
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION

# A project may end from wherever it stands; it never goes back.
STEPS: Mapping[str, tuple[str, ...]] = {
    "interest": ("agreed", "ended"),
    "agreed": ("fielded", "ended"),
    "fielded": ("ended",),
    "ended": (),
}
STARTS_AS, FIELDED = "interest", "fielded"
# Which side a firm is on does not depend on the action; one has to be named.
ANY_ACTION = "12(1)"


def sides_missing(countries: Iterable[str | None], day: date, settings: Settings | None) -> tuple[Sentence, ...]:
    """What keeps a proposal from becoming a joint project, given the seats of the firms that are interested."""
    matter = Matter(Case("joint project", day, Action(ANY_ACTION), (), settings=settings))
    sides = {side_of(country, matter) for country in countries}
    missing = []
    if SIDE_UNION not in sides:
        missing.append(say("No firm with its seat in the Union has answered that it is interested."))
    if SIDE_UKRAINE not in sides:
        missing.append(say("No firm with its seat in Ukraine has answered that it is interested."))
    return tuple(missing)
