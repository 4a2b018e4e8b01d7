"""Joint projects as their pages show them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext

from matchmaker.domain.findings import Bilingual, Sentence
from matchmaker.domain.vocabulary import JOINT_PROJECT_STATES, Role
from matchmaker.persistence.models import Firm, Gap, JointProject, JointProjectStep, ProposalMember, Topic
from matchmaker.services.joint_projects import Beginning, JointProjectView, Seats
from matchmaker.web.forms.joint_projects import FieldForm, StartForm, StepForm
from matchmaker.web.forms.proposals import ANSWERS
from matchmaker.web.presenters.equipment import month_words, name_of
from matchmaker.web.presenters.gaps import JOINT_STATES
from matchmaker.web.wording import text

# What a button that takes a step says.
STEP_WORDS = {
    "agreed": lazy_gettext("Record that it is agreed"),
    "fielded": lazy_gettext("Record that a product is fielded"),
    "ended": lazy_gettext("Record that it has ended"),
}


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A member firm; `answer` is empty for readers who do not see the answers of others."""

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    answer: str
    interested: bool


@dataclass(frozen=True, slots=True)
class JointProjectRow:
    """A joint project in a list."""

    id: str
    number: int
    title: str
    state: str
    fictional: bool
    topic_id: str
    topic: str
    members: tuple[MemberRow, ...]
    started_at: datetime


@dataclass(frozen=True, slots=True)
class StepRow:
    """A step that was taken."""

    state: str
    note: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Stage:
    """One of the states on the way; `done` has a step, `here` is where the project stands."""

    label: str
    done: bool
    here: bool


@dataclass(frozen=True, slots=True)
class JointProjectPage:
    """A joint project for one reader; `step_form` and `steps_open` are for the officer who moves it on."""

    id: str
    number: int
    title: str
    state: str
    fictional: bool
    topic_id: str
    topic: str
    proposal_id: str
    reads_proposal: bool
    gap: tuple[str, int, str] | None
    members: tuple[MemberRow, ...]
    stages: tuple[Stage, ...]
    steps: tuple[StepRow, ...]
    product_id: str
    product: str
    fielded: str
    next_steps: tuple[tuple[str, str], ...]
    may_field: bool
    step_form: StepForm | None
    training: bool


@dataclass(frozen=True, slots=True)
class StartPage:
    """The form by which an officer starts a joint project, or what keeps the proposal from it."""

    form: StartForm
    proposal_id: str
    proposal_number: int
    topic: str
    gap: tuple[str, int, str] | None
    members: tuple[MemberRow, ...]
    missing: tuple[Sentence, ...]
    fictional: bool


@dataclass(frozen=True, slots=True)
class FieldPage:
    """The form by which an officer records the product."""

    form: FieldForm
    id: str
    number: int
    title: str


@dataclass(frozen=True, slots=True)
class Panel:
    """On a proposal's page: the gap behind it, the joint project that it became, or what keeps it from that."""

    proposal_id: str
    gap: tuple[str, int, str] | None
    joint: tuple[str, int, str] | None
    missing: tuple[Sentence, ...]
    may_start: bool
    officer: bool


def joint_project_rows(
    found: Iterable[tuple[JointProject, Topic, Seats]], *, answers: bool
) -> tuple[JointProjectRow, ...]:
    """Present the list."""
    return tuple(_row(*one, answers=answers) for one in found)


