"""The Law pages: what is covered and each rule in words."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import (
    Citation,
    Coverage,
    Instrument,
    RuleText,
    coverage,
    instruments,
    rules,
)
from matchmaker.domain.findings import Bilingual

STRANDS: dict[str, tuple[LazyString, LazyString]] = {
    "EDIP-P": (
        lazy_gettext("The Programme (EDIP-P)"),
        lazy_gettext("Chapter II of the Regulation: industry of the Union and of associated countries."),
    ),
    "EDIP-U": (
        lazy_gettext("The Ukraine Support Instrument (EDIP-U)"),
        lazy_gettext("Chapter III of the Regulation: industry of the Union and of Ukraine."),
    ),
    "EDIP-X": (
        lazy_gettext("Both strands (EDIP-X)"),
        lazy_gettext("Rules on the action, its money and its consortium that both strands share."),
    ),
    "TOPIC": (
        lazy_gettext("Topic texts (TOPIC)"),
        lazy_gettext("What the text of one topic adds to the Regulation."),
    ),
}
CERTAINTY = {
    "F": lazy_gettext("read in the final text"),
    "S": lazy_gettext("from a summary or an official page"),
    "R": lazy_gettext("from general knowledge, not confirmed"),
    "I": lazy_gettext("our reading of the final text; a lawyer should confirm"),
}
STATUS = {
    "encoded": lazy_gettext("judged"),
    "partly": lazy_gettext("judged in part"),
    "by_hand": lazy_gettext("read by people"),
    "out_of_scope": lazy_gettext("out of scope"),
    "planned": lazy_gettext("planned"),
}
KINDS = {
    "test": lazy_gettext("a test with a verdict"),
    "exception": lazy_gettext("an exception to another rule"),
    "ceiling": lazy_gettext("a ceiling"),
    "value": lazy_gettext("a value"),
    "definition": lazy_gettext("a definition"),
    "note": lazy_gettext("a note, shown and not judged"),
}
SUBJECTS = {
    "entity": lazy_gettext("each member"),
    "product": lazy_gettext("each product"),
    "action": lazy_gettext("the action as a whole"),
}


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One line of the coverage table; `text` is None for a rule that is not encoded."""

    id: str
    text: RuleText | None
    places: tuple[Citation, ...]
    certainty: str
    status: str
    status_word: str
    note: Bilingual


@dataclass(frozen=True, slots=True)
class StrandSection:
    """The rules of one strand."""

    key: str
    title: str
    about: str
    rows: tuple[RuleRow, ...]


@dataclass(frozen=True, slots=True)
class LawPage:
    """The whole coverage."""

    instruments: tuple[Instrument, ...]
    sections: tuple[StrandSection, ...]
    encoded: int
    known: int


@dataclass(frozen=True, slots=True)
class RulePage:
    """One encoded rule; `exceptions` report under it, `twin` is its match in the other strand."""

    row: RuleRow
    text: RuleText
    strand: str
    kind: str
    subject: str
    cited: tuple[tuple[Citation, Instrument], ...]
    lifts: RuleText | None
    twin: RuleText | None
    exceptions: tuple[RuleText, ...]


def law_page() -> LawPage:
    """Build the coverage page."""
    rows = [_row(known) for known in coverage().values()]
    sections = tuple(_section(key, rows) for key in _strands_of(rows))
    return LawPage(tuple(instruments().values()), sections, sum(row.text is not None for row in rows), len(rows))


def rule_page(rule_id: str) -> RulePage | None:
    """Build the page of one rule; None where no rule of this id is encoded."""
    texts = {text.id: text for text in rules()}
    text = texts.get(rule_id)
    if text is None:
        return None
    return RulePage(
        row=_row(coverage().get(rule_id) or Coverage(rule_id, "encoded", Bilingual("", ""))),
        text=text,
        strand=_strand_words(text.strand)[0],
        kind=_word(KINDS, text.kind),
        subject=_word(SUBJECTS, text.subject),
        cited=tuple((citation, instruments()[citation.act]) for citation in text.citations),
        lifts=texts.get(text.lifts or ""),
        twin=texts.get(text.twin or ""),
        exceptions=tuple(other for other in texts.values() if other.lifts == rule_id),
    )


def _row(known: Coverage) -> RuleRow:
    text = next((each for each in rules() if each.id == known.rule), None)
    return RuleRow(
        id=known.rule,
        text=text,
        places=text.citations if text else (),
        certainty=_word(CERTAINTY, text.certainty) if text else "",
        status=known.status,
        status_word=_word(STATUS, known.status),
        note=known.note,
    )


def _strands_of(rows: list[RuleRow]) -> list[str]:
    return list(dict.fromkeys(row.id.rsplit("-", 1)[0] for row in rows))


def _section(key: str, rows: list[RuleRow]) -> StrandSection:
    title, about = _strand_words(key)
    return StrandSection(key, title, about, tuple(row for row in rows if row.id.rsplit("-", 1)[0] == key))


def _strand_words(key: str) -> tuple[str, str]:
    title, about = STRANDS.get(key, (key, ""))
    return str(title), str(about)


def _word(words: dict[str, LazyString], key: str) -> str:
    return str(words.get(key, key))
