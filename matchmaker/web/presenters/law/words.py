"""Words of the Law pages: strands and instruments, certainty, state, kind, subject."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import Citation, Instrument, instruments
from matchmaker.domain.findings import Bilingual
from matchmaker.web.presenters.rule_titles import place
from matchmaker.web.wording import text

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
    "EDF": (
        lazy_gettext("European Defence Fund (EDF)"),
        lazy_gettext("Grants for defence research and development; products of it can go on to EDIP."),
    ),
    "SAFE": (
        lazy_gettext("Security Action for Europe (SAFE)"),
        lazy_gettext("Loans to Member States for common procurement; firms take part as contractors."),
    ),
    "USL": (
        lazy_gettext("Ukraine Support Loan (USL)"),
        lazy_gettext("A loan to Ukraine, part of which buys defence products under rules of its own."),
    ),
    "EDIRPA": (
        lazy_gettext("Common procurement act (EDIRPA)"),
        lazy_gettext("Support for common procurement, ended; kept for history and for earlier proof."),
    ),
    "ASAP": (
        lazy_gettext("Ammunition production act (ASAP)"),
        lazy_gettext("Support for making ammunition, ended; kept for history and for earlier proof."),
    ),
}
# Address, strand of the rules, and the act in the list of sources.
SECTIONS: tuple[tuple[str, str, str], ...] = (
    ("edip-p", "EDIP-P", "EDIP"),
    ("edip-u", "EDIP-U", "EDIP"),
    ("edip-x", "EDIP-X", "EDIP"),
    ("topics", "TOPIC", "TOPIC-TEXT"),
    ("edf", "EDF", "EDF"),
    ("safe", "SAFE", "SAFE"),
    ("usl", "USL", "USL"),
    ("edirpa", "EDIRPA", "EDIRPA"),
    ("asap", "ASAP", "ASAP"),
)
CERTAINTY = {
    "F": lazy_gettext("read in the final text"),
    "S": lazy_gettext("from a summary or an official page"),
    "R": lazy_gettext("from general knowledge, not confirmed"),
    "I": lazy_gettext("our reading of the final text; a lawyer should confirm"),
    "N": lazy_gettext("nothing was found"),
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
class Cited:
    """A place in an act, in words; `address` is empty for a convention of this rule book."""

    place: str
    act: str
    act_title: str
    address: str


def cited(citation: Citation) -> Cited:
    """Write a citation."""
    instrument = instruments()[citation.act]
    return Cited(place(citation.pinpoint), text(instrument.number), act_title(instrument), citation.url)


def act_title(instrument: Instrument) -> str:
    """Return the title of an act in the reader's language."""
    return text(Bilingual(instrument.title_en, instrument.title_uk))


def word(words: Mapping[str, LazyString], key: str) -> str:
    """Return the word for a key, the key itself where there is none."""
    return str(words.get(key, key))


def strand_words(key: str) -> tuple[str, str]:
    """Return what a strand or instrument is called, and what it is about."""
    title, about = STRANDS.get(key, (key, ""))
    return str(title), str(about)


def slug_of(strand: str) -> str:
    """Return the address of the page that a strand's rules stand on."""
    return next((slug for slug, key, _ in SECTIONS if key == strand), "edip-x")
