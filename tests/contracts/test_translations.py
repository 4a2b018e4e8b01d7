"""The Ukrainian catalogue is complete: every sentence of code and templates, nothing guessed, same placeholders."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path

from babel.messages import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from tests.contracts.sources import ROOT

CATALOGUE = ROOT / "matchmaker" / "web" / "translations" / "uk" / "LC_MESSAGES" / "messages.po"
KEYWORDS = {**DEFAULT_KEYWORDS, "_l": None, "say": None, "lazy_gettext": None}
PLACEHOLDER = re.compile(r"%\((\w+)\)")
LOOSE = re.compile(r"%(?!\(\w+\)[sd])")
OURS = ("matchmaker", "templates")


def is_ours(folder: str) -> bool:
    inside = Path(folder).relative_to(ROOT).parts
    return not inside or inside[0] in OURS


@cache
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file)


@cache
def sentences() -> dict[str, tuple[str, ...]]:
    """Return the English sentences of the product, each with its plural where it has one."""
    mappings = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["tool"]["babel"]["mappings"]
    methods = [(pattern, mapping["method"]) for mapping in mappings for pattern in mapping["pattern"]]
    found: dict[str, tuple[str, ...]] = {}
    for _, _, message, _, _ in extract_from_dir(ROOT, methods, keywords=KEYWORDS, directory_filter=is_ours):
        ids = message if isinstance(message, tuple) else (message,)
        found[ids[0]] = ids
    return found


def ids(message: Message) -> tuple[str, ...]:
    return tuple(message.id) if isinstance(message.id, (tuple, list)) else (message.id,)


def wordings(message: Message) -> tuple[str, ...]:
    given = message.string if isinstance(message.string, (tuple, list)) else (message.string,)
    return tuple(wording or "" for wording in given)


def test_there_are_sentences_to_translate() -> None:
    assert len(sentences()) > 100


def test_every_sentence_has_ukrainian_words() -> None:
    missing = [
        english
        for english in sentences()
        if (message := catalogue().get(english)) is None or message.fuzzy or not all(wordings(message))
    ]
    assert missing == []


def test_the_catalogue_has_no_sentence_that_nobody_says() -> None:
    assert sorted({ids(message)[0] for message in catalogue() if message.id} - set(sentences())) == []


def test_plurals_have_all_three_forms() -> None:
    assert [message.id for message in catalogue() if len(ids(message)) > 1 and len(wordings(message)) != 3] == []


def test_translations_fill_in_the_same_values() -> None:
    differ = [
        (message.id, wording)
        for message in catalogue()
        if message.id
        for wording in wordings(message)
        if set(PLACEHOLDER.findall(wording)) != set(PLACEHOLDER.findall(" ".join(ids(message))))
    ]
    assert differ == []


def test_no_translation_has_a_loose_per_cent_sign() -> None:
    loose = [
        message.id
        for message in catalogue()
        for wording in wordings(message)
        if message.id and LOOSE.search(wording.replace("%%", ""))
    ]
    assert loose == []
