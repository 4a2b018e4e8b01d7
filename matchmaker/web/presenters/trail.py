"""A trail as its page shows it: one picture of the stages, then every stop by month."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from flask_babel import gettext, lazy_gettext, ngettext

from matchmaker.domain.feedback.trail import Node, Step, Stop, kind_of
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.services.trails import OpenTrail, Share
from matchmaker.web.presenters.equipment import month_words
from matchmaker.web.presenters.graph import ENTRIES, KINDS, RELATIONS
from matchmaker.web.wording import text

BACKWARDS = {
    "seen_at": lazy_gettext("saw"),
    "answers": lazy_gettext("is answered by"),
    "follows_from": lazy_gettext("led to"),
    "speaks_of": lazy_gettext("is spoken of in"),
}
MOST_LISTED = 12


@dataclass(frozen=True, slots=True)
class StopLine:
    """One thing on the trail; `how` says what ties it to what stands nearer to the start."""

    name: str
    kind: NodeKind
    kind_word: str
    month: str
    entry: str
    trail: str
    how: tuple[str, ...]
    fictional: bool


@dataclass(frozen=True, slots=True)
class Stage:
    """The things of one kind at one distance; `rest` are those past the first few."""

    kind: NodeKind
    kind_word: str
    number: int
    is_start: bool
    lines: tuple[StopLine, ...]
    rest: tuple[StopLine, ...]


@dataclass(frozen=True, slots=True)
class TrailPage:
    """Stages from the first cause to the last effect; `shares` say what an observation has become part of."""

    name: str
    kind_word: str
    entry: str
    graph: str
    month: str
    before: tuple[Stage, ...]
    start: Stage
    after: tuple[Stage, ...]
    shares: tuple[tuple[str, str], ...]
    held_back: bool

    @property
    def stages(self) -> tuple[Stage, ...]:
        """All of them in the order of time."""
        return (*self.before, self.start, *self.after)


def trail_page(shown: OpenTrail) -> TrailPage:
    """Present a trail from the furthest cause to the furthest effect."""
    trail, names = shown.trail, {node: text(name) for node, name in shown.names.items()}
    start = _line(Stop(trail.start, kind_of(trail.start), 0, trail.month, ()), names, shown.fictional)
    return TrailPage(
        name=start.name,
        kind_word=start.kind_word,
        entry=start.entry,
        graph=f"/graph/{trail.start.replace(':', '/', 1)}",
        month=start.month,
        before=tuple(reversed(_stages(trail.before, names, shown.fictional))),
        start=Stage(start.kind, start.kind_word, 1, True, (start,), ()),
        after=_stages(trail.after, names, shown.fictional),
        shares=tuple(map(_share, shown.shares)),
        held_back=trail.held_back,
    )


def _stages(stops: Sequence[Stop], names: dict[Node, str], invented: frozenset[Node]) -> tuple[Stage, ...]:
    """Grouped by distance and kind, nearest first."""
    order = list(NodeKind)
    ordered = sorted(stops, key=lambda one: (one.distance, order.index(one.kind), one.month, one.node))
    groups = groupby(ordered, key=lambda one: (one.distance, one.kind))
    return tuple(_stage(kind, [_line(stop, names, invented) for stop in found]) for (_, kind), found in groups)


def _stage(kind: NodeKind, lines: Sequence[StopLine]) -> Stage:
    return Stage(kind, str(KINDS[kind]), len(lines), False, tuple(lines[:MOST_LISTED]), tuple(lines[MOST_LISTED:]))


def _line(stop: Stop, names: dict[Node, str], invented: frozenset[Node]) -> StopLine:
    fact_id = stop.node.partition(":")[2]
    return StopLine(
        name=names[stop.node],
        kind=stop.kind,
        kind_word=str(KINDS[stop.kind]),
        month=month_words(stop.month) if stop.month else "",
        entry=f"{ENTRIES[stop.kind]}{fact_id}",
        trail=f"/trail/{stop.kind}/{fact_id}",
        how=tuple(_told(stop.by, names)),
        fictional=stop.node in invented,
    )


def _told(steps: Iterable[Step], names: dict[Node, str]) -> Iterable[str]:
    """Each step as a sentence in the direction of time."""
    for step in steps:
        relation = BACKWARDS[step.how] if step.reverse else RELATIONS[step.how]
        yield str(
            gettext(
                "“%(one)s” %(relation)s “%(other)s”",
                one=names[step.cause],
                relation=relation,
                other=names[step.effect],
            )
        )


def _share(share: Share) -> tuple[str, str]:
    """The sentence and the address of the gap."""
    sentence = ngettext(
        "One of %(num)s observation behind gap No %(number)s, which %(people)s reported: %(gap)s",
        "One of %(num)s observations behind gap No %(number)s, which %(people)s reported: %(gap)s",
        share.observations,
        number=share.gap.number,
        people=ngettext("%(num)s person", "%(num)s people", share.people),
        gap=text(Bilingual(share.gap.title_en, share.gap.title_uk)),
    )
    return sentence, f"/gaps/{share.gap.id}"
