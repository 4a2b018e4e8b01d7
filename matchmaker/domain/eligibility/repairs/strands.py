"""The other strand as a way out: nothing changes but the instrument that is applied for."""

from __future__ import annotations

from collections.abc import Iterator

from matchmaker.domain.eligibility.case import PUBLIC_BODIES
from matchmaker.domain.eligibility.repairs.attempts import FIRST, Attempt, Plight, told
from matchmaker.domain.eligibility.report import EDIP_STRANDS
from matchmaker.domain.eligibility.territory import Standing
from matchmaker.domain.eligibility.topics import topics
from matchmaker.domain.findings import say


def other_strand(plight: Plight) -> Iterator[Attempt]:
    """Apply under the other instrument, unless the topic of the action belongs to this one."""
    if plight.strand not in EDIP_STRANDS:
        return
    other = next(strand for strand in EDIP_STRANDS if strand != plight.strand)
    topic = topics().get(plight.case.action.topic or "")
    if topic is not None and topic.strand != other:
        return
    sentence = (
        say("The same consortium applies under the Ukraine Support Instrument.")
        if other == "EDIP-U"
        else say("The same consortium applies under the Programme.")
    )
    precedence = FIRST if _is_at_home_there(plight, other) else 0
    yield Attempt("other_strand", plight.case, (), told(sentence), strand=other, precedence=precedence)


def _is_at_home_there(plight: Plight, other: str) -> bool:
    """A public body stays what it is: where the other instrument is open to its country, that is its way."""
    body = plight.entity
    if body is None or body.kind not in PUBLIC_BODIES or body.seat is None or plight.is_inside(body.seat):
        return False
    return plight.matter.territories.home[other].standing(body.seat) is Standing.INSIDE
