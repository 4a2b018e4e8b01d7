"""Makers read what users observed on their equipment, answer it, and claim that their equipment was tested in use."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.feedback.filed import Doubt, doubts
from matchmaker.domain.feedback.lifecycle import is_dangerous
from matchmaker.domain.feedback.useclaims import ClaimCheck, check_claim
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import ODCR_PARTS, Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import MAKER_ANSWERS, FirmOrigin, Role
from matchmaker.persistence.models import Equipment, Firm, MakerAnswer, Observation, UseClaim
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import Conflict, NotFound
from matchmaker.services.firms import commit, commit_once, refuse
from matchmaker.services.notices import tell
from matchmaker.services.observations import PAGE_SIZE, READERS
from matchmaker.services.occasion import Occasion

ANSWERED = "observation.maker_answered"
COUNTED = "analysed"
ANSWER, FIXED, DISPUTE = MAKER_ANSWERS
LONGEST_VERSION = 120
WRITTEN = (*ODCR_PARTS[1:], "workaround")


@dataclass(frozen=True, slots=True)
class GiveAnswer:
    """What a maker says: `kind` is one of vocabulary.MAKER_ANSWERS, a fix names its version, the others need words.

    `firm_id` may be empty where the account acts for one of the makers only. `harmless` are keys of doubts that the
    maker confirmed.
    """

    kind: str
    text: str = ""
    version: str = ""
    firm_id: str = ""
    harmless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class ClaimUse:
    """A maker says that a type was tested in use, and how; `firm_id` and `harmless` as in GiveAnswer."""

    statement: str
    firm_id: str = ""
    harmless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class MakersPart:
    """An observation as far as its makers may read it.

    There is nothing in it of who filed it, on which side, in what setting, segment or training. `parts` are the
    written parts by field name; `people` reported it.
    """

    id: str
    number: int
    title: str
    parts: tuple[tuple[str, str], ...]
    language: str
    effect: str
    danger: bool
    month: str
    configuration: str
    conditions: tuple[str, ...]
    people: int
    fictional: bool
    equipment: Equipment
    answers: Sequence[tuple[MakerAnswer, Firm]]


@dataclass(frozen=True, slots=True)
class MakersPage:
    """One page of what was observed on the equipment of the actor's firms."""

    observations: Sequence[MakersPart]
    total: int
    number: int
    pages: int


@dataclass(frozen=True, slots=True)
class Answering:
    """An observation that the actor may answer, and for which of its firms."""

    observation: MakersPart
    firms: Sequence[Firm]


@dataclass(frozen=True, slots=True)
class CheckedClaim:
    """A claim with what bears on it; `own` says that the reader may withdraw it, `inside` that sides may be told."""

    claim: UseClaim
    firm: Firm
    equipment: Equipment
    check: ClaimCheck
    own: bool
    inside: bool


# --- Reading --------------------------------------------------------------------------------------------------


