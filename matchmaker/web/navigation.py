"""What the frame of every page shows: the role's places, who is signed in, revision, rule book, day."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from flask import Flask, g, request
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import rulebook_version
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import notices
from matchmaker.services.makers import makes_anything
from matchmaker.services.occasion import Actor
from matchmaker.web import context, language

TOPICS = ("/topics", lazy_gettext("Topics"))
FIRMS = ("/firms", lazy_gettext("Firms"))
EQUIPMENT = ("/equipment", lazy_gettext("Equipment"))
LAW = ("/law", lazy_gettext("Law"))
PROPOSALS = ("/proposals", lazy_gettext("Proposals"))
SHORTLIST = ("/shortlist", lazy_gettext("Shortlist"))
GAPS = ("/gaps", lazy_gettext("Gaps"))
LESSONS = ("/lessons", lazy_gettext("Lessons"))
JOINT_PROJECTS = ("/joint-projects", lazy_gettext("Joint projects"))
TRAINING = ("/missions", lazy_gettext("Training"))
CONVERGENCE = ("/convergence", lazy_gettext("Convergence"))
MY_FIRMS = ("/my-firms", lazy_gettext("My firm"))
# For companies that make a type of equipment on record.
OBSERVED = ("/makers/observations", lazy_gettext("Observations"))
# Where a company works on its own entry, whatever the address begins with.
OWN_ENTRY = re.compile(r"^/firms/(new|[^/]+/(edit|capabilities|submit|claim))|^/capabilities/")
PLACES: dict[Role | None, tuple[tuple[str, LazyString], ...]] = {
    None: (TOPICS, LAW, ("/help", lazy_gettext("Help"))),
    Role.COMPANY: (MY_FIRMS, PROPOSALS, JOINT_PROJECTS, TOPICS, FIRMS, EQUIPMENT, LAW),
    Role.PROGRAMME_OFFICER: (
        *(TOPICS, SHORTLIST, GAPS, LESSONS, JOINT_PROJECTS, CONVERGENCE),
        ("/review", lazy_gettext("Review")),
        *(FIRMS, EQUIPMENT, LAW),
    ),
    Role.TRAINING_OFFICER: (
        ("/observations/new", lazy_gettext("File an observation")),
        *(GAPS, LESSONS, TRAINING, CONVERGENCE, EQUIPMENT, TOPICS, FIRMS, LAW),
    ),
    Role.ANALYST: (
        ("/observations", lazy_gettext("Observations")),
        *(GAPS, LESSONS, TRAINING, CONVERGENCE, EQUIPMENT, TOPICS, FIRMS, LAW),
    ),
    Role.ADMINISTRATOR: (("/admin", lazy_gettext("Administration")), TOPICS, FIRMS, EQUIPMENT, LAW),
}


@dataclass(frozen=True, slots=True)
class Place:
    """One link of the navigation; `here` says that the page is inside it."""

    address: str
    label: str
    here: bool


@dataclass(frozen=True, slots=True)
class Frame:
    """The frame around a page; after a failure it names nobody and no revision.

    `generation` is the revision at which words were last weighed. `unread` counts notices.
    """

    places: tuple[Place, ...]
    actor: Actor | None
    language: str
    languages: dict[str, str]
    revision: int | None
    generation: int | None
    rulebook: str
    day: date
    address: str
    question: str
    unread: int


def attach(app: Flask) -> None:
    """Give every template `frame`."""
    app.context_processor(lambda: {"frame": frame()})


def frame() -> Frame:
    """Build the frame of this request's page."""
    failed = bool(g.get("failed"))
    who = None if failed else context.actor()
    return Frame(
        places=_places(who),
        actor=who,
        language=language.current(),
        languages=language.LANGUAGES,
        revision=None if failed else context.snapshot().revision,
        generation=None if failed else context.snapshot().generation,
        rulebook=rulebook_version(),
        day=context.now().date(),
        address=_address(),
        question=request.args.get("q", "") if _address().startswith("/firms?") else "",
        unread=_unread(who),
    )


def _unread(who: Actor | None) -> int:
    """Count in a unit of work of its own, so that a page after a write does not wait for another turn to write."""
    if who is None:
        return 0
    with UnitOfWork(context.surroundings().sessions) as uow:
        return notices.unread(uow, who.account_id)


def _address() -> str:
    """Return where the reader is and may be led back to; the start where that must not be repeated."""
    return request.full_path.rstrip("?") if request.method == "GET" and not g.get("hide_address") else "/"


def _places(who: Actor | None) -> tuple[Place, ...]:
    role = who.role if who else None
    places = PLACES[role]
    if who and role is Role.COMPANY and makes_anything(context.snapshot(), who.firm_ids):
        places = (*places[:1], OBSERVED, *places[1:])
    return tuple(Place(address, str(label), _is_here(address, role)) for address, label in places)


def _is_here(address: str, role: Role | None) -> bool:
    """Say whether the page lies inside the place and in none that is named more closely."""
    if role is Role.COMPANY and OWN_ENTRY.search(request.path):
        return address == MY_FIRMS[0]
    inside = [
        known for known, _ in (*PLACES[role], OBSERVED) if request.path == known or request.path.startswith(f"{known}/")
    ]
    return bool(inside) and max(inside, key=len) == address
