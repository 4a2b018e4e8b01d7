"""Where the holders of a firm stand: layers side by side on wide screens, one under the other on narrow ones.

The firm stands first and each holder beyond what it holds. A holder of several stands beyond the nearest of them;
what else it holds is a further line in the wide picture and a line of text in the narrow one.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from textwrap import wrap

from flask_babel import gettext

MOST_DRAWN = 24
MARGIN = 12
BOX, HEIGHT, GAP, ROW = 190, 78, 124, 92
LEVEL = 66
NARROW, INDENT, DEEPEST, BETWEEN = 348, 16, 7, 12
LINE, LETTER, BOLD = 16, 6.6, 7.6
EXTENTS = ("every", "some", "none")


@dataclass(frozen=True, slots=True)
class Holding:
    """What one holder has directly in one held entity, `extent` as in the engine; `sentence` says all of it."""

    holder: str
    held: str
    label: str
    extent: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Box:
    """The firm or a holder; `anchor` is its row in the table, `says` is all that its lines cut short."""

    x: int
    y: int
    width: int
    height: int
    name: tuple[str, ...]
    lines: tuple[str, ...]
    says: str
    anchor: str
    is_firm: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A holding as a line with its label; `tip` is the arrow at what is held."""

    path: str
    tip: str
    extent: str
    label: str
    label_x: int
    label_y: int
    anchor: str
    says: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """One picture."""

    narrow: bool
    width: int
    height: int
    boxes: tuple[Box, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class _Tree:
    """Who is drawn, in the order of the layers, and the holding by which each one hangs on what it holds."""

    firm: str
    depth: Mapping[str, int]
    hangs_by: Mapping[str, Holding]
    holdings: Sequence[Holding]

    def above(self, held: str) -> list[str]:
        """Those who hang on the held entity."""
        return [holder for holder, holding in self.hangs_by.items() if holding.held == held]

    def others(self) -> list[Holding]:
        """Holdings between two who are drawn, by which nobody hangs."""
        drawn = set(self.hangs_by.values())
        return [one for one in self.holdings if one not in drawn and {one.holder, one.held} <= self.depth.keys()]


@dataclass(frozen=True, slots=True)
class _Words:
    names: Mapping[str, str]
    facts: Mapping[str, tuple[str, ...]]
    anchors: Mapping[str, str]


def drawings(
    firm: str,
    names: Mapping[str, str],
    facts: Mapping[str, tuple[str, ...]],
    holdings: Sequence[Holding],
    anchors: Mapping[str, str],
) -> tuple[tuple[Drawing, ...], int]:
    """Draw the picture for wide and for narrow screens, and count who did not fit; nothing for a firm alone."""
    tree = _tree(firm, holdings)
    words = _Words(names, facts, anchors)
    if not tree.hangs_by:
        return (), len(names) - 1
    return (_wide(tree, words), _narrow(tree, words)), len(names) - len(tree.depth)


def _tree(firm: str, holdings: Sequence[Holding]) -> _Tree:
    """Nearest layers first; within a layer those who control, so that the cut leaves out those who matter least."""
    depth, hangs_by = {firm: 0}, dict[str, Holding]()
    waiting = deque([firm])
    while waiting:
        held = waiting.popleft()
        found = [one for one in holdings if one.held == held and one.holder not in depth]
        for one in sorted(found, key=lambda one: EXTENTS.index(one.extent)):
            if len(depth) <= MOST_DRAWN and one.holder not in depth:
                depth[one.holder], hangs_by[one.holder] = depth[held] + 1, one
                waiting.append(one.holder)
    return _Tree(firm, depth, hangs_by, holdings)


def _wide(tree: _Tree, words: _Words) -> Drawing:
    rows = dict(_rows(tree))
    at = {name: (MARGIN + depth * (BOX + GAP), round(MARGIN + rows[name] * ROW)) for name, depth in tree.depth.items()}
    boxes = tuple(_box(name, at[name], BOX, HEIGHT, (), tree, words) for name in tree.depth)
    lines = [_curve(one, at, 0) for one in tree.hangs_by.values()]
    beside = dict[str, int]()
    for one in tree.others():
        beside[one.holder] = beside.get(one.holder, 0) + 1
        lines.append(_curve(one, at, beside[one.holder]))
    deepest = max(tree.depth.values())
    has_side_lines = any(at[one.held][0] >= at[one.holder][0] for one in tree.others())
    width = 2 * MARGIN + deepest * (BOX + GAP) + BOX + (GAP if has_side_lines else 0)
    return Drawing(False, width, max(y for _, y in at.values()) + HEIGHT + MARGIN, boxes, tuple(lines))


def _rows(tree: _Tree) -> Iterator[tuple[str, float]]:
    """Whoever nobody holds gets the next row, everybody else the middle of those who hold it."""
    rows = dict[str, float]()
    leaves = 0
    for name in _upwards(tree.firm, tree):
        above = [rows[one] for one in tree.above(name)]
        if above:
            rows[name] = sum(above) / len(above)
        else:
            rows[name], leaves = leaves, leaves + 1
    yield from rows.items()


def _upwards(name: str, tree: _Tree) -> Iterator[str]:
    """Holders before what they hold; at most MOST_DRAWN deep."""
    for holder in tree.above(name):
        yield from _upwards(holder, tree)
    yield name


def _curve(one: Holding, at: Mapping[str, tuple[int, int]], place: int) -> Line:
    """From the right side of what is held to the left side of the holder; round the right where that is behind."""
    (held_x, held_y), (x, y) = at[one.held], at[one.holder]
    start_x, start_y, end_y = held_x + BOX, held_y + HEIGHT // 2, y + HEIGHT // 2 + LINE * place
    tip, label = _tip(start_x, start_y), _cut(one.label, GAP - 30)
    label_y = end_y - 6 if not place else end_y + 13
    if held_x < x:
        level = x - LEVEL
        bend = (start_x + level) // 2
        path = f"M{start_x} {start_y}C{bend} {start_y} {bend} {end_y} {level} {end_y}H{x}"
        return Line(path, tip, one.extent, label, x - 5, label_y, "end", one.sentence)
    side = max(start_x, x + BOX) + GAP // 3
    path = f"M{start_x} {start_y}C{side} {start_y} {side} {end_y} {x + BOX} {end_y}"
    return Line(path, tip, one.extent, label, x + BOX + 8, label_y, "start", one.sentence)


def _tip(x: int, y: int) -> str:
    return f"M{x + 1} {y}l9 -5v10Z"


def _narrow(tree: _Tree, words: _Words) -> Drawing:
    boxes, lines = list[Box](), list[Line]()
    at = dict[str, tuple[int, int, int]]()
    bottom = MARGIN
    for name in _downwards(tree.firm, tree):
        extra = tuple(_told(name, tree, words))
        x = MARGIN // 2 + INDENT * min(tree.depth[name], DEEPEST)
        named = len(_two_lines(words.names[name], NARROW - x - 22))
        height = 14 + LINE * (named + len(words.facts[name]) + len(extra))
        boxes.append(_box(name, (x, bottom), NARROW - x - 2, height, extra, tree, words))
        at[name] = (x, bottom, height)
        bottom += height + BETWEEN
        if name in tree.hangs_by:
            lines.append(_corner(tree.hangs_by[name], at))
    return Drawing(True, NARROW, bottom, tuple(boxes), tuple(lines))


def _told(name: str, tree: _Tree, words: _Words) -> Iterator[str]:
    """In the narrow picture what somebody holds is said in the box."""
    own = [tree.hangs_by[name]] if name in tree.hangs_by else []
    for one in (*own, *(other for other in tree.others() if other.holder == name)):
        yield str(gettext("%(part)s of %(held)s", part=one.label, held=words.names[one.held]))


def _corner(one: Holding, at: Mapping[str, tuple[int, int, int]]) -> Line:
    (held_x, held_y, held_height), (x, y, _) = at[one.held], at[one.holder]
    from_x, from_y = held_x + INDENT // 2, held_y + held_height
    path = f"M{from_x} {from_y}V{y + 20}H{max(x, from_x + 1)}"
    tip = f"M{from_x} {from_y + 1}l-4 8h8Z"
    return Line(path, tip, one.extent, "", 0, 0, "start", one.sentence)


def _downwards(name: str, tree: _Tree) -> Iterator[str]:
    yield name
    for holder in tree.above(name):
        yield from _downwards(holder, tree)


def _box(
    name: str, place: tuple[int, int], width: int, height: int, extra: tuple[str, ...], tree: _Tree, words: _Words
) -> Box:
    lines = (*words.facts[name], *extra)
    named = _two_lines(words.names[name], width - 20)
    return Box(
        x=place[0],
        y=place[1],
        width=width,
        height=height,
        name=named,
        lines=tuple(_cut(line, width - 20) for line in lines),
        says=". ".join((words.names[name], *lines)),
        anchor=words.anchors.get(name, ""),
        is_firm=name == tree.firm,
    )


def _two_lines(name: str, width: int) -> tuple[str, ...]:
    most = int(width / BOLD)
    first, *rest = wrap(name, most) or [name]
    return (first, *(_cut(line, width) for line in [" ".join(rest)] if line))


def _cut(line: str, width: int) -> str:
    most = int(width / LETTER)
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"
