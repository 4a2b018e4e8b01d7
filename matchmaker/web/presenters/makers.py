"""What makers read and answer, and claims of use with what bears on them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker.domain.feedback.filed import Doubt
from matchmaker.domain.feedback.useclaims import Counts, Seen, Standing, fewest_told
from matchmaker.domain.findings import Bilingual
from matchmaker.persistence.models import Firm, MakerAnswer
from matchmaker.services.makers import Answering, CheckedClaim, MakersPage, MakersPart
from matchmaker.services.observations import PAGE_SIZE
from matchmaker.web.forms.makers import AnswerForm, UseClaimForm
from matchmaker.web.forms.observations import PART_LABELS
from matchmaker.web.presenters import observed_words
from matchmaker.web.presenters.equipment import EFFECT_WORDS, Pager, month_words, name_of
from matchmaker.web.presenters.screening_words import ANSWERS
from matchmaker.web.wording import day, moment, number, say_aloud, text

STANDINGS = {
    Standing.CLAIMED_ONLY: lazy_gettext("claimed only"),
    Standing.OBSERVED: lazy_gettext("observed in use"),
    Standing.ONLY_FAILED: lazy_gettext("observed in use, and it failed each time"),
}
VERDICTS = {Standing.CLAIMED_ONLY: "unknown", Standing.OBSERVED: "met", Standing.ONLY_FAILED: "not_met"}
MARKS = {Standing.CLAIMED_ONLY: "?", Standing.OBSERVED: "✓", Standing.ONLY_FAILED: "✕"}


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """What a maker said: `what` it does in words, with the version of a fix."""

    firm: str
    firm_id: str
    what: str
    version: str
    said: str
    when: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class MakersLine:
    """An observation as its makers read it."""

    id: str
    number: int
    title: str
    language: str
    fictional: bool
    danger: bool
    equipment: str
    equipment_id: str
    effect: str
    month: str
    configuration: str
    conditions: str
    people: int
    parts: tuple[tuple[str, str], ...]
    answers: tuple[AnswerLine, ...]


@dataclass(frozen=True, slots=True)
class MakersList:
    """A page of what was observed on one's own equipment."""

    lines: tuple[MakersLine, ...]
    pager: Pager


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A piece of what was typed that has to be removed or confirmed."""

    key: str
    label: str
    before: str
    span: str
    after: str
    because: str
    confirmed: bool


@dataclass(frozen=True, slots=True)
class AnswerPage:
    """The form of an answer under the observation that it answers."""

    observation: MakersLine
    firms: tuple[str, ...]
    form: AnswerForm
    doubts: tuple[DoubtLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimPage:
    """The form of a claim."""

    equipment: str
    equipment_id: str
    firms: tuple[str, ...]
    form: UseClaimForm
    doubts: tuple[DoubtLine, ...]


@dataclass(frozen=True, slots=True)
class ClaimLine:
    """A claim with what bears on it; `verdict` is the class of its mark, `said` sentences that are open to this reader.

    `withdraw` is the address to send a withdrawal to, empty for those who may not.
    """

    firm: str
    firm_id: str
    equipment: str
    equipment_id: str
    statement: str
    claimed: str
    fictional: bool
    verdict: str
    mark: str
    standing: str
    said: tuple[str, ...]
    withdraw: str


def makers_list(page: MakersPage) -> MakersList:
    """Present a page of observations."""
    first = (page.number - 1) * PAGE_SIZE + 1 if page.observations else 0
    pager = Pager(
        first=first,
        last=max(first + len(page.observations) - 1, 0),
        total=page.total,
        previous=_page_address(page.number - 1) if page.number > 1 else "",
        next=_page_address(page.number + 1) if page.number < page.pages else "",
    )
    return MakersList(tuple(map(_line, page.observations)), pager)


def answer_page(open_one: Answering, form: AnswerForm, doubts: Sequence[Doubt] = ()) -> AnswerPage:
    """Present the form of an answer."""
    firms = tuple(map(_firm, open_one.firms))
    return AnswerPage(_line(open_one.observation), firms, form, tuple(_doubts(form, doubts)))


def claim_page(
    equipment: tuple[str, str], firms: Sequence[Firm], form: UseClaimForm, doubts: Sequence[Doubt] = ()
) -> ClaimPage:
    """Present the form of a claim; `equipment` is name and id."""
    return ClaimPage(*equipment, tuple(map(_firm, firms)), form, tuple(_doubts(form, doubts)))


def claim_line(checked: CheckedClaim) -> ClaimLine:
    """Present a claim; sides are told only to those who work with observations."""
    claim, standing = checked.claim, checked.check.standing
    address = f"/equipment/{claim.equipment_id}/claims/{claim.id}/withdraw"
    return ClaimLine(
        firm=_firm(checked.firm),
        firm_id=claim.firm_id,
        equipment=name_of(checked.equipment),
        equipment_id=claim.equipment_id,
        statement=claim.statement,
        claimed=day(claim.claimed_at.date()),
        fictional=claim.fictional,
        verdict=VERDICTS[standing],
        mark=MARKS[standing],
        standing=str(STANDINGS[standing]),
        said=tuple(_said(checked)),
        withdraw=address if checked.own else "",
    )


def _said(checked: CheckedClaim) -> Iterator[str]:
    """Companies hear of years and not of months, and of no more than that there are some where there are few."""
    use, training, inside = checked.check.use, checked.check.training, checked.inside
    if not inside and checked.check.tells_too_much:
        yield gettext(
            "Claimed, and fewer than %(number)s observations from use bear on it. Of so few no more is told, so that "
            "nobody can be recognised.",
            number=number(fewest_told()),
        )
        if use.invented:
            yield gettext("They are invented.") if use.invented == use.observations else gettext("Some are invented.")
        return
    if use.observations:
        yield from _said_of_use(use, inside=inside)
    else:
        yield gettext("Claimed only: no observation from use is on record.")
    if training.observations:
        yield ngettext(
            "Apart from that there is %(num)s observation from training; with a failed task or danger to life: "
            "%(failed)s of %(people)s people. Training is not use.",
            "Apart from that there are %(num)s observations from training; with a failed task or danger to life: "
            "%(failed)s of %(people)s people. Training is not use.",
            training.observations,
            failed=number(training.failed),
            people=number(training.people),
        )


def _said_of_use(use: Seen, *, inside: bool) -> Iterator[str]:
    yield ngettext(
        "Claimed, and %(num)s observation from use bears on it (%(period)s).",
        "Claimed, and %(num)s observations from use bear on it (%(period)s).",
        use.observations,
        period=_period(use, month_words if inside else _year),
    )
    yield gettext(
        "With a failed task or danger to life: %(failed)s of %(people)s people.",
        failed=number(use.failed),
        people=number(use.people),
    )
    if use.conditions:
        conditions = _counted(use.conditions, observed_words.CONDITIONS, counts=inside)
        yield gettext("Conditions: %(conditions)s.", conditions=conditions)
    if inside and use.sides:
        yield gettext("Sides, in people: %(counts)s.", counts=_counted(use.sides, observed_words.SIDES, counts=True))
    if use.invented:
        yield ngettext(
            "%(num)s of these observations is invented.", "%(num)s of these observations are invented.", use.invented
        )


def _period(use: Seen, written: Callable[[str], str]) -> str:
    first, last = written(use.first), written(use.last)
    return first if first == last else f"{first} – {last}"


def _year(month: str) -> str:
    return month[:4]


def _counted(found: Counts, words: Mapping[str, object], *, counts: bool) -> str:
    return ", ".join(f"{words.get(key, key)} {number(people)}" if counts else str(words[key]) for key, people in found)


def _line(one: MakersPart) -> MakersLine:
    return MakersLine(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        fictional=one.fictional,
        danger=one.danger,
        equipment=name_of(one.equipment),
        equipment_id=one.equipment.id,
        effect=str(EFFECT_WORDS[one.effect]),
        month=month_words(one.month),
        configuration=one.configuration,
        conditions=", ".join(str(observed_words.CONDITIONS.get(key, key)) for key in one.conditions),
        people=one.people,
        parts=tuple((_part_label(name), words) for name, words in one.parts),
        answers=tuple(_answer(*pair) for pair in one.answers),
    )


def _part_label(name: str) -> str:
    return str(PART_LABELS.get(name) or gettext("Work-around"))


def _answer(answer: MakerAnswer, firm: Firm) -> AnswerLine:
    return AnswerLine(
        firm=_firm(firm),
        firm_id=firm.id,
        what=str(ANSWERS[answer.kind]),
        version=answer.version,
        said=answer.text,
        when=moment(answer.at),
        fictional=answer.fictional,
    )


def _firm(firm: Firm) -> str:
    return text(Bilingual(firm.name, firm.name_uk))


def _doubts(form: AnswerForm | UseClaimForm, doubts: Sequence[Doubt]) -> Iterator[DoubtLine]:
    confirmed = set(form.harmless.data or ())
    for one in doubts:
        label = str(form[one.field].label.text)
        because = say_aloud(one.because)
        yield DoubtLine(one.key, label, one.before, one.span, one.after, because, one.key in confirmed)


def _page_address(page: int) -> str:
    return f"/makers/observations?page={page}"
