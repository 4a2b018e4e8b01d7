"""Topics: the list, one topic with its numbers, and what is asked of the form."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.eligibility import topics as law_layer
from matchmaker.domain.eligibility.administration import topic_number_names
from matchmaker.domain.facts import Provenance, TopicFacts, TopicPartFacts
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.matching.propose import PROCUREMENT
from matchmaker.persistence.models import Account, Search
from matchmaker.web.forms.topics import ProposeForm
from matchmaker.web.presenters.law import STRANDS
from matchmaker.web.wording import as_of, day, money

ACTIONS = {
    "11": lazy_gettext("common procurement, Article 11"),
    "12(1)": lazy_gettext("industrial reinforcement, Article 12(1)"),
}


@dataclass(frozen=True, slots=True)
class NumberName:
    """A number that topics state: its words, its names in the law layer and in the record, the rule that uses it."""

    label: LazyString
    names: tuple[str, ...]
    rule: str = ""


NUMBERS = (
    NumberName(lazy_gettext("Budget of the call"), ("budget_eur",)),
    NumberName(
        lazy_gettext("Largest EU contribution to one project"),
        ("max_eu_contribution_eur", "max_eu_contribution_per_project_eur"),
    ),
    NumberName(
        lazy_gettext("Smallest total cost of the action"),
        ("min_action_size_eur", "min_procurement_value_eur"),
        "EDIP-X-C08",
    ),
    NumberName(lazy_gettext("Most members"), ("max_entities",), "EDIP-X-C07"),
    NumberName(lazy_gettext("Work does not start before"), ("not_started_before",), "EDIP-X-A05"),
    NumberName(lazy_gettext("Work ends by"), ("ends_by",)),
    NumberName(lazy_gettext("Shortest and longest duration in years"), ("duration_years",)),
    NumberName(
        lazy_gettext("Largest EU contribution to the optional work package"),
        ("max_optional_work_package_eur", "optional_work_package_max_eu_contribution_eur"),
    ),
)


@dataclass(frozen=True, slots=True)
class TopicRow:
    """One line of the list."""

    id: str
    title: Bilingual
    strand: str
    action: str
    deadline: date
    budget: Decimal | None


@dataclass(frozen=True, slots=True)
class TopicsPage:
    """The open topics; `wanted` is the firm that consortia are looked for with, if any."""

    today: date
    rows: tuple[TopicRow, ...]
    wanted: str


@dataclass(frozen=True, slots=True)
class NumberRow:
    """A number of the topic in words: where it is stated, since or as of when, and which rule uses it."""

    label: str
    value: str
    place: str
    known: str
    rule: str


@dataclass(frozen=True, slots=True)
class Changed:
    """Numbers of the topic that an administrator changed: since when and after what source."""

    since: date
    numbers: Mapping[str, str]
    source: str


@dataclass(frozen=True, slots=True)
class ProposePart:
    """The form for officers, and what was asked before."""

    form: ProposeForm
    searches: tuple[SearchRow, ...]


@dataclass(frozen=True, slots=True)
class SearchRow:
    """An earlier search."""

    id: str
    asked_by: str
    asked_at: datetime
    revision: int
    rulebook: str
    proposals: int


@dataclass(frozen=True, slots=True)
class TopicPage:
    """One topic."""

    id: str
    title: Bilingual
    strand: str
    action: str
    procurement: bool
    deadline: date
    today: date
    aim: Bilingual
    products: tuple[TopicPartFacts, ...]
    activities: tuple[TopicPartFacts, ...]
    numbers: tuple[NumberRow, ...]
    provenance: Provenance
    propose: ProposePart | None


def topics_page(topics: Iterable[TopicFacts], today: date, wanted: str) -> TopicsPage:
    """Build the list, the nearest deadline first."""
    rows = (
        TopicRow(
            id=topic.id,
            title=Bilingual(topic.title_en, topic.title_uk),
            strand=strand_words(topic.strand),
            action=action_words(topic.action, topic.form),
            deadline=topic.deadline,
            budget=_decimal(topic.numbers.get("budget_eur")),
        )
        for topic in sorted(topics, key=lambda one: (one.deadline, one.strand != "EDIP-U", one.id))
    )
    return TopicsPage(today, tuple(rows), wanted)


def topic_page(
    topic: TopicFacts, today: date, propose: ProposePart | None, changed: Changed | None = None
) -> TopicPage:
    """Build the page of one topic."""
    return TopicPage(
        id=topic.id,
        title=Bilingual(topic.title_en, topic.title_uk),
        strand=strand_words(topic.strand),
        action=action_words(topic.action, topic.form),
        procurement=topic.action == PROCUREMENT,
        deadline=topic.deadline,
        today=today,
        aim=Bilingual(topic.aim_en, topic.aim_uk),
        products=tuple(part for part in topic.parts if part.kind == "product"),
        activities=tuple(part for part in topic.parts if part.kind != "product"),
        numbers=tuple(_numbers(topic, today, changed)),
        provenance=topic.provenance,
        propose=propose,
    )


def search_rows(searches: Sequence[tuple[Search, Account, int]]) -> tuple[SearchRow, ...]:
    """Build the list of earlier searches."""
    return tuple(
        SearchRow(one.id, who.name, one.asked_at, one.catalogue_revision, one.rulebook_version, number)
        for one, who, number in searches
    )


def strand_words(strand: str) -> str:
    """Return the name of a strand with its code."""
    return str(STRANDS[strand][0]) if strand in STRANDS else strand


def action_words(action: str, otherwise: str) -> str:
    """Return what kind of action a topic funds, with its article."""
    return str(ACTIONS.get(action, otherwise))


def _numbers(topic: TopicFacts, today: date, changed: Changed | None) -> Iterator[NumberRow]:
    """What the rule book reads from the topic comes before what the record says of it, and a change before both."""
    since, stated = (changed.since, changed.numbers) if changed else _law_layer(topic.id, today)
    place = changed.source if changed else gettext("text of the topic, as the rule book reads it")
    replaced = topic_number_names() if changed else ()
    recorded = {name: value for name, value in _with_duration(topic.numbers).items() if name not in replaced}
    source, known_on = topic.provenance.source, as_of(topic.provenance.as_of)
    for known in NUMBERS:
        in_law = next((name for name in known.names if name in stated), None)
        on_record = next((name for name in known.names if name in recorded), None)
        if in_law:
            yield NumberRow(str(known.label), _written(in_law, stated[in_law]), place, day(since), known.rule)
        elif on_record:
            value = _written(on_record, recorded[on_record])
            yield NumberRow(str(known.label), value, source, known_on, known.rule)


def _law_layer(topic_id: str, today: date) -> tuple[date, Mapping[str, str]]:
    layer = law_layer().get(topic_id)
    published = [since for since, _ in layer.values if since <= today] if layer else []
    return (published[-1], layer.on(today)) if layer and published else (today, {})


def _with_duration(numbers: Mapping[str, str]) -> dict[str, str]:
    found = dict(numbers)
    if "min_duration_years" in found and "max_duration_years" in found:
        found["duration_years"] = f"{found['min_duration_years']}-{found['max_duration_years']}"
    return found


def _written(name: str, value: str) -> str:
    if name.endswith("_eur"):
        return money(Decimal(value))
    if name in ("not_started_before", "ends_by"):
        return day(date.fromisoformat(value))
    return value.replace("-", "–")


def _decimal(value: str | None) -> Decimal | None:
    return None if value is None else Decimal(value)
