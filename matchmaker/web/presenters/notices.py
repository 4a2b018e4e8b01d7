"""What an account was told, with links to the proposals that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Proposal, Topic
from matchmaker.services.notices import Told
from matchmaker.web.presenters.turned import Names, title_of, topic_title

MOST_LINKS = 10
# What a notice is about, by the first word of its kind, where its whole kind is not named.
KINDS = {
    "equipment.danger": lazy_gettext("Danger to life"),
    "observation.danger": lazy_gettext("Danger to life"),
    "observation.asked": lazy_gettext("A question about your observation"),
    "observation.answered": lazy_gettext("An author answered"),
    "observation.reopened": lazy_gettext("An author reopened an observation"),
    "observation": lazy_gettext("An observation"),
    "gap": lazy_gettext("A gap"),
    "joint_project": lazy_gettext("A joint project"),
    "training": lazy_gettext("Training"),
    "lesson": lazy_gettext("A lesson"),
    "maker": lazy_gettext("An answer of a maker"),
}
URGENT = ("equipment.danger", "observation.danger")


@dataclass(frozen=True, slots=True)
class NoticeLink:
    """A proposal that a notice is about."""

    id: str
    number: int
    topic: Bilingual
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with links to the proposals, or the page, that it is about; the address is empty where there is none."""

    told: Told
    what: str
    urgent: bool
    address: str
    proposals: tuple[NoticeLink, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """All notices of one account; `numbered` for readers who know proposals by their number in a search."""

    rows: tuple[NoticeRow, ...]
    unread: int
    numbered: bool


def notices_page(told: Sequence[Told], role: Role) -> NoticesPage:
    """Build the list of notices."""
    rows = tuple(
        NoticeRow(
            told=one,
            what=_what(one),
            urgent=one.notice.kind in URGENT,
            address=one.notice.address,
            proposals=tuple(_link(row, topic) for row, topic in one.proposals[:MOST_LINKS]),
            more=max(0, len(one.proposals) - MOST_LINKS),
        )
        for one in told
    )
    return NoticesPage(rows, sum(one.notice.read_at is None for one in told), role is not Role.COMPANY)


def _what(one: Told) -> str:
    if one.change:
        return title_of(one.change.subject)
    kind = one.notice.kind
    return str(KINDS.get(kind) or KINDS.get(kind.partition(".")[0]) or "")


def _link(row: Proposal, topic: Topic) -> NoticeLink:
    return NoticeLink(row.id, row.position, topic_title(topic), tuple(Names(row.document).firms.values()))
