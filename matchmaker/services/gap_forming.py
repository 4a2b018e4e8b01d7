"""An analyst forms a gap from observations, joins more, takes some out, closes it and opens it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from matchmaker.domain.feedback.filed import unsettled
from matchmaker.domain.feedback.gapevidence import COUNTED, is_concept
from matchmaker.domain.findings import Bilingual, Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Gap, GapConcept, GapObservation, Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import notices
from matchmaker.services.commands import FormGap
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.firms import commit, commit_once, refuse
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Occasion

BEHIND_GAP = "gap.behind"
OPEN, CLOSED = "open", "closed"


def form_gap(uow: UnitOfWork, command: FormGap, occasion: Occasion, *, token: str = "") -> str:
    """Form a gap and return its id; the same token twice forms one. Tells the authors of the observations.

    Raises Rejected for faults and for observations that nobody has screened.
    """
    occasion.need_role(Role.ANALYST)
    if before := occasion.taken_before(uow, token):
        return before
    found = uow.gaps.observations(command.observations)
    refuse((*_faults(uow, command), *_unfit(command.observations, found)))
    gap = _gap(command, occasion, uow.gaps.next_number())
    uow.gaps.add(gap)
    uow.flush()
    _write_concepts(uow, gap.id, command.concepts)
    _join(uow, gap, found.values(), command.suggested, occasion)
    occasion.take(uow, token, gap.id)
    occasion.record(uow, "gap.formed", "gap", gap.id)
    return commit_once(uow, token, gap.id, occasion)


def amend_gap(uow: UnitOfWork, gap_id: str, command: FormGap, occasion: Occasion) -> None:
    """Replace the words, the kind and the concepts of a gap; its observations stay."""
    gap = gap_to_change(uow, gap_id, occasion)
    refuse(_faults(uow, command))
    _write(gap, command)
    for held in uow.gaps.concepts(gap.id):
        uow.gaps.remove(held)
    uow.flush()
    _write_concepts(uow, gap.id, command.concepts)
    occasion.record(uow, "gap.amended", "gap", gap.id)
    commit(uow)


def join_observations(
    uow: UnitOfWork, gap_id: str, ids: Sequence[str], occasion: Occasion, *, suggested: Sequence[str] = ()
) -> int:
    """Put more observations behind an open gap and return how many are new there; tells their authors."""
    gap = gap_to_change(uow, gap_id, occasion)
    if gap.state != OPEN:
        raise Rejected(Problem("observations", say("The gap is closed; open it again before you join observations.")))
    found = uow.gaps.observations(ids)
    refuse(_unfit(ids, found))
    new = [one for one in found.values() if uow.gaps.link(gap.id, one.id) is None]
    _join(uow, gap, new, suggested, occasion)
    for one in new:
        occasion.record(uow, "gap.observation_joined", "gap", gap.id, one.id)
    commit(uow)
    return len(new)


def take_out(uow: UnitOfWork, gap_id: str, observation_id: str, occasion: Occasion) -> None:
    """Take an observation away from a gap; the last one stays, since a gap without any rests on nothing."""
    gap = gap_to_change(uow, gap_id, occasion)
    link = uow.gaps.link(gap.id, observation_id)
    if link is None:
        raise NotFound(observation_id)
    rest = [one for _, one, _ in uow.gaps.behind(gap.id) if one.id != observation_id]
    if not rest:
        raise Rejected(Problem("observations", say("A gap rests on one observation at least. Close the gap instead.")))
    uow.gaps.remove(link)
    gap.fictional = all(one.fictional for one in rest)
    occasion.record(uow, "gap.observation_taken_out", "gap", gap.id, observation_id)
    commit(uow)


def close_gap(uow: UnitOfWork, gap_id: str, reason: str, occasion: Occasion) -> None:
    """Close a gap with the reason for it; closing a closed one changes nothing."""
    gap, stated = gap_to_change(uow, gap_id, occasion), _reason(reason)
    if gap.state == OPEN:
        gap.state, gap.closed_at = CLOSED, occasion.now
        occasion.record(uow, "gap.closed", "gap", gap.id, stated)
    commit(uow)


def reopen_gap(uow: UnitOfWork, gap_id: str, reason: str, occasion: Occasion) -> None:
    """Open a closed gap again with the reason for it; opening an open one changes nothing."""
    gap, stated = gap_to_change(uow, gap_id, occasion), _reason(reason)
    if gap.state == CLOSED:
        gap.state, gap.closed_at = OPEN, None
        occasion.record(uow, "gap.reopened", "gap", gap.id, stated)
    commit(uow)


def gap_to_read(uow: UnitOfWork, gap_id: str, occasion: Occasion) -> Gap:
    """Return a gap for those who work with observations; for others there is none."""
    gap = uow.gaps.get(gap_id)
    if gap is None or occasion.actor.role not in READERS:
        raise NotFound(gap_id)
    return gap


def gap_to_change(uow: UnitOfWork, gap_id: str, occasion: Occasion) -> Gap:
    """Return a gap for an analyst; raises NotAllowed for those who only read."""
    gap = gap_to_read(uow, gap_id, occasion)
    occasion.need_role(Role.ANALYST)
    return gap


def _faults(uow: UnitOfWork, command: FormGap) -> Iterable[Problem]:
    texts = {field: getattr(command, field) for field in ("title_en", "title_uk", "text_en", "text_uk")}
    yield from validate.gap(**texts, kind=command.kind)
    yield from unsettled(texts, command.harmless)
    known = uow.gaps.known_concepts(command.concepts)
    if any(not is_concept(one, known) for one in command.concepts):
        yield Problem("concepts", say("No taxonomy in use here has one of these codes."))


def _unfit(ids: Iterable[str], found: Mapping[str, Observation]) -> Iterable[Problem]:
    """Only what was screened and still stands may be behind a gap."""
    if not found:
        yield Problem("observations", say("Choose one observation at least."))
    if set(ids) - set(found):
        yield Problem("observations", say("One of the chosen observations is not on record."))
    if unscreened := sorted(one.number for one in found.values() if one.state != COUNTED):
        told = say("These observations are not screened or were closed: %(numbers)s.", numbers=tuple(unscreened))
        yield Problem("observations", told)


def _reason(reason: str) -> str:
    stated = reason.strip()
    if not stated:
        raise Rejected(Problem("reason", say("Say why in a few words.")))
    refuse(validate.paragraph("reason", stated))
    return stated


def _gap(command: FormGap, occasion: Occasion, number: int) -> Gap:
    made = {"formed_by": occasion.actor.account_id, "formed_at": occasion.now, "closed_at": None}
    gap = Gap(id=occasion.new_id(), number=number, state=OPEN, **made)
    _write(gap, command)
    return gap


def _write(gap: Gap, command: FormGap) -> None:
    gap.title_en, gap.title_uk = command.title_en.strip(), command.title_uk.strip()
    gap.text_en, gap.text_uk = command.text_en.strip(), command.text_uk.strip()
    gap.kind = command.kind


def _write_concepts(uow: UnitOfWork, gap_id: str, concepts: Iterable[str]) -> None:
    uow.gaps.add(*(GapConcept(gap_id=gap_id, concept_id=one) for one in sorted(set(concepts))))


def _join(uow: UnitOfWork, gap: Gap, new: Iterable[Observation], suggested: Iterable[str], occasion: Occasion) -> None:
    """Put observations behind a gap; it is invented only as long as all of them are."""
    joined, proposed = sorted(new, key=lambda one: one.number), frozenset(suggested)
    for one in joined:
        link = GapObservation(gap_id=gap.id, observation_id=one.id, suggested=one.id in proposed)
        link.joined_by, link.joined_at = occasion.actor.account_id, occasion.now
        uow.gaps.add(link)
    uow.flush()
    behind = [one for _, one, _ in uow.gaps.behind(gap.id)]
    gap.fictional = all(one.fictional for one in behind)
    _tell_authors(uow, gap, joined, len(behind), occasion)


def _tell_authors(uow: UnitOfWork, gap: Gap, joined: Iterable[Observation], behind: int, occasion: Occasion) -> None:
    for author, own in Counter(one.filed_by for one in joined).items():
        notices.tell(uow, [author], BEHIND_GAP, _told(gap, own, behind), f"/gaps/{gap.id}", occasion)


def _told(gap: Gap, own: int, behind: int) -> Sentence:
    title = Bilingual(gap.title_en, gap.title_uk)
    if behind == 1:
        return say("Gap No %(number)s rests on your observation: %(title)s.", number=gap.number, title=title)
    if own == 1:
        return say(
            "Your observation is one of %(behind)s behind gap No %(number)s: %(title)s.",
            behind=behind,
            number=gap.number,
            title=title,
        )
    return say(
        "%(own)s of your observations are among the %(behind)s behind gap No %(number)s: %(title)s.",
        own=own,
        behind=behind,
        number=gap.number,
        title=title,
    )
