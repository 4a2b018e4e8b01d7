"""The word lists beside this file, read strictly: every value is text, a key that comes twice is refused."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent / "words"


class _StrictLoader(yaml.BaseLoader):
    """Reads `no` as text, and refuses what plain YAML would silently overwrite."""


def _mapping(loader: _StrictLoader, node: yaml.MappingNode) -> dict[str, Any]:
    keys = [loader.construct_object(key) for key, _ in node.value]
    twice = sorted({key for key in keys if keys.count(key) > 1})
    if twice:
        raise ValueError(f"{node.start_mark.name}: key comes twice: {', '.join(twice)}")
    return {
        key: loader.construct_object(value, deep=True)
        for key, (_, value) in zip(keys, node.value, strict=True)
    }


_StrictLoader.add_constructor(yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG, _mapping)


def read_list(path: Path) -> Mapping[str, Any]:
    """Read one word list; raises ValueError where a key comes twice."""
    with path.open(encoding="utf-8") as stream:
        return dict(yaml.load(stream, Loader=_StrictLoader))


@cache
def stop_words() -> frozenset[str]:
    """Folded English and Ukrainian words that say nothing about what a firm can do."""
    return frozenset(word for words in read_list(HERE / "stop.yaml").values() for word in words.split())


@cache
def legal_forms() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Legal forms to match in any case, and those to match only as written."""
    lists = read_list(HERE / "legal_forms.yaml")
    return tuple(lists["folded"]), tuple(lists["exact"])


@cache
def corrected_lemmas() -> Mapping[str, str]:
    """Lemmas of trade words where the general list is wrong or silent."""
    return dict(read_list(HERE / "lemmas.yaml")["lemmas"])


@cache
def ukrainian_endings() -> tuple[str, ...]:
    """Case endings, longest first, for words that no list knows."""
    endings = read_list(HERE / "lemmas.yaml")["endings"].split()
    return tuple(sorted(endings, key=lambda ending: (-len(ending), ending)))
