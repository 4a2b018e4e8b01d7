"""One immutable snapshot for each process, rebuilt when the catalogue moves."""

from __future__ import annotations

import threading

from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.catalogue import Catalogue


class SnapshotCache:
    """Asks the database for its revision at every use: same number, same snapshot; other number, a new one."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        self._building = threading.Lock()
        self._held: Snapshot | None = None

    def current(self) -> Snapshot:
        """Return the snapshot of the register as it stands; the first reader after a write waits for it.

        The label is read before the facts, so a write in between makes it newer than its label, never staler;
        equality, because after a restore the number goes back.
        """
        held = self._held
        if held is not None and held.revision == self._catalogue.revision():
            return held
        with self._building:
            held = self._held
            if held is None or held.revision != self._catalogue.revision():
                held = self._held = Snapshot.build(*self._catalogue.labelled_facts())
            return held
