"""One observation as its page shows it: to those who work with it, to its author, and a part of it to its makers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from flask_babel import gettext

from matchmaker.domain.feedback.lifecycle import Step
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import DIMENSIONS
from matchmaker.persistence.models import EquipmentMaker, MakerAnswer, Observation
from matchmaker.services.desk import Done, Opened
from matchmaker.services.mandates import Mandate
from matchmaker.web.forms.observations import PART_LABELS
from matchmaker.web.forms.screening import (
    AnswerForm,
    ClosingForm,
    NoteForm,
    QuestionForm,
    ReopenForm,
    TakeForm,
)
from matchmaker.web.presenters import observed_words as observed
from matchmaker.web.presenters import screening_words as words
from matchmaker.web.presenters.desk import owner_words, state_words
from matchmaker.web.presenters.equipment import EFFECT_WORDS, MakerLine, month_words, name_of
from matchmaker.web.presenters.observation_stages import StageLine, stage_lines
from matchmaker.web.wording import ROLES, country, day, moment, number, text


@dataclass(frozen=True, slots=True)
class Forms:
    """A form for each step; which of them are shown, the page's `may` says."""

    take: TakeForm
    ask: QuestionForm
    answer: AnswerForm
    analyse: NoteForm
    close: ClosingForm
    reopen: ReopenForm


