"""What the register says of all firms whatever the topic, as columns in id order: worked out once for a snapshot."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import CAPABILITY, OBSERVATION, PROJECT
from matchmaker.domain.text.index import Document

Rows = NDArray[np.int64]
# One whole number for each firm: values in ten-thousandths, so that sums are exact on every machine.
Column = NDArray[np.int64]
WHOLE = 10_000
NOBODY = -1


def rounded(values: NDArray[np.float64]) -> Column:
    """The nearest whole numbers; of two the even one."""
    return np.rint(values).astype(np.int64)


@dataclass(frozen=True, slots=True)
class Grouped:
    """Items by firm: those of the firm in row r are `items[starts[r]:starts[r + 1]]`, in ascending order."""

    starts: Rows
    items: Rows

    @classmethod
    def of(cls, firms: Rows, items: Rows, count: int) -> Grouped:
        """Group pairs of firm row and item; pairs with NOBODY are left out."""
        known = firms != NOBODY
        firms, items = firms[known], items[known]
        order = np.lexsort((items, firms))
        return cls(np.searchsorted(firms[order], np.arange(count + 1)), items[order])

    def of_row(self, row: int) -> Rows:
        """The items of one firm."""
        return self.items[self.starts[row] : self.starts[row + 1]]

    def counts(self) -> Rows:
        """How many items each firm has."""
        return np.diff(self.starts)

    def most(self, values: Column) -> Column:
        """By firm the largest value of its items; zero where it has none. No value is below zero."""
        found, some = np.zeros(len(self.starts) - 1, dtype=np.int64), self.counts() > 0
        if some.any():
            found[some] = np.maximum.reduceat(values[self.items], self.starts[:-1][some])
        return found

    def nothing(self) -> Column:
        """A table of firms without any column."""
        return np.zeros((len(self.starts) - 1, 0), dtype=np.int64)


@dataclass(frozen=True, eq=False)
class FirmColumns:
    """Firms in id order; documents are rows of the text index.

    `own` groups the documents of each firm's offers, `projects` those of the projects that it took part in, and
    `from_project` tells of each document whether it is one of those; `observations` are documents of users;
    `confidence` is that of the firm's record.
    """

    ids: tuple[str, ...]
    rows: Mapping[str, int]
    own: Grouped
    projects: Grouped
    from_project: NDArray[np.bool_]
    observations: Rows
    confidence: NDArray[np.str_]

    def column(self, values: Mapping[str, int]) -> Column:
        """A column that is zero but for some firms; firms that the register doesn't know are left out."""
        column = np.zeros(len(self.ids), dtype=np.int64)
        for firm_id, value in values.items():
            if firm_id in self.rows:
                column[self.rows[firm_id]] = value
        return column


def firm_columns(snapshot: Snapshot) -> FirmColumns:
    """The columns of a snapshot; they are kept as long as the snapshot is."""
    held = _HELD.get(snapshot)
    if held is None:
        held = _HELD[snapshot] = _made(snapshot)
    return held


_HELD: WeakKeyDictionary[Snapshot, FirmColumns] = WeakKeyDictionary()


def _made(snapshot: Snapshot) -> FirmColumns:
    ids = tuple(snapshot.firms)
    rows = {firm_id: row for row, firm_id in enumerate(ids)}
    documents, kinds = snapshot.index.documents, snapshot.index.kinds
    return FirmColumns(
        ids=ids,
        rows=rows,
        own=_owned(documents, np.flatnonzero(kinds == CAPABILITY), rows),
        projects=_taken_part(snapshot, np.flatnonzero(kinds == PROJECT), rows),
        from_project=kinds == PROJECT,
        observations=np.flatnonzero(kinds == OBSERVATION),
        confidence=np.array([firm.provenance.confidence for firm in snapshot.firms.values()], dtype=np.str_),
    )


def _owned(documents: Sequence[Document], offers: Rows, rows: Mapping[str, int]) -> Grouped:
    owners = [rows.get(documents[row].owner, NOBODY) for row in offers.tolist()]
    return Grouped.of(np.array(owners, dtype=np.int64), offers, len(rows))


def _taken_part(snapshot: Snapshot, projects: Rows, rows: Mapping[str, int]) -> Grouped:
    documents = snapshot.index.documents
    pairs = [
        (rows.get(firm_id, NOBODY), row)
        for row in projects.tolist()
        for firm_id in _participants(snapshot, documents[row].owner)
    ]
    table = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Grouped.of(table[:, 0], table[:, 1], len(rows))


def _participants(snapshot: Snapshot, project_id: str) -> Iterable[str]:
    return dict.fromkeys(firm_id for firm_id, _ in snapshot.projects[project_id].participants)
