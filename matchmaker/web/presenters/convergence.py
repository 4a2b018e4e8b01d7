"""Convergence as pictures and tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import lazy_gettext

from matchmaker.domain.feedback.convergence import Convergence, Moment, Overlap
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.snapshot import Snapshot
from matchmaker.web.presenters.equipment import category_word, month_words, name_of
from matchmaker.web.wording import text

WIDTH, HEIGHT = 1000, 260
LEFT, RIGHT, TOP, BOTTOM = 40, 20, 20, 40
MOST_NAMED = 12
NAMES = {
    "equipment": lazy_gettext("types of equipment in service"),
    "makers": lazy_gettext("makers of that equipment"),
    "skills": lazy_gettext("skills that one side teaches the other"),
    "modules": lazy_gettext("types of training that took place or are planned"),
    "observed": lazy_gettext("types of equipment that users observed"),
}
SERIES = (
    lazy_gettext("types that both sides observed"),
    lazy_gettext("types of training held both ways or jointly"),
    lazy_gettext("joint projects under way or done"),
)


@dataclass(frozen=True, slots=True)
class Bar:
    """An overlap: counts of the one side alone, of both and of the other alone, with widths in thousandths."""

    name: str
    one: int
    shared: int
    other: int
    share: float | None
    widths: tuple[float, float, float]
    named: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Curve:
    """One line of the picture over time: its points as a path and its last value with its place."""

    name: str
    path: str
    last: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Link:
    """A thing with its own page."""

    name: str
    address: str


@dataclass(frozen=True, slots=True)
class ConvergencePage:
    """All overlaps; `months` are the rows of the table beside the picture over time."""

    forces: tuple[Bar, ...]
    segments: tuple[Bar, ...]
    categories: tuple[Bar, ...]
    curves: tuple[Curve, ...]
    first: str
    last: str
    months: tuple[tuple[str, int, int, int], ...]
    without_training: tuple[Link, ...]
    without_industry: tuple[Link, ...]


def convergence_page(found: Convergence, snapshot: Snapshot) -> ConvergencePage:
    """Present convergence."""
    return ConvergencePage(
        forces=tuple(_bar(one, str(NAMES[one.name]), snapshot) for one in found.forces),
        segments=tuple(_bar(one, str(NAMES[one.name]), snapshot) for one in found.segments),
        categories=tuple(_bar(one, category_word(one.name), snapshot) for one in found.by_category if one.either),
        curves=_curves(found.over_time),
        first=month_words(found.over_time[0].month) if found.over_time else "",
        last=month_words(found.over_time[-1].month) if found.over_time else "",
        months=tuple((month_words(one.month), *_counts(one)) for one in found.over_time),
        without_training=tuple(
            Link(name_of(snapshot.equipment[one]), f"/equipment/{one}") for one in found.without_training
        ),
        without_industry=tuple(_module(snapshot, one) for one in found.without_industry),
    )


def _bar(one: Overlap, name: str, snapshot: Snapshot) -> Bar:
    shared = len(one.shared)
    counts = (one.one - shared, shared, one.other - shared)
    names = [_named(shared_one, snapshot) for shared_one in one.shared]
    return Bar(
        name=name,
        one=counts[0],
        shared=shared,
        other=counts[2],
        share=None if one.share is None else round(one.share, 2),
        widths=(_width(counts[0], one), _width(shared, one), _width(counts[2], one)),
        named=tuple(names[:MOST_NAMED]),
        more=max(len(names) - MOST_NAMED, 0),
    )


def _width(count: int, one: Overlap) -> float:
    return round(WIDTH * count / one.either, 2) if one.either else 0.0


def _named(shared: str, snapshot: Snapshot) -> str:
    """A type or type of training by its name; a skill and a maker are named as they are."""
    if shared in snapshot.equipment:
        return name_of(snapshot.equipment[shared])
    module = snapshot.modules.get(shared)
    return text(Bilingual(module.name_en, module.name_uk)) if module else shared


def _curves(moments: Sequence[Moment]) -> tuple[Curve, ...]:
    """Steps from month to month on one scale."""
    if not moments:
        return ()
    months = [_number(one.month) for one in moments]
    start, length = months[0], max(months[-1] - months[0], 1)
    across = [LEFT + (WIDTH - LEFT - RIGHT) * (month - start) / length for month in months]
    highest = max(max(_counts(one)) for one in moments)
    return tuple(
        _curve(str(name), across, [_counts(one)[index] for one in moments], highest)
        for index, name in enumerate(SERIES)
    )


def _curve(name: str, across: Sequence[float], counts: Sequence[int], highest: int) -> Curve:
    heights = [HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / max(highest, 1) for count in counts]
    path = f"M{across[0]:.1f} {heights[0]:.1f}"
    for x, y in zip(across[1:], heights[1:], strict=True):
        path += f"H{x:.1f}V{y:.1f}"
    return Curve(name, path, counts[-1], round(across[-1], 1), round(heights[-1], 1))


def _counts(one: Moment) -> tuple[int, int, int]:
    return one.types_seen_by_both, one.modules_both_ways, one.joint_projects


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:])


def _module(snapshot: Snapshot, module_id: str) -> Link:
    module = snapshot.modules[module_id]
    return Link(text(Bilingual(module.name_en, module.name_uk)), f"/modules/{module_id}")
