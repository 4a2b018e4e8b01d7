"""A file of the ownership standard before it is taken over: what would go, what would come, what was not understood."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from flask_babel import gettext

from matchmaker.domain.findings import Sentence
from matchmaker.domain.registry.validate import StakeClaim
from matchmaker.persistence.models import Firm, Stake
from matchmaker.services.ownership import LONGEST_FILE, MOST_HOLDERS, Incoming
from matchmaker.services.profiles import FirmView
from matchmaker.web.forms.ownership import ImportForm, TakeOverForm
from matchmaker.web.presenters import firm_words
from matchmaker.web.presenters.entry_steps import Step, steps
from matchmaker.web.presenters.firm_words import word
from matchmaker.web.presenters.firms import names_of
from matchmaker.web.wording import country, say_aloud, share

MOST_REMARKS, LONGEST_REMARK = 40, 300


@dataclass(frozen=True, slots=True)
class ImportPage:
    """The form, and its limits."""

    steps: tuple[Step, ...]
    form: ImportForm
    firm: Firm
    name: str
    longest: int
    most: int


@dataclass(frozen=True, slots=True)
class HoldingRow:
    """A holding in words; `changed` says that it stands on one side of the comparison only."""

    holder: str
    country: str
    kind: str
    share: str
    votes: str
    right: str
    via: str
    changed: bool = False


@dataclass(frozen=True, slots=True)
class PreviewPage:
    """Both sides of the comparison and every remark of the reader; `more` remarks did not fit."""

    steps: tuple[Step, ...]
    form: TakeOverForm
    firm: Firm
    name: str
    record: str
    record_name: str
    record_country: str
    present: tuple[HoldingRow, ...]
    coming: tuple[HoldingRow, ...]
    faults: tuple[str, ...]
    notes: tuple[str, ...]
    lost: tuple[str, ...]
    more: int


def import_page(form: ImportForm, view: FirmView) -> ImportPage:
    """Write the page that asks for the file."""
    name = names_of(view.firm)[0]
    return ImportPage(steps("ownership", view), form, view.firm, name, LONGEST_FILE, MOST_HOLDERS)


def preview_page(incoming: Incoming, form: TakeOverForm, view: FirmView) -> PreviewPage:
    """Write the comparison."""
    held, found = incoming.replaced, incoming.holdings
    names = {one.holder_id: one.holder_name for one in held}
    present = [_row(one, names.get(one.via or "", one.via or "")) for one in held]
    coming = [_row(one, one.via or "") for one in found.stakes]
    remarks = (found.faults, found.notes, found.lost)
    return PreviewPage(
        steps=steps("ownership", view),
        form=form,
        firm=view.firm,
        name=names_of(view.firm)[0],
        record=incoming.subject,
        record_name=incoming.subject_name,
        record_country=country(incoming.subject_country),
        present=_marked(present, coming),
        coming=_marked(coming, present),
        faults=_remarks(found.faults),
        notes=_remarks(found.notes),
        lost=_remarks(found.lost),
        more=sum(max(0, len(each) - MOST_REMARKS) for each in remarks),
    )


def _row(one: Stake | StakeClaim, via: str) -> HoldingRow:
    return HoldingRow(
        holder=one.holder_name,
        country=country(one.holder_country),
        kind=word(firm_words.HOLDER_KINDS, one.holder_kind or "") or str(gettext("unknown")),
        share=str(gettext("a majority")) if one.share is None and one.majority else share(one.share),
        votes="" if one.votes is None else share(one.votes),
        right=word(firm_words.RIGHTS, one.right or ""),
        via=via,
    )


def _marked(rows: Iterable[HoldingRow], others: Iterable[HoldingRow]) -> tuple[HoldingRow, ...]:
    there = frozenset(others)
    return tuple(
        HoldingRow(row.holder, row.country, row.kind, row.share, row.votes, row.right, row.via, row not in there)
        for row in rows
    )


def _remarks(sentences: Iterable[Sentence]) -> tuple[str, ...]:
    said = dict.fromkeys(say_aloud(sentence)[:LONGEST_REMARK] for sentence in sentences)
    return tuple(said)[:MOST_REMARKS]
