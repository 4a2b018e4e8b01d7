"""The grounds on which an act raises a ceiling: a closed vocabulary, each with its place in the act."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from matchmaker.domain.eligibility.citations import Citation, cite
from matchmaker.domain.eligibility.lawtext import law_file
from matchmaker.domain.findings import Bilingual


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground; `spellings` are other names under which a case may give it."""

    name: str
    citations: tuple[Citation, ...]
    spellings: tuple[str, ...]
    text: Bilingual

    def serves(self, paragraph: str, act: str = "EDIP") -> bool:
        """True where the ground stands in that paragraph of the act, such as 20(5)."""
        pinpoints = [citation.pinpoint for citation in self.citations if citation.act == act]
        return any(f"{pinpoint}(".startswith(f"{paragraph}(") for pinpoint in pinpoints)


@cache
def grounds() -> dict[str, Ground]:
    """Every ground by name."""
    return {
        name: Ground(
            name,
            tuple(cite(act, pinpoint) for act, pinpoints in entry["articles"].items() for pinpoint in pinpoints),
            tuple(entry["spellings"]),
            Bilingual(entry["text"]["en"], entry["text"]["uk"]),
        )
        for name, entry in law_file("grounds.yaml").items()
    }


def recognised(stated: tuple[str, ...]) -> tuple[frozenset[str], tuple[str, ...]]:
    """The names of the grounds that a case states, and what it states that is none of them."""
    by_spelling = {_folded(spelling): one.name for one in grounds().values() for spelling in (one.name, *one.spellings)}
    names = [by_spelling.get(_folded(word)) for word in stated]
    strange = tuple(word for word, name in zip(stated, names, strict=True) if name is None)
    return frozenset(name for name in names if name is not None), strange


def _folded(spelling: str) -> str:
    return "_".join(spelling.casefold().replace("-", " ").replace("_", " ").split())
