"""YAML read as text: every scalar stays a string (`NO` is Norway, not false) and a repeated key is a fault."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import accumulate, repeat
from typing import Any

import yaml
from yaml.constructor import BaseConstructor

DEEPEST = 60
NO_WORD, TWICE, REFERENCE, DEEP, PARSER = "no_word", "twice", "reference", "deep", "parser"
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


class UnreadableYaml(ValueError):
    """The text is not YAML as this project writes it; the message names the line.

    `reason` is one of the words above, so that others may say it in their own language, or empty; `what` is the key
    in question, or what the parser says.
    """

    def __init__(self, message: str, line: int | None = None, reason: str = "", what: str = "") -> None:
        super().__init__(message if line is None else f"line {line}: {message}")
        self.line, self.reason, self.what = line, reason, what


class _StrictMappings(BaseConstructor):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise UnreadableYaml("a key must be a word", key_node.start_mark.line + 1, NO_WORD)
            if key_node.value in seen:
                key = repr(key_node.value)
                raise UnreadableYaml(f"key {key} appears twice", key_node.start_mark.line + 1, TWICE, key)
            seen.add(key_node.value)
        return super().construct_mapping(node, deep=deep)


class _TextLoader(_StrictMappings, yaml.BaseLoader):
    """For what anybody may send: the loader in C is faster, but deep nesting makes it crash."""


class _PlainLoader(_TextLoader):
    """For what a stranger sends: a few lines of references could unfold into millions of entries."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.current_event.start_mark
            raise UnreadableYaml("references (*name) are not read here", mark.line + 1, REFERENCE)
        return super().compose_node(parent, index)


class _OwnFileLoader(_StrictMappings, yaml.CBaseLoader):
    """For the files of this package."""


def read_text(text: str) -> Any:
    """Return nested dicts, lists and strings; raise `UnreadableYaml` for anything else."""
    return _read(text, _TextLoader)


def read_plain(text: str) -> Any:
    """Read like `read_text`, but in a time and to a size that go with what was sent: no references, no deep nesting."""
    if max(accumulate(map(_STEPS.get, text, repeat(0))), default=0) > DEEPEST:
        raise UnreadableYaml("nested too deeply", reason=DEEP)
    return _read(text, _PlainLoader)


def read_own(content: bytes) -> Any:
    """Read a file of this package like `read_text`, several times faster."""
    try:
        return yaml.load(content, Loader=_OwnFileLoader)
    except yaml.YAMLError as error:
        raise _unreadable(error) from error


def _read(text: str, loader: type[_TextLoader]) -> Any:
    try:
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise _unreadable(error) from error
    except RecursionError as error:
        raise UnreadableYaml("nested too deeply", reason=DEEP) from error


def _unreadable(error: yaml.YAMLError) -> UnreadableYaml:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        said = str(error.problem)
        return UnreadableYaml(said, error.problem_mark.line + 1, PARSER, said)
    said = " ".join(str(error).split())
    return UnreadableYaml(said, reason=PARSER, what=said)
