"""Observations to choose from: gaps that the machine suggests, the form that makes one, joining more."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.clusters import NearObservation, SuggestedGap
from matchmaker.domain.feedback.gapevidence import COUNTED
from matchmaker.domain.findings import Bilingual, Sentence
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.models import Gap
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.gaps import FormGapForm, JoinForm
from matchmaker.web.presenters.equipment import EFFECT_WORDS, month_words, name_of
from matchmaker.web.wording import text

MOST_CONCEPTS = 24
MOST_OTHERS = 100


@dataclass(frozen=True, slots=True)
class ChoiceRow:
    """An observation with its box; one that is not screened has none. `why` says how it is like the others."""

    id: str
    number: int
    title: str
    language: str
    equipment: str
    month: str
    effect: str
    people: int
    fictional: bool
    screened: bool
    ticked: bool
    why: tuple[Sentence, ...] = ()


@dataclass(frozen=True, slots=True)
class SuggestionCard:
    """A suggested gap: the words by which its observations met, the reasons, and the observations."""

    id: str
    words: tuple[str, ...]
    because: tuple[Sentence, ...]
    strength: float
    people: int
    rows: tuple[ChoiceRow, ...]
    unscreened: int


@dataclass(frozen=True, slots=True)
class FormGapPage:
    """The form: `chosen` come first, `near` are like them, `others` are the rest; for a gap that is there only words.

    `number` is that of the gap that is amended, None for a new one.
    """

    form: FormGapForm
    chosen: tuple[ChoiceRow, ...]
    near: tuple[ChoiceRow, ...]
    others: tuple[ChoiceRow, ...]
    gap_id: str = ""
    number: int | None = None


@dataclass(frozen=True, slots=True)
class JoinPage:
    """Observations that may stand behind a gap too."""

    form: JoinForm
    gap_id: str
    number: int
    title: str
    near: tuple[ChoiceRow, ...]
    others: tuple[ChoiceRow, ...]


def suggestion_cards(found: Iterable[SuggestedGap], snapshot: Snapshot) -> tuple[SuggestionCard, ...]:
    """Present what the machine suggests."""
    return tuple(_card(one, snapshot) for one in found)


def form_page(
    form: FormGapForm,
    snapshot: Snapshot,
    chosen: Sequence[ObservationFacts],
    near: Iterable[NearObservation],
    concepts: Sequence[tuple[str, Bilingual]],
) -> FormGapPage:
    """Build the form; the boxes of `chosen` are ticked. Where nothing is chosen yet, all that could be is offered."""
    ticked = {one.id for one in chosen}
    offer(form, concepts)
    return FormGapPage(
        form=form,
        chosen=tuple(_choice(one, snapshot, ticked) for one in chosen),
        near=tuple(_near(one, snapshot, ticked) for one in near),
        others=() if chosen else _others(snapshot, (), ticked),
    )


def amend_page(form: FormGapForm, gap: Gap, concepts: Sequence[tuple[str, Bilingual]]) -> FormGapPage:
    """Build the form that changes what a gap says."""
    offer(form, concepts)
    return FormGapPage(form, (), (), (), gap.id, gap.number)


def join_page(form: JoinForm, gap: Gap, near: Sequence[NearObservation], snapshot: Snapshot) -> JoinPage:
    """Build the page; what is behind the gap is left out."""
    ticked, held = set(form.observations.data or ()), snapshot.gaps.get(gap.id)
    known = {one.observation for one in near} | set(held.observations if held else ())
    return JoinPage(
        form=form,
        gap_id=gap.id,
        number=gap.number,
        title=text(Bilingual(gap.title_en, gap.title_uk)),
        near=tuple(_near(one, snapshot, ticked) for one in near),
        others=_others(snapshot, known, ticked),
    )


def offer(form: FormGapForm, concepts: Sequence[tuple[str, Bilingual]]) -> None:
    """Offer concepts with their boxes; those that are ticked are always among them."""
    ticked = set(form.concepts.data or ())
    offered = [*concepts[:MOST_CONCEPTS], *(one for one in concepts[MOST_CONCEPTS:] if one[0] in ticked)]
    words: Mapping[str, str] = {one: _with_code(one, text(label)) for one, label in offered}
    form.concepts.choices = choices(words)


def _with_code(concept_id: str, label: str) -> str:
    scheme, _, code = concept_id.partition(":")
    return label if scheme == "TERM" else f"{label} ({code})"


def _card(one: SuggestedGap, snapshot: Snapshot) -> SuggestionCard:
    members = [snapshot.observations[each] for each in one.observations]
    ticked = {each.id for each in members}
    rows = tuple(_choice(each, snapshot, ticked) for each in members)
    return SuggestionCard(
        id=one.id,
        words=tuple(map(str, one.words)),
        because=one.because,
        strength=one.strength,
        people=one.common.people,
        rows=rows,
        unscreened=sum(not row.screened for row in rows),
    )


def _others(snapshot: Snapshot, known: Collection[str], ticked: Collection[str]) -> tuple[ChoiceRow, ...]:
    """What is screened and not listed yet, the newest month first."""
    rest = (one for one in snapshot.observations.values() if one.id not in known and one.state == COUNTED)
    newest = sorted(rest, key=lambda one: (one.month, one.number), reverse=True)
    return tuple(_choice(one, snapshot, ticked) for one in newest[:MOST_OTHERS])


def _near(one: NearObservation, snapshot: Snapshot, ticked: Collection[str]) -> ChoiceRow:
    return _choice(snapshot.observations[one.observation], snapshot, ticked, one.because)


def _choice(
    one: ObservationFacts, snapshot: Snapshot, ticked: Collection[str], why: tuple[Sentence, ...] = ()
) -> ChoiceRow:
    known = snapshot.equipment.get(one.equipment_id)
    screened = one.state == COUNTED
    return ChoiceRow(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        equipment=name_of(known) if known else "",
        month=month_words(one.month),
        effect=str(EFFECT_WORDS[one.effect]),
        people=one.count,
        fictional=one.fictional,
        screened=screened,
        ticked=screened and one.id in ticked,
        why=why,
    )