@dataclass(frozen=True, slots=True)
class OtherLine:
    """Another observation, a gap or a type of equipment that belongs to this one."""

    label: str
    address: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DoneLine:
    """A step that was taken: what, by whom as a role, when, and what was said; `asks` the author something."""

    what: str
    who: str
    when: str
    said: str
    asks: bool


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a maker said."""

    firm: str
    firm_id: str
    what: str
    version: str
    said: str
    when: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class PhotoLine:
    """A picture and its size in pixels."""

    address: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class ObservationView:
    """One observation; `facts` and `ratings` are label and value, a value that is not stated is empty.

    `may` has the steps that the reader may take, `inside` says that the reader works with observations. Addresses
    are empty where there is nothing to see.
    """

    id: str
    number: int
    title: str
    language: str
    fictional: bool
    inside: bool
    own: bool
    state: str
    next: str
    stages: tuple[StageLine, ...]
    equipment: str
    equipment_id: str
    makers: tuple[MakerLine, ...]
    danger: bool
    parts: tuple[tuple[str, str], ...]
    facts: tuple[tuple[str, str], ...]
    ratings: tuple[tuple[str, int], ...]
    photos: tuple[PhotoLine, ...]
    answers: tuple[AnswerLine, ...]
    people: int
    repeats: tuple[OtherLine, ...]
    gaps: tuple[OtherLine, ...]
    named: tuple[OtherLine, ...]
    filed: str
    owner: str
    due: str
    late: bool
    days_to_reopen: int
    done: tuple[DoneLine, ...]
    trail: str
    graph: str
    moved: str
    evidence: str
    may: frozenset[str]
    forms: Forms
    mandate: Mandate

    @property
    def screens(self) -> bool:
        """Say whether the reader decides about it now."""
        return bool(self.may & {Step.ASK, Step.ANALYSE, Step.CLOSE})


def new_forms() -> Forms:
    """Return forms that nobody has filled in."""
    return Forms(
        TakeForm(formdata=None),
        QuestionForm(formdata=None),
        AnswerForm(formdata=None),
        NoteForm(formdata=None),
        ClosingForm(formdata=None),
        ReopenForm(formdata=None),
    )


def observation_view(opened: Opened, forms: Forms, snapshot: Snapshot, mandate: Mandate) -> ObservationView:
    """Present one observation."""
    one = opened.observation
    known = one.id in snapshot.observations
    return ObservationView(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        fictional=one.fictional,
        inside=opened.inside,
        own=opened.own,
        state=state_words(one.state, one.outcome),
        next=_next(opened),
        stages=stage_lines(opened),
        equipment=name_of(opened.equipment) if opened.equipment else one.equipment_words,
        equipment_id=one.equipment_id or "",
        makers=tuple(map(_maker, opened.makers)),
        danger=bool(one.danger) or one.effect == "danger",
        parts=tuple(_parts(one)),
        facts=tuple(_facts(opened)),
        ratings=tuple((str(observed.DIMENSIONS[name]), one.ratings.get(name, 0)) for name in DIMENSIONS),
        photos=tuple(PhotoLine(f"/observations/{one.id}/photos/{key}", *size) for key, *size in opened.photos),
        answers=tuple(_answer(answer, firm.name) for answer, firm in opened.answers),
        people=opened.people,
        repeats=tuple(_repeats(opened)),
        gaps=tuple(_gap(gap.id, gap.number, text(Bilingual(gap.title_en, gap.title_uk))) for gap in opened.gaps),
        named=tuple(_named(opened)),
        filed=_filed(opened),
        owner=_owner(opened),
        due=moment(one.due_at) if one.due_at and one.state == "filed" else "",
        late=opened.late,
        days_to_reopen=opened.days_to_reopen,
        done=tuple(map(_done, opened.done)),
        trail=f"/trail/observation/{one.id}" if known else "",
        graph=f"/graph/observation/{one.id}?depth=2" if node_id(NodeKind.OBSERVATION, one.id) in snapshot.graph else "",
        moved=f"/observations/{one.id}/moved" if known and one.state == "analysed" else "",
        evidence=f"/equipment/{one.equipment_id}/evidence" if one.equipment_id and known else "",
        may=opened.may,
        forms=forms,
        mandate=mandate,
    )


def _next(opened: Opened) -> str:
    """One sentence: what comes next, for whoever reads."""
    one = opened.observation
    if one.state == "filed":
        return str(gettext("An analyst reads it next."))
    if one.state == "asked":
        return str(gettext("It goes on when its author answers."))
    if one.state == "analysed":
        if opened.inside and not opened.gaps:
            return str(gettext("It counts as evidence on its equipment, and an analyst may put it behind a gap."))
        return str(gettext("It counts as evidence on its equipment."))
    if opened.own and Step.REOPEN in opened.may and opened.reopen_until:
        return str(gettext("You may reopen it until %(day)s.", day=day(opened.reopen_until)))
    return ""


def _parts(one: Observation) -> Iterator[tuple[str, str]]:
    for part, label in PART_LABELS.items():
        if part != "title" and getattr(one, part):
            yield str(label), getattr(one, part)
    if "workaround" not in PART_LABELS and one.workaround:
        yield str(gettext("Work-around")), one.workaround


def _facts(opened: Opened) -> Iterator[tuple[str, str]]:
    """What the author stated beside the text; side, setting, segment and training only for those inside."""
    one = opened.observation
    yield gettext("Could it kill or injure somebody?"), _yes_no(one.danger)
    yield gettext("Effect on the task"), str(EFFECT_WORDS[one.effect])
    yield gettext("How often"), _word(observed.FREQUENCIES, one.frequency)
    yield gettext("Users"), _count(one.users)
    yield gettext("Hours of use"), _count(one.hours)
    yield gettext("Conditions"), ", ".join(_word(observed.CONDITIONS, key) for key in one.conditions)
    yield gettext("Cause as the author sees it"), _word(observed.CAUSES, one.cause)
    yield gettext("What would help"), _word(observed.WISHES, one.wish)
    yield gettext("Trained on it before"), _yes_no(one.trained_before)
    yield gettext("Version or configuration"), one.configuration
    if opened.inside:
        yield from _inner_facts(opened)
    yield gettext("Month"), month_words(one.month)


def _inner_facts(opened: Opened) -> Iterator[tuple[str, str]]:
    one, module, event = opened.observation, opened.module, opened.event
    yield gettext("Seen by"), _word(observed.SIDES, one.side)
    yield gettext("Seen in"), _word(observed.SETTINGS, one.setting)
    yield gettext("Segment of the eastern flank"), _word(observed.SEGMENTS, one.segment)
    yield gettext("Type of training"), text(Bilingual(module.name_en, module.name_uk)) if module else ""
    yield gettext("Training"), text(Bilingual(event.title_en, event.title_uk)) if event else ""


def _word(known: Mapping[str, object], key: str) -> str:
    return str(known.get(key, key))


def _yes_no(value: bool | None) -> str:
    return "" if value is None else str(words.YES_OR_NO[value])


def _count(value: int | None) -> str:
    return "" if value is None else number(value)


def _maker(maker: EquipmentMaker) -> MakerLine:
    return MakerLine(maker.name, country(maker.country) if maker.country else "", maker.firm_id or "")


def _answer(answer: MakerAnswer, firm: str) -> AnswerLine:
    return AnswerLine(
        firm=firm,
        firm_id=answer.firm_id,
        what=_word(words.ANSWERS, answer.kind),
        version=answer.version,
        said=answer.text,
        when=moment(answer.at),
        fictional=answer.fictional,
    )


def _repeats(opened: Opened) -> Iterator[OtherLine]:
    if opened.same_as is not None:
        other = opened.same_as
        yield OtherLine(
            gettext("It repeats No %(number)s", number=other.number), f"/observations/{other.id}", other.title
        )
    for other in opened.duplicates:
        yield OtherLine(
            gettext("No %(number)s repeats it", number=other.number), f"/observations/{other.id}", other.title
        )


def _gap(gap_id: str, number_: int, title: str) -> OtherLine:
    return OtherLine(gettext("Gap No %(number)s", number=number_), f"/gaps/{gap_id}", title)


def _named(opened: Opened) -> Iterator[OtherLine]:
    """Other types that the text speaks of: confirmed ones, and those that wait for a person."""
    for link, equipment in opened.links:
        if link.equipment_id != opened.observation.equipment_id and link.state != "refused":
            waits = "" if link.state == "confirmed" else str(gettext("to be confirmed"))
            yield OtherLine(name_of(equipment), f"/equipment/{equipment.id}", waits)


def _filed(opened: Opened) -> str:
    when = moment(opened.observation.filed_at)
    if opened.own:
        return f"{gettext('you')}, {when}"
    return f"{ROLES[opened.filed_as]}, {when}" if opened.filed_as else ""


def _owner(opened: Opened) -> str:
    return owner_words(opened.owned, opened.owned_by_reader) if opened.inside else ""


def _done(one: Done) -> DoneLine:
    who = gettext("you") if one.own else ROLES[one.role]
    what, asks = _word(words.STEPS, one.step.action), one.step.action == Step.ASK
    return DoneLine(what, str(who), moment(one.step.at), one.step.reason, asks)
