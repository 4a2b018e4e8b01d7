"""YAML read as text: every scalar stays a string (`NO` is Norway, not false) and a repeated key is a fault."""

from __future__ import annotations

from collections.abc import Hashable
from itertools import accumulate, repeat
from typing import Any

import yaml
from yaml.constructor import BaseConstructor

DEEPEST = 60
_STEPS = {"[": 1, "{": 1, "]": -1, "}": -1}


class UnreadableYaml(ValueError):
    """The text is not YAML as this project writes it; the message names the line."""


class _StrictMappings(BaseConstructor):
    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        seen: set[str] = set()
        for key_node, _ in node.value:
            if not isinstance(key_node, yaml.ScalarNode):
                raise UnreadableYaml(f"line {key_node.start_mark.line + 1}: a key must be a word")
            if key_node.value in seen:
                raise UnreadableYaml(f"line {key_node.start_mark.line + 1}: key {key_node.value!r} appears twice")
            seen.add(key_node.value)
        return super().construct_mapping(node, deep=deep)


class _TextLoader(_StrictMappings, yaml.BaseLoader):
    """For what anybody may send: the loader in C is faster, but deep nesting makes it crash."""


class _PlainLoader(_TextLoader):
    """For what a stranger sends: a few lines of references could unfold into millions of entries."""

    def compose_node(self, parent: yaml.Node | None, index: Any) -> yaml.Node | None:
        if self.check_event(yaml.AliasEvent):
            mark = self.peek_event().start_mark  # type: ignore[no-untyped-call]
            raise UnreadableYaml(f"line {mark.line + 1}: references (*name) are not read here")
        return super().compose_node(parent, index)


class _OwnFileLoader(_StrictMappings, yaml.CBaseLoader):
    """For the files of this package."""


def read_text(text: str) -> Any:
    """Return nested dicts, lists and strings; raise `UnreadableYaml` for anything else."""
    return _read(text, _TextLoader)


def read_plain(text: str) -> Any:
    """Read like `read_text`, but in a time and to a size that go with what was sent: no references, no deep nesting."""
    if max(accumulate(map(_STEPS.get, text, repeat(0))), default=0) > DEEPEST:
        raise UnreadableYaml("nested too deeply")
    return _read(text, _PlainLoader)


def read_own(content: bytes) -> Any:
    """Read a file of this package like `read_text`, several times faster."""
    try:
        return yaml.load(content, Loader=_OwnFileLoader)
    except yaml.YAMLError as error:
        raise UnreadableYaml(_one_line(error)) from error


def _read(text: str, loader: type[_TextLoader]) -> Any:
    try:
        return yaml.load(text, Loader=loader)
    except yaml.YAMLError as error:
        raise UnreadableYaml(_one_line(error)) from error
    except RecursionError as error:
        raise UnreadableYaml("nested too deeply") from error


def _one_line(error: yaml.YAMLError) -> str:
    if isinstance(error, yaml.MarkedYAMLError) and error.problem_mark is not None:
        return f"line {error.problem_mark.line + 1}: {error.problem}"
    return " ".join(str(error).split())
