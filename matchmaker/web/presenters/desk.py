"""The analysts' desk, and what one account filed, as lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask_babel import gettext

from matchmaker.domain.feedback.lifecycle import is_dangerous
from matchmaker.domain.vocabulary import Role
from matchmaker.services.desk import QUEUES, Desk, Listed
from matchmaker.services.mandates import Mandate
from matchmaker.services.observations import PAGE_SIZE
from matchmaker.web.presenters import screening_words as words
from matchmaker.web.presenters.equipment import EFFECT_WORDS, Pager, month_words, name_of
from matchmaker.web.wording import moment

ADDRESS = "/observations"
LINKS = "/observations/links"
OWN = "own"


@dataclass(frozen=True, slots=True)
class QueueLink:
    """A queue with the number of observations in it; `here` is the one that is shown."""

    label: str
    address: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class DeskLine:
    """One observation in a list.

    `typed` says that its type of equipment is known; otherwise `equipment` has the author's words. `due` is when the
    author is to hear, empty where nothing is due; `said` what the author was told last.
    """

    id: str
    number: int
    title: str
    language: str
    fictional: bool
    equipment: str
    typed: bool
    effect: str
    danger: bool
    month: str
    filed: str
    state: str
    owner: str
    due: str
    late: bool
    people: int
    said: str
    said_on: str
    asks: bool


@dataclass(frozen=True, slots=True)
class DeskPage:
    """The desk; `screens` says that the reader screens and does not only read."""

    queues: tuple[QueueLink, ...]
    heading: str
    lines: tuple[DeskLine, ...]
    pager: Pager
    screens: bool
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class OwnPage:
    """What one account filed; `asked` of it wait for an answer of the author."""

    lines: tuple[DeskLine, ...]
    total: int
    asked: int
    pager: Pager
    mandate: Mandate


def desk_page(desk: Desk, role: Role, mandate: Mandate) -> DeskPage:
    """Present a queue of the desk; only an analyst has a queue of the own ones."""
    shown = [name for name in QUEUES if name != "mine" or role is Role.ANALYST]
    return DeskPage(
        queues=tuple(
            QueueLink(str(words.QUEUES[name]), _address(name, 1), desk.sizes[name], name == desk.queue)
            for name in shown
        ),
        heading=str(words.QUEUES[desk.queue]),
        lines=tuple(map(_line, desk.rows)),
        pager=_pager(desk, desk.queue),
        screens=role is Role.ANALYST,
        mandate=mandate,
    )


def own_page(desk: Desk, mandate: Mandate) -> OwnPage:
    """Present what one account filed."""
    lines = tuple(map(_line, desk.rows))
    return OwnPage(lines, desk.total, sum(line.asks for line in lines), _pager(desk, OWN), mandate)


def list_pager(
    address: str, *, number: int, pages: int, total: int, shown: int, asked: Sequence[tuple[str, str]]
) -> Pager:
    """Build the pager of a list of PAGE_SIZE rows a page; `asked` are the other parameters of the address."""
    first = (number - 1) * PAGE_SIZE + 1 if shown else 0

    def page(wanted: int) -> str:
        return f"{address}?{urlencode([*asked, ('page', str(wanted))])}"

    return Pager(
        first=first,
        last=first + shown - 1 if shown else 0,
        total=total,
        previous=page(number - 1) if number > 1 else "",
        next=page(number + 1) if number < pages else "",
    )


def state_words(state: str, outcome: str) -> str:
    """Return the state in words, a closed one with its outcome."""
    if state == "closed" and outcome in words.OUTCOMES:
        return str(gettext("closed: %(outcome)s", outcome=words.OUTCOMES[outcome]))
    return str(words.STATES[state])


def owner_words(owned: bool, by_reader: bool) -> str:
    """Return who has an observation: the reader, another analyst, or nobody yet."""
    if not owned:
        return str(gettext("nobody yet"))
    return str(gettext("you") if by_reader else gettext("an analyst"))


def _pager(desk: Desk, queue: str) -> Pager:
    return list_pager(
        ADDRESS,
        number=desk.number,
        pages=desk.pages,
        total=desk.total,
        shown=len(desk.rows),
        asked=[("queue", queue)],
    )


def _address(queue: str, page: int) -> str:
    return f"{ADDRESS}?{urlencode([('queue', queue)] + ([('page', str(page))] if page > 1 else []))}"


def _line(one: Listed) -> DeskLine:
    row = one.observation
    return DeskLine(
        id=row.id,
        number=row.number,
        title=row.title,
        language=row.language,
        fictional=row.fictional,
        equipment=name_of(one.equipment) if one.equipment else row.equipment_words,
        typed=one.equipment is not None,
        effect=str(EFFECT_WORDS[row.effect]),
        danger=is_dangerous(row.danger, row.effect),
        month=month_words(row.month),
        filed=moment(row.filed_at),
        state=state_words(row.state, row.outcome),
        owner=owner_words(one.owned, one.owned_by_reader),
        due=moment(row.due_at) if row.due_at and row.state == "filed" else "",
        late=one.late,
        people=one.people,
        said=one.last.reason if one.last else "",
        said_on=moment(one.last.at) if one.last else "",
        asks=row.state == "asked",
    )