def joint_project_page(view: JointProjectView, role: Role, step_form: StepForm | None) -> JointProjectPage:
    """Present one joint project."""
    project, reached = view.project, {step.state for step, _ in view.steps}
    reader = role is not Role.COMPANY
    return JointProjectPage(
        id=project.id,
        number=project.number,
        title=_title(project),
        state=str(JOINT_STATES[project.state]),
        fictional=project.fictional,
        topic_id=view.topic.id,
        topic=_topic(view.topic),
        proposal_id=project.proposal_id,
        reads_proposal=bool(view.own) or role in (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR),
        gap=_gap(view.gap),
        members=tuple(_member(seat, firm, shown=reader) for seat, firm in view.seats),
        stages=tuple(
            Stage(str(JOINT_STATES[one]), one in reached, one == project.state) for one in JOINT_PROJECT_STATES
        ),
        steps=tuple(_step(step) for step, _ in view.steps),
        product_id=view.product.id if view.product else "",
        product=name_of(view.product) if view.product else "",
        fielded=month_words(project.fielded_month) if project.fielded_month else "",
        next_steps=tuple((one, str(STEP_WORDS[one])) for one in view.next_states if one != "fielded"),
        may_field="fielded" in view.next_states,
        step_form=step_form if view.next_states else None,
        training=reader and bool(project.fielded_month),
    )


def start_page(known: Beginning, form: StartForm) -> StartPage:
    """Present the form that starts a joint project."""
    return StartPage(
        form=form,
        proposal_id=known.proposal.id,
        proposal_number=known.proposal.position,
        topic=_topic(known.topic),
        gap=_gap(known.gap),
        members=tuple(_member(seat, firm, shown=True) for seat, firm in known.seats),
        missing=known.missing,
        fictional=any(firm.fictional for _, firm in known.seats),
    )


def first_words(known: Beginning) -> dict[str, str]:
    """Return what the form of a new joint project begins with: the topic's title, since firms are to read of no gap."""
    return {"title_en": known.topic.title_en[:200], "title_uk": known.topic.title_uk[:200]}


def field_page(project: JointProject, form: FieldForm) -> FieldPage:
    """Present the form that records a product."""
    return FieldPage(form, project.id, project.number, _title(project))


def panel(known: Beginning, role: Role) -> Panel:
    """Present to an officer where a proposal stands on its way."""
    return Panel(
        proposal_id=known.proposal.id,
        gap=_gap(known.gap),
        joint=joint_link(known.started),
        missing=known.missing if known.started is None else (),
        may_start=role is Role.PROGRAMME_OFFICER and known.started is None and not known.missing,
        officer=True,
    )


def members_panel(proposal_id: str, project: JointProject | None) -> Panel:
    """Present to a member the joint project that a proposal became."""
    return Panel(proposal_id, None, joint_link(project), (), may_start=False, officer=False)


def joint_link(project: JointProject | None) -> tuple[str, int, str] | None:
    """Return id, number and state in words."""
    return (project.id, project.number, str(JOINT_STATES[project.state])) if project else None


def _row(project: JointProject, topic: Topic, seats: Seats, *, answers: bool) -> JointProjectRow:
    return JointProjectRow(
        id=project.id,
        number=project.number,
        title=_title(project),
        state=str(JOINT_STATES[project.state]),
        fictional=project.fictional,
        topic_id=topic.id,
        topic=_topic(topic),
        members=tuple(_member(seat, firm, shown=answers) for seat, firm in seats),
        started_at=project.started_at,
    )


def _member(seat: ProposalMember, firm: Firm, *, shown: bool) -> MemberRow:
    answer = str(ANSWERS.get(seat.answer or "", "")) if shown else ""
    name = text(Bilingual(firm.name, firm.name_uk))
    return MemberRow(firm.id, name, firm.country, firm.fictional, answer, shown and seat.answer == "interested")


def _step(step: JointProjectStep) -> StepRow:
    return StepRow(str(JOINT_STATES[step.state]), step.note, step.at)


def _title(project: JointProject) -> str:
    return text(Bilingual(project.title_en, project.title_uk))


def _topic(topic: Topic) -> str:
    return text(Bilingual(topic.title_en, topic.title_uk))


def _gap(gap: Gap | None) -> tuple[str, int, str] | None:
    return (gap.id, gap.number, text(Bilingual(gap.title_en, gap.title_uk))) if gap else None