def observed_on_own(uow: UnitOfWork, page: int, occasion: Occasion) -> MakersPage:
    """Return a page of the analysed observations on what the actor's firms make; a page past the end is the last."""
    occasion.need_role(Role.COMPANY)
    total, _ = uow.makers.observed(occasion.actor.firm_ids, offset=0, limit=0)
    pages = max(1, -(-total // PAGE_SIZE))
    number = min(max(page, 1), pages)
    _, found = uow.makers.observed(occasion.actor.firm_ids, offset=(number - 1) * PAGE_SIZE, limit=PAGE_SIZE)
    return MakersPage(_parts(uow, found), total, number, pages)


def makes_anything(snapshot: Snapshot, firm_ids: frozenset[str]) -> bool:
    """Say whether one of the firms makes a type of equipment on record."""
    return any(map(snapshot.equipment_made_by, firm_ids))


def open_for_answer(uow: UnitOfWork, observation_id: str, occasion: Occasion) -> Answering:
    """Return an analysed observation to an account of its makers; NotFound for everybody and everything else."""
    observation, equipment, firms = _answerable(uow, observation_id, occasion)
    return Answering(_parts(uow, [(observation, equipment)])[0], firms)


def makers_among(uow: UnitOfWork, equipment_id: str, occasion: Occasion) -> Sequence[Firm]:
    """Return the actor's firms that make a type."""
    return uow.makers.firms(occasion.actor.firm_ids, equipment_id) if occasion.actor.role is Role.COMPANY else ()


def open_for_claim(uow: UnitOfWork, equipment_id: str, occasion: Occasion) -> tuple[Equipment, Sequence[Firm]]:
    """Return a type and the actor's firms that make it; NotFound for a type that none of them makes."""
    equipment, firms = uow.equipment.get(equipment_id), makers_among(uow, equipment_id, occasion)
    if equipment is None or not firms:
        raise NotFound(equipment_id)
    return equipment, firms


def claims_on(uow: UnitOfWork, snapshot: Snapshot, equipment_id: str, occasion: Occasion) -> Sequence[CheckedClaim]:
    """Return the claims on a type with what bears on them."""
    return _checked(uow.makers.claims(equipment_id=equipment_id), snapshot, occasion)


def claims_of(uow: UnitOfWork, snapshot: Snapshot, firm_id: str, occasion: Occasion) -> Sequence[CheckedClaim]:
    """Return the claims of a firm with what bears on them."""
    return _checked(uow.makers.claims(firm_id=firm_id), snapshot, occasion)


def doubts_of(texts: Mapping[str, str]) -> tuple[Doubt, ...]:
    """Return what may tell who, where or when and has to be removed or confirmed; nothing of marked text."""
    clean = {field: text for field, text in texts.items() if not find_marking(text)}
    return tuple(one for one in doubts(clean) if not one.question)


# --- Answering ------------------------------------------------------------------------------------------------


def answer(uow: UnitOfWork, observation_id: str, command: GiveAnswer, occasion: Occasion, *, token: str = "") -> str:
    """Add a maker's answer and return its id; the same token twice adds one. Tells the author and the analysts.

    Raises NotFound for whoever does not make that equipment, Rejected for faults, markings and unconfirmed doubts.
    """
    if before := occasion.taken_before(uow, token):
        return before
    observation, _, firms = _answerable(uow, observation_id, occasion)
    refuse(_answer_problems(command, firms))
    refuse(_unsettled({"text": command.text, "version": command.version}, command.harmless))
    firm = _firm(command.firm_id, firms)
    row = _answer(observation, command, firm, occasion)
    uow.makers.add(row)
    _tell(uow, observation, row, firm, occasion)
    occasion.take(uow, token, row.id)
    occasion.record(uow, f"observation.maker_{row.kind}", "observation", observation.id, firm.id)
    return commit_once(uow, token, row.id, occasion)


# --- Claims ---------------------------------------------------------------------------------------------------


def claim_use(uow: UnitOfWork, equipment_id: str, command: ClaimUse, occasion: Occasion, *, token: str = "") -> str:
    """Keep a maker's claim that a type was tested in use and return its id; whether anything bears on it is computed.

    Raises NotFound for whoever does not make it, Rejected as `answer` does, Conflict while an earlier claim stands.
    """
    if before := occasion.taken_before(uow, token):
        return before
    equipment, firms = open_for_claim(uow, equipment_id, occasion)
    refuse(_claim_problems(command, firms))
    refuse(_unsettled({"statement": command.statement}, command.harmless))
    firm = _firm(command.firm_id, firms)
    if any(held.id == firm.id for _, held, _ in uow.makers.claims(equipment_id=equipment.id)):
        raise Conflict(Problem("statement", say("Your firm has such a claim on this type already. Withdraw it first.")))
    row = _claim(equipment, command, firm, occasion)
    uow.makers.add(row)
    occasion.take(uow, token, row.id)
    occasion.record(uow, "use_claim.made", "equipment", equipment.id, firm.id)
    return commit_once(uow, token, row.id, occasion)


def withdraw_claim(uow: UnitOfWork, equipment_id: str, claim_id: str, occasion: Occasion) -> None:
    """Withdraw a claim of one's own firm; doing so twice changes nothing. NotFound for another's."""
    claim = uow.makers.claim(claim_id)
    if claim is None or claim.equipment_id != equipment_id or not occasion.actor.acts_for(claim.firm_id):
        raise NotFound(claim_id)
    if claim.withdrawn_at is None:
        claim.withdrawn_at = occasion.now
        occasion.record(uow, "use_claim.withdrawn", "equipment", equipment_id, claim.firm_id)
    commit(uow)


# --- How ------------------------------------------------------------------------------------------------------


def _answerable(
    uow: UnitOfWork, observation_id: str, occasion: Occasion
) -> tuple[Observation, Equipment, Sequence[Firm]]:
    observation = uow.observations.get(observation_id)
    if observation is None or observation.state != COUNTED or observation.equipment_id is None:
        raise NotFound(observation_id)
    equipment, firms = open_for_claim(uow, observation.equipment_id, occasion)
    return observation, equipment, firms


def _parts(uow: UnitOfWork, found: Sequence[tuple[Observation, Equipment]]) -> list[MakersPart]:
    ids = [one.id for one, _ in found]
    joined, answers = uow.screening.people(ids), defaultdict(list)
    for given, firm in uow.makers.answers(ids):
        answers[given.observation_id].append((given, firm))
    return [_part(one, equipment, 1 + joined.get(one.id, 0), answers[one.id]) for one, equipment in found]


def _part(
    one: Observation, equipment: Equipment, people: int, answers: Sequence[tuple[MakerAnswer, Firm]]
) -> MakersPart:
    return MakersPart(
        id=one.id,
        number=one.number,
        title=one.title,
        parts=tuple((name, getattr(one, name)) for name in WRITTEN if getattr(one, name)),
        language=one.language,
        effect=one.effect,
        danger=is_dangerous(one.danger, one.effect),
        month=one.month,
        configuration=one.configuration,
        conditions=tuple(one.conditions),
        people=people,
        fictional=one.fictional,
        equipment=equipment,
        answers=answers,
    )


def _answer_problems(command: GiveAnswer, firms: Sequence[Firm]) -> Iterator[Problem]:
    if command.kind not in MAKER_ANSWERS:
        yield Problem("kind", say("Choose one."))
    if command.kind == FIXED and not command.version.strip():
        yield Problem("version", say("Name the version in which it is fixed."))
    if command.kind != FIXED and not command.text.strip():
        yield Problem("text", say("This is needed."))
    if len(command.version.strip()) > LONGEST_VERSION:
        yield Problem("version", say("This is longer than %(longest)s characters.", longest=LONGEST_VERSION))
    yield from validate.line("version", command.version)
    yield from validate.paragraph("text", command.text)
    yield from _firm_problems(command.firm_id, firms)


def _claim_problems(command: ClaimUse, firms: Sequence[Firm]) -> Iterator[Problem]:
    if not command.statement.strip():
        yield Problem("statement", say("This is needed."))
    yield from validate.paragraph("statement", command.statement)
    yield from _firm_problems(command.firm_id, firms)


def _firm_problems(firm_id: str, firms: Sequence[Firm]) -> Iterator[Problem]:
    if firm_id not in {one.id for one in firms} and (firm_id or len(firms) > 1):
        yield Problem("firm_id", say("Say for which of your firms you speak."))


def _firm(firm_id: str, firms: Iterable[Firm]) -> Firm:
    return next(one for one in firms if firm_id in ("", one.id))


def _unsettled(texts: Mapping[str, str], harmless: frozenset[str]) -> Iterator[Problem]:
    for one in doubts_of(texts):
        if one.key not in harmless:
            yield Problem(one.field, one.because)


def _answer(observation: Observation, command: GiveAnswer, firm: Firm, occasion: Occasion) -> MakerAnswer:
    return MakerAnswer(
        id=occasion.new_id(),
        observation_id=observation.id,
        firm_id=firm.id,
        kind=command.kind,
        version=command.version.strip() if command.kind == FIXED else "",
        text=command.text.strip(),
        fictional=_is_invented(firm),
        account_id=occasion.actor.account_id,
        at=occasion.now,
    )


def _claim(equipment: Equipment, command: ClaimUse, firm: Firm, occasion: Occasion) -> UseClaim:
    return UseClaim(
        id=occasion.new_id(),
        firm_id=firm.id,
        equipment_id=equipment.id,
        statement=command.statement.strip(),
        fictional=_is_invented(firm),
        account_id=occasion.actor.account_id,
        claimed_at=occasion.now,
    )


def _is_invented(firm: Firm) -> bool:
    """Whatever an invented firm says is invented."""
    return firm.fictional or firm.origin == FirmOrigin.INVENTED


def _tell(uow: UnitOfWork, observation: Observation, row: MakerAnswer, firm: Firm, occasion: Occasion) -> None:
    joined = {join.joined_by for join in uow.observations.joins(observation.id)}
    analysts = {account.id for account in uow.accounts.with_role(Role.ANALYST)}
    people = {observation.filed_by} | joined | analysts
    tell(uow, people, ANSWERED, _told(observation, row, firm), f"/observations/{observation.id}", occasion)


def _told(observation: Observation, row: MakerAnswer, firm: Firm) -> Sentence:
    number, name = observation.number, Bilingual(firm.name, firm.name_uk)
    match row.kind:
        case "fixed":
            return say(
                "The maker %(firm)s says that what observation No %(number)s tells is fixed in version %(version)s.",
                firm=name,
                number=number,
                version=row.version,
            )
        case "dispute":
            return say("The maker %(firm)s disputes observation No %(number)s.", firm=name, number=number)
        case _:
            return say("The maker %(firm)s answered observation No %(number)s.", firm=name, number=number)


def _checked(
    found: Iterable[tuple[UseClaim, Firm, Equipment]], snapshot: Snapshot, occasion: Occasion
) -> list[CheckedClaim]:
    actor = occasion.actor
    return [
        CheckedClaim(
            claim=claim,
            firm=firm,
            equipment=equipment,
            check=check_claim(snapshot.observations_on(equipment.id)),
            own=actor.acts_for(firm.id),
            inside=actor.role in READERS,
        )
        for claim, firm, equipment in found
    ]
