"""A changed index equals one built anew under the same weights of words; scikit-learn is the judge of the weights."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from sklearn.feature_extraction.text import TfidfVectorizer

from matchmaker.domain.text.index import Document, TextIndex, own_count
from matchmaker.domain.text.readings import concepts, weighed_lemmas

TEXTS = (
    "Interceptor drones and their ground stations.",
    "Дрони-перехоплювачі, глушники та засоби РЕБ",
    "Radar; radar antennas for air defence",
    "FPV drones with fibre-optic control",
    "Composite airframes, series production",
    "jamming and spoofing of GPS",
    "it is the",
    "",
    "Unmanned ground vehicles carry ammunition; drones watch",
)
QUERIES = (
    "interceptor drones",
    "глушіння",
    "unmanned systems, jamming of radar",
    "zeppelin",
    "FPV and loitering munitions",
)

registers = st.dictionaries(st.sampled_from("abcdefgh"), st.sampled_from(TEXTS), max_size=8)


def documents(texts: dict[str, str]) -> list[Document]:
    return [
        Document(id, f"owner-{id}", text, "capability" if id < "f" else "observation") for id, text in texts.items()
    ]


def as_tables(index: TextIndex) -> list[object]:
    tables = (index.matrix, index.trade, index.matches(QUERIES), index.common(QUERIES))
    return [index.documents, *((table.shape, table.toarray().tolist()) for table in tables)]


@settings(derandomize=True, max_examples=60)
@given(registers, registers)
@example({}, {"a": TEXTS[0]})
@example({"a": TEXTS[0]}, {})
def test_a_changed_index_equals_one_built_anew_under_the_same_generation(
    before: dict[str, str], after: dict[str, str]
) -> None:
    held = TextIndex.of(documents(before), weightless={"observation"}, number=7)
    gone = {id for id, text in before.items() if after.get(id) != text}
    new = {id: text for id, text in after.items() if before.get(id) != text}
    changed = held.changed(gone, documents(new))
    rebuilt = TextIndex.of(documents(after), generation=held.generation)
    assert as_tables(changed) == as_tables(rebuilt)
    assert changed.generation is held.generation and changed.generation.number == 7
    for query in QUERIES:
        assert list(changed.rank(query).items()) == list(rebuilt.rank(query).items())


def test_a_new_word_counts_from_the_next_generation_on() -> None:
    held = TextIndex.of(documents({"a": TEXTS[0]}))
    more = documents({"b": "zeppelin"})
    assert held.changed((), more).rank("zeppelin") == {}
    assert set(TextIndex.of([*held.documents, *more]).rank("zeppelin")) == {"b"}


def test_an_index_is_left_as_it_was_by_a_change() -> None:
    held = TextIndex.of(documents({"a": TEXTS[0], "b": TEXTS[1]}))
    before = as_tables(held)
    held.changed({"a"}, documents({"c": TEXTS[2]}))
    assert as_tables(held) == before


def test_an_id_may_not_come_twice_by_a_change() -> None:
    with pytest.raises(ValueError, match="share an id"):
        TextIndex.of(documents({"a": TEXTS[0]})).changed((), documents({"a": TEXTS[1]}))


def test_words_weigh_as_in_scikit_learn() -> None:
    held = documents(dict(zip("abcdeijkl", TEXTS, strict=True)))
    index = TextIndex.of(held)
    judge = TfidfVectorizer(analyzer=weighed_lemmas, sublinear_tf=True).fit([one.text for one in index.documents])
    assert list(judge.get_feature_names_out()) == list(index.generation.terms)
    assert np.abs((judge.transform([one.text for one in index.documents]) - index.matrix).toarray()).max() < 1e-12


def test_concepts_in_common_are_counted_as_by_hand() -> None:
    held = documents(dict(zip("abcdeijkl", TEXTS, strict=True)))
    index = TextIndex.of(held)
    queries = [*TEXTS, *QUERIES]
    by_hand = [[_common(one.text, query) for query in queries] for one in index.documents]
    assert index.common(queries).toarray().tolist() == by_hand
    assert max(map(max, by_hand)) > 2


def _common(text: str, query: str) -> int:
    one, other = concepts(text), concepts(query)
    return own_count(one.held & other.held & (one.named | other.named))


def test_progress_is_heard() -> None:
    heard: list[tuple[int, int]] = []
    TextIndex.of(documents({"a": "drone", "b": "radar"}), progress=lambda done, of: heard.append((done, of)))
    assert heard == [(2, 2)]
