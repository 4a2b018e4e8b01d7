"""A rule of the register as a line in a table."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.domain.eligibility import Coverage, RuleText, coverage, rule_texts, strand_of
from matchmaker.domain.findings import Bilingual
from matchmaker.web.presenters.law.words import CERTAINTY, KINDS, STATUS, Cited, cited, word
from matchmaker.web.presenters.rule_titles import TITLES


@dataclass(frozen=True, slots=True)
class RuleLine:
    """One rule of the register; `text` is None where only its state is known."""

    id: str
    title: str
    text: RuleText | None
    places: tuple[Cited, ...]
    kind: str
    certainty: str
    status: str
    status_word: str
    note: Bilingual


def rule_lines(strand: str) -> tuple[RuleLine, ...]:
    """Every known rule of a strand, in the order of the law."""
    return tuple(rule_line(known) for known in coverage().values() if strand_of(known.rule) == strand)


def rule_line(known: Coverage) -> RuleLine:
    """One line of the register."""
    text = rule_texts().get(known.rule)
    return RuleLine(
        id=known.rule,
        title=str(TITLES.get(known.rule, "")),
        text=text,
        places=tuple(map(cited, text.citations)) if text else (),
        kind=word(KINDS, text.kind) if text else "",
        certainty=word(CERTAINTY, text.certainty) if text else "",
        status=known.status,
        status_word=word(STATUS, known.status),
        note=known.note,
    )
