"""Joint projects: firms of both sides take a proposal up, agree, and field what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import Bilingual, Sentence, Value, say
from matchmaker.domain.matching.jointly import FIELDED, STARTS_AS, STEPS, sides_missing
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import (
    Account,
    Equipment,
    Firm,
    Gap,
    JointProject,
    JointProjectStep,
    Proposal,
    ProposalMember,
    Search,
    Topic,
)
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import notices
from matchmaker.services.commands import StartJointProject
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.firms import commit, commit_once, refuse
from matchmaker.services.gap_reading import gap_of
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Occasion
from matchmaker.services.proposals.reading import OFFICERS

MOVED = "joint_project.moved"
Seats = Sequence[tuple[ProposalMember, Firm]]


@dataclass(frozen=True, slots=True)
class Beginning:
    """Whether a proposal may become a joint project, or has: `missing` says what keeps it from that."""

    proposal: Proposal
    topic: Topic
    gap: Gap | None
    seats: Seats
    started: JointProject | None
    missing: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class JointProjectView:
    """A joint project as one reader may see it; `gap` is None for firms, who see no gaps, `own` are their firms."""

    project: JointProject
    topic: Topic
    seats: Seats
    steps: Sequence[tuple[JointProjectStep, Account]]
    product: Equipment | None
    gap: Gap | None
    own: tuple[str, ...]
    next_states: tuple[str, ...]


def beginning(uow: UnitOfWork, proposal_id: str, occasion: Occasion) -> Beginning:
    """Return where a proposal stands on its way to a joint project; officers only, for others there is none."""
    proposal = uow.proposals.get(proposal_id)
    if proposal is None or occasion.actor.role not in OFFICERS:
        raise NotFound(proposal_id)
    topic, search, seats = _topic(uow, proposal.topic_id), _search(uow, proposal), uow.proposals.members(proposal_id)
    interested = [firm.country for seat, firm in seats if seat.answer == "interested"]
    return Beginning(
        proposal=proposal,
        topic=topic,
        gap=gap_of(uow, search),
        seats=seats,
        started=uow.joint_projects.of_proposal(proposal_id),
        missing=sides_missing(interested, occasion.day, settings_on(uow, occasion.day)),
    )


def start_joint_project(uow: UnitOfWork, command: StartJointProject, occasion: Occasion, *, token: str = "") -> str:
    """Start a joint project from a proposal and return its id; the same token twice starts one.

    Raises Rejected unless a firm of each side is interested and nothing was started from the proposal yet.
    """
    known = beginning(uow, command.proposal_id, occasion)
    occasion.need_role(Role.PROGRAMME_OFFICER)
    if before := occasion.taken_before(uow, token):
        return before
    refuse(_faults(known, command))
    project = _project(known, command, occasion, uow.joint_projects.next_number())
    uow.joint_projects.add(project)
    uow.flush()
    add_step(uow, project, STARTS_AS, command.note, occasion)
    occasion.take(uow, token, project.id)
    occasion.record(uow, "joint_project.started", "joint_project", project.id, command.proposal_id)
    return commit_once(uow, token, project.id, occasion)


def take_step(uow: UnitOfWork, joint_project_id: str, state: str, note: str, occasion: Occasion) -> None:
    """Move a joint project to its next state, with a note; fielding has a way of its own."""
    project = project_to_change(uow, joint_project_id, occasion)
    if state not in STEPS[project.state] or state == FIELDED:
        raise Rejected(Problem("state", say("This step cannot be taken from where the project stands.")))
    refuse(note_faults(note))
    move(uow, project, state, note, occasion)
    commit(uow)


def list_joint_projects(uow: UnitOfWork, occasion: Occasion) -> Sequence[tuple[JointProject, Topic, Seats]]:
    """Return the joint projects that this reader may see, newest first: a company sees those of its firms."""
    readers = occasion.actor.role in READERS
    found = uow.joint_projects.all() if readers else uow.joint_projects.of_firms(occasion.actor.firm_ids)
    return [(one, _topic(uow, one.topic_id), uow.proposals.members(one.proposal_id)) for one in found]


def show_joint_project(uow: UnitOfWork, joint_project_id: str, occasion: Occasion) -> JointProjectView:
    """Return a joint project to officers, the training side and its members; for others there is none."""
    project = uow.joint_projects.get(joint_project_id)
    seats = uow.proposals.members(project.proposal_id) if project else ()
    own = tuple(firm.id for _, firm in seats if occasion.actor.acts_for(firm.id))
    reader = occasion.actor.role in READERS
    if project is None or not (reader or own):
        raise NotFound(joint_project_id)
    officer = occasion.actor.role == Role.PROGRAMME_OFFICER
    return JointProjectView(
        project=project,
        topic=_topic(uow, project.topic_id),
        seats=seats,
        steps=uow.joint_projects.steps(project.id),
        product=uow.equipment.get(project.product_id or ""),
        gap=uow.gaps.get(project.gap_id or "") if reader else None,
        own=own,
        next_states=STEPS[project.state] if officer else (),
    )


def project_to_change(uow: UnitOfWork, joint_project_id: str, occasion: Occasion) -> JointProject:
    """Return a joint project to a programme officer; NotAllowed for who only reads it, NotFound for a stranger."""
    project = show_joint_project(uow, joint_project_id, occasion).project
    occasion.need_role(Role.PROGRAMME_OFFICER)
    return project


def move(uow: UnitOfWork, project: JointProject, state: str, note: str, occasion: Occasion) -> None:
    """Move a project, leave the step and an audit line, and tell the accounts of its members; does not commit."""
    project.state = state
    add_step(uow, project, state, note, occasion)
    occasion.record(uow, f"joint_project.{state}", "joint_project", project.id)


def add_step(uow: UnitOfWork, project: JointProject, state: str, note: str, occasion: Occasion) -> None:
    """Leave a step and tell the accounts of the members."""
    uow.joint_projects.add(
        JointProjectStep(
            id=occasion.new_id(),
            joint_project_id=project.id,
            state=state,
            note=note.strip(),
            account_id=occasion.actor.account_id,
            at=occasion.now,
        )
    )
    firms = (firm.id for _, firm in uow.proposals.members(project.proposal_id))
    members = [account.id for firm in firms for account in uow.accounts.members(firm, occasion.day)]
    notices.tell(uow, members, MOVED, _told(project, state), f"/joint-projects/{project.id}", occasion)


def note_faults(note: str) -> tuple[Problem, ...]:
    """Check the note that goes with every step."""
    if not note.strip():
        return (Problem("note", say("Say in a sentence what this step rests on.")),)
    return validate.paragraph("note", note)


def _told(project: JointProject, state: str) -> Sentence:
    values: dict[str, Value] = {"number": project.number, "title": Bilingual(project.title_en, project.title_uk)}
    match state:
        case "interest":
            return say("Joint project No %(number)s was started with your firm as a member: %(title)s.", **values)
        case "agreed":
            return say("Joint project No %(number)s is recorded as agreed: %(title)s.", **values)
        case "fielded":
            return say("A product of joint project No %(number)s is recorded as fielded: %(title)s.", **values)
        case _:
            return say("Joint project No %(number)s has ended: %(title)s.", **values)


def _faults(known: Beginning, command: StartJointProject) -> Iterable[Problem]:
    if known.started is not None:
        yield Problem("", say("A joint project was started from this proposal already."))
    yield from (Problem("", sentence) for sentence in known.missing)
    titles = {"title_en": command.title_en, "title_uk": command.title_uk}
    for field, title in {one: words for one, words in titles.items() if words.strip()}.items() or (("title_en", ""),):
        yield from validate.title(field, title)
    yield from note_faults(command.note)


def _project(known: Beginning, command: StartJointProject, occasion: Occasion, number: int) -> JointProject:
    return JointProject(
        id=occasion.new_id(),
        number=number,
        gap_id=known.gap.id if known.gap else None,
        proposal_id=known.proposal.id,
        topic_id=known.topic.id,
        title_en=command.title_en.strip(),
        title_uk=command.title_uk.strip(),
        state=STARTS_AS,
        product_id=None,
        fielded_month="",
        fictional=any(firm.fictional for _, firm in known.seats),
        started_by=occasion.actor.account_id,
        started_at=occasion.now,
    )


def _topic(uow: UnitOfWork, topic_id: str) -> Topic:
    topic = uow.topics.get(topic_id)
    if topic is None:
        raise NotFound(topic_id)
    return topic


def _search(uow: UnitOfWork, proposal: Proposal) -> Search:
    search = uow.proposals.search(proposal.search_id)
    if search is None:
        raise NotFound(proposal.search_id)
    return search
