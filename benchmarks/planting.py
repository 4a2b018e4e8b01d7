"""Faults for Python and YAML: each is one small change to one file, with words to find it again."""

from __future__ import annotations

import ast
import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.Gt),
    ast.LtE: (ast.Lt,),
    ast.Gt: (ast.GtE, ast.Lt),
    ast.GtE: (ast.Gt,),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
}
OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.Mult: ast.Add,
}
NAMES = {"met": "not_met", "not_met": "met", "any": "all", "all": "any", "min": "max", "max": "min"}
SOFTENED = ("unknown", "conditional", "open_law")
WORDS_ONLY = ("say", "Bilingual", "Sentence")
DAY = re.compile(r'"(\d{4}-\d{2}-\d{2})"')
NUMBER = re.compile(r'((?:value|max_\w+|min_\w+): )"(\d+(?:\.\d+)?)"')
ENTRY = re.compile(r"^(?=[^\s#])", re.MULTILINE)
COUNTRY_LIST = re.compile(r"value:\s+\[([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Fault:
    """One changed file; `text` is its whole new content."""

    path: Path
    line: int
    words: str
    text: str


def faults_in(path: Path) -> Iterator[Fault]:
    """All faults of a file, in the order of its lines."""
    text = path.read_text(encoding="utf-8")
    return _in_python(path, text) if path.suffix == ".py" else _in_yaml(path, text)


def _in_python(path: Path, text: str) -> Iterator[Fault]:
    tree = ast.parse(text)
    spoken = {id(part) for node in ast.walk(tree) for start in _without_effect(node) for part in ast.walk(start)}
    for position, node in enumerate(ast.walk(tree)):
        if id(node) in spoken:
            continue
        for words, changed in _variants(node):
            planted = copy.deepcopy(tree)
            _put(planted, position, changed)
            yield Fault(path, getattr(node, "lineno", 0), words, ast.unparse(ast.fix_missing_locations(planted)))


def _without_effect(node: ast.AST) -> Iterator[ast.AST]:
    """Wording, annotations and decorators: a change in them is no fault of the law."""
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in WORDS_ONLY:
        yield node
    for name in ("annotation", "returns"):
        if isinstance(part := getattr(node, name, None), ast.AST):
            yield part
    yield from getattr(node, "decorator_list", ())


def _put(tree: ast.AST, position: int, changed: ast.AST) -> None:
    """Turn the node at a position of the walk into another one, in place."""
    node = next(node for place, node in enumerate(ast.walk(tree)) if place == position)
    node.__class__ = changed.__class__
    node.__dict__.update(changed.__dict__)


def _variants(node: ast.AST) -> Iterator[tuple[str, ast.AST]]:
    match node:
        case ast.Compare():
            yield from _comparisons(node)
        case ast.BoolOp():
            other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
            yield f"{_told(node)}: and/or", ast.BoolOp(other, node.values)
            for left_out in range(len(node.values)):
                kept = [value for place, value in enumerate(node.values) if place != left_out]
                yield (
                    f"{_told(node)}: without part {left_out + 1}",
                    kept[0] if len(kept) == 1 else ast.BoolOp(node.op, kept),
                )
        case ast.UnaryOp(op=ast.Not()):
            yield f"{_told(node)}: not dropped", node.operand
        case ast.BinOp() if type(node.op) in OPERATORS:
            yield f"{_told(node)}: other operator", ast.BinOp(node.left, OPERATORS[type(node.op)](), node.right)
        case ast.Call(func=ast.Name()):
            yield from _calls(node)
        case ast.If():
            for truth in (True, False):
                yield f"if {_told(node.test)}: always {truth}", ast.If(ast.Constant(truth), node.body, node.orelse)
        case ast.Constant(value=bool()):
            yield f"{node.value} turned", ast.Constant(not node.value)


def _comparisons(node: ast.Compare) -> Iterator[tuple[str, ast.AST]]:
    if len(node.ops) == 1:
        for other in COMPARISONS.get(type(node.ops[0]), ()):
            changed = ast.Compare(node.left, [other()], node.comparators)
            yield f"{_told(node)} -> {_told(changed)}", changed


def _calls(node: ast.Call) -> Iterator[tuple[str, ast.AST]]:
    name = node.func.id if isinstance(node.func, ast.Name) else ""
    if name in NAMES:
        yield f"{name} -> {NAMES[name]}", ast.Call(ast.Name(NAMES[name], ast.Load()), node.args, node.keywords)
    if name in SOFTENED and node.args:
        yield f"{name} -> met", ast.Call(ast.Name("met", ast.Load()), node.args[:1], [])


def _told(node: ast.AST) -> str:
    return " ".join(ast.unparse(ast.fix_missing_locations(node)).split())[:90]


def _in_yaml(path: Path, text: str) -> Iterator[Fault]:
    for found in DAY.finditer(text):
        of_this_line = text[text.rfind("\n", 0, found.start()) : found.start()]
        if "checked_on" not in of_this_line and not _is_in_note(text, found.start()):
            later = date.fromisoformat(found[1]) + timedelta(days=1)
            yield _replaced(path, text, found, f'"{later}"')
    for found in NUMBER.finditer(text):
        figure = Decimal(found[2])
        step = Decimal(1).scaleb(min(0, int(figure.as_tuple().exponent)))
        yield _replaced(path, text, found, f'{found[1]}"{figure + step}"')
    for found in COUNTRY_LIST.finditer(text):
        kept = [code.strip() for code in found[1].split(",")][1:]
        yield _replaced(path, text, found, f"value: [{', '.join(kept)}]")
    for found in re.finditer(r'  gates_counting: "yes"\n', text):
        yield _replaced(path, text, found, "")


def _is_in_note(text: str, place: int) -> bool:
    """A rule of kind `note` has no function and no verdict, so that its days are shown and never judged."""
    starts = [found.start() for found in ENTRY.finditer(text)]
    first = max((start for start in starts if start <= place), default=0)
    last = min((start for start in starts if start > place), default=len(text))
    return "\n  kind: note\n" in text[first:last]


def _replaced(path: Path, text: str, found: re.Match[str], new: str) -> Fault:
    line = text.count("\n", 0, found.start()) + 1
    words = f"{' '.join(found[0].split())} -> {new or 'left out'}"[:100]
    return Fault(path, line, words, text[: found.start()] + new + text[found.end() :])
