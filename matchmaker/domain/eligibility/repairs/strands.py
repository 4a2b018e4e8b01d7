"""The other strand as a way out: nothing changes but the instrument that is applied for."""

from __future__ import annotations

from collections.abc import Iterator

from matchmaker.domain.eligibility.repairs.attempts import Attempt, Plight, told
from matchmaker.domain.eligibility.report import EDIP_STRANDS
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
    yield Attempt("other_strand", plight.case, (), told(sentence), strand=other)
