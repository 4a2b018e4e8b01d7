"""The start page and the pages about the site itself."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from flask import Blueprint, jsonify, render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.findings import Bilingual, Verdict
from matchmaker.services.accounts import SIGN_IN_LASTS
from matchmaker.web import context
from matchmaker.web.security import public

blueprint = Blueprint("start", __name__)


@dataclass(frozen=True, slots=True)
class OpenTopic:
    """One line of the list of calls."""

    id: str
    title: Bilingual
    strand: str
    deadline: date


@dataclass(frozen=True, slots=True)
class StartPage:
    """What the register holds, and the topics that still take proposals."""

    today: date
    topics: tuple[OpenTopic, ...]
    firms: int
    capabilities: int
    projects: int
    equipment: int


@dataclass(frozen=True, slots=True)
class PrivacyPage:
    """How long a session lasts, in days."""

    session_days: int


@dataclass(frozen=True, slots=True)
class HelpPage:
    """The five verdicts, to be shown with their marks."""

    met: Verdict = Verdict.MET
    not_met: Verdict = Verdict.NOT_MET
    unknown: Verdict = Verdict.UNKNOWN
    conditional: Verdict = Verdict.CONDITIONAL
    not_applicable: Verdict = Verdict.NOT_APPLICABLE


@blueprint.get("/")
@public
def show() -> ResponseReturnValue:
    """Say what this is and what is open."""
    snapshot, today = context.snapshot(), context.now().date()
    firms = snapshot.firms.values()
    page = StartPage(
        today=today,
        topics=open_topics(snapshot.topics.values(), today),
        firms=len(firms),
        capabilities=sum(len(firm.capabilities) for firm in firms),
        projects=len(snapshot.projects),
        equipment=len(snapshot.equipment),
    )
    return render_template("start/start.html", page=page)


def open_topics(topics: Iterable[TopicFacts], today: date) -> tuple[OpenTopic, ...]:
    """Return the topics whose deadline has not passed, the nearest first."""
    running = (topic for topic in topics if topic.deadline >= today)
    return tuple(
        OpenTopic(topic.id, Bilingual(topic.title_en, topic.title_uk), topic.strand, topic.deadline)
        for topic in sorted(running, key=lambda topic: (topic.deadline, topic.id))
    )


@blueprint.get("/help")
@public
def show_help() -> ResponseReturnValue:
    """Explain the words and the ways through the site."""
    return render_template("start/help.html", page=HelpPage())


@blueprint.get("/accessibility")
@public
def show_accessibility() -> ResponseReturnValue:
    """Say what was done and tested for access, and what is missing."""
    return render_template("start/accessibility.html")


@blueprint.get("/privacy")
@public
def show_privacy() -> ResponseReturnValue:
    """Say what is kept of whom, for how long, who reads it."""
    return render_template("start/privacy.html", page=PrivacyPage(SIGN_IN_LASTS.days))


@blueprint.get("/health/live")
@public
def live() -> ResponseReturnValue:
    """Answer that the process runs; asks nothing else."""
    return jsonify(status="live")
