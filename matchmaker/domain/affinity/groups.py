"""Which organisations carry the same distinctive first word in their names, as the firms of one group do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from matchmaker.domain.affinity.history import Organisation
from matchmaker.domain.registry.normalise import search_key
from matchmaker.domain.strict_yaml import read_text

SHORTEST = 3
# A first word that more organisations have is the name of a sort or a place, not of a group.
MOST_IN_A_GROUP = 25


@cache
def plain_words() -> frozenset[str]:
    """Words that begin many names without making a group of them."""
    return frozenset(read_text((Path(__file__).parent / "plain_words.yaml").read_text(encoding="utf-8")))


def group_words(organisations: Sequence[Organisation]) -> tuple[str, ...]:
    """For each organisation the word that it shares with others of its group, empty where it stands alone.

    >>> group_words([Organisation("1", "THALES SIX", "FR"), Organisation("2", "Thales Italia", "IT")])
    ('thales', 'thales')
    """
    words = [_first_word(organisation.name) for organisation in organisations]
    counts = Counter(words)
    return tuple(word if word and 2 <= counts[word] <= MOST_IN_A_GROUP else "" for word in words)


def _first_word(name: str) -> str:
    words = search_key(name).split()
    first = words[0] if words else ""
    return first if len(first) >= SHORTEST and first not in plain_words() and not first.isdigit() else ""
