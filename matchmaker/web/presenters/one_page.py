"""The draft of one page on how a gap could be closed by a proposed consortium, as it is printed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from matchmaker.domain.findings import Bilingual, Sentence
from matchmaker.domain.matching.onepage import OnePage, Task
from matchmaker.domain.matching.propose import Proposal
from matchmaker.services.gap_concepts import ConceptView
from matchmaker.web.presenters.equipment import EFFECT_WORDS, month_words, name_of
from matchmaker.web.presenters.gaps import KIND_WORDS
from matchmaker.web.presenters.observed_words import SIDES
from matchmaker.web.presenters.proposal_members import part_columns
from matchmaker.web.presenters.proposal_rules import Subjects, questions_by_firm, shared_questions
from matchmaker.web.presenters.topics import strand_words
from matchmaker.web.wording import text

MOST_TRAINING, MOST_WORDS = 6, 3


@dataclass(frozen=True, slots=True)
class TaskRow:
    """What one member would do; `words` are those by which its texts met the part."""

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    parts: tuple[tuple[str, str, tuple[str, ...]], ...]
    asked_for: bool


@dataclass(frozen=True, slots=True)
class OnePageView:
    """Everything that is printed."""

    gap_id: str
    number: int
    title: str
    kind: str
    statement: str
    fictional: bool
    people: int
    observations: int
    first: str
    last: str
    effects: tuple[tuple[str, int], ...]
    sides: tuple[tuple[str, int], ...]
    types: tuple[str, ...]
    proposal_id: str
    proposal_number: int
    topic_id: str
    topic: str
    deadline: date
    strand: str
    tasks: tuple[TaskRow, ...]
    reasons: tuple[Sentence, ...]
    standing: Sentence
    open_matters: tuple[str, ...]
    risks: tuple[Sentence, ...]
    training: tuple[tuple[str, str, int], ...]
    more_training: int
    day: date


def one_page_view(view: ConceptView, day: date) -> OnePageView:
    """Present the draft."""
    gap, evidence, sheet, proposal = view.gap, view.evidence, view.sheet, view.proposal.proposal
    months = [month_words(month) for month, _ in evidence.months]
    short = {column.id: column.short for column in part_columns(view.proposal.sealed.parts)}
    return OnePageView(
        gap_id=gap.id,
        number=gap.number,
        title=text(Bilingual(gap.title_en, gap.title_uk)),
        kind=str(KIND_WORDS[gap.kind]),
        statement=text(Bilingual(gap.text_en, gap.text_uk)),
        fictional=gap.fictional or any(one.fictional for one in sheet.tasks),
        people=evidence.people,
        observations=evidence.observations,
        first=months[0] if months else "",
        last=months[-1] if len(months) > 1 else "",
        effects=tuple((str(EFFECT_WORDS[key]), number) for key, number in evidence.effects),
        sides=tuple((str(SIDES[key]), number) for key, number in evidence.sides if key),
        types=tuple(map(name_of, view.types)),
        proposal_id=view.proposal.row.id,
        proposal_number=view.proposal.row.position,
        topic_id=view.proposal.topic.id,
        topic=text(Bilingual(view.proposal.topic.title_en, view.proposal.topic.title_uk)),
        deadline=view.proposal.topic.deadline,
        strand=strand_words(proposal.strand),
        tasks=tuple(_task(one, short) for one in sheet.tasks),
        reasons=sheet.reasons,
        standing=sheet.standing,
        open_matters=_open_matters(proposal),
        risks=sheet.risks,
        training=_training(sheet),
        more_training=max(0, len(sheet.training) - MOST_TRAINING),
        day=day,
    )


def _task(one: Task, short: Mapping[str, str]) -> TaskRow:
    parts = (
        (
            cover.part_id,
            short[cover.part_id],
            tuple(dict.fromkeys(word.query_surface for word in cover.words))[:MOST_WORDS],
        )
        for cover in one.leads
    )
    return TaskRow(one.firm_id, one.name, one.country, one.fictional, tuple(parts), one.asked_for)


def _open_matters(proposal: Proposal) -> tuple[str, ...]:
    """What the open questions are about, each matter once with its article."""
    subjects = Subjects(proposal)
    asked = [(one.matter, one.articles or one.rule) for one in shared_questions(proposal, subjects)]
    own = (question for each in questions_by_firm(proposal, subjects) for question in each.questions)
    asked += [(one.matter, one.articles or one.rule) for one in own]
    return tuple(f"{matter} ({articles})" for matter, articles in dict.fromkeys(asked))


def _training(sheet: OnePage) -> tuple[tuple[str, str, int], ...]:
    return tuple(
        (one.module.id, text(Bilingual(one.module.name_en, one.module.name_uk)), one.people)
        for one in sheet.training[:MOST_TRAINING]
    )
