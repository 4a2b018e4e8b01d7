"""One immutable snapshot for each process, brought up to date when the catalogue moves."""

from __future__ import annotations

import logging
import threading
from typing import Protocol

from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.generation import Progress

# Up to so many firms every change builds all anew, so that words always weigh as the register has them.
SMALL = 5_000
# A larger register weighs its words anew once so many facts for each firm have changed.
REFIT_SHARE = 0.01


class Reads(Protocol):
    """What the cache asks of the catalogue."""

    def revision(self) -> int: ...

    def labelled_facts(self) -> tuple[int, CatalogueFacts]: ...


class SnapshotCache:
    """Asks the database for its revision at every use: same number, same snapshot; other number, another one.

    A large register takes up the facts that changed under the weights of words that it has, and weighs them anew
    in the background; the snapshot that is there serves meanwhile.
    """

    def __init__(self, catalogue: Reads, *, small: int = SMALL, refit_share: float = REFIT_SHARE) -> None:
        self._catalogue = catalogue
        self._small, self._refit_share = small, refit_share
        self._building = threading.Lock()
        self._refitting: threading.Thread | None = None
        self._held: Snapshot | None = None

    def current(self, progress: Progress | None = None) -> Snapshot:
        """Return the snapshot of the register as it stands; the first reader after a write waits for it.

        While a large one is made, other readers get the one before. The label is read before the facts, so a write
        in between makes it newer than its label, never staler; equality, because after a restore the number goes
        back.
        """
        held = self._held
        if held is not None and held.revision == self._catalogue.revision():
            return held
        if not self._building.acquire(blocking=held is None or self._is_small(len(held.firms))):
            assert held is not None
            return held
        try:
            return self._brought_up_to_date(progress)
        finally:
            self._building.release()

    def wait(self) -> None:
        """Wait until no refit is under way."""
        refitting = self._refitting
        if refitting is not None:
            refitting.join()

    def _brought_up_to_date(self, progress: Progress | None) -> Snapshot:
        held = self._held
        if held is not None and held.revision == self._catalogue.revision():
            return held
        revision, facts = self._catalogue.labelled_facts()
        if held is None or self._is_small(len(facts.firms)):
            now = Snapshot.build(revision, facts, progress=progress)
        else:
            now = held.updated(revision, facts)
        self._held = now
        if now.changes > self._refit_share * len(now.firms) and self._refitting is None:
            self._refitting = threading.Thread(target=self._refit, name="refit", daemon=True)
            self._refitting.start()
        return now

    def _refit(self) -> None:
        try:
            anew = Snapshot.build(*self._catalogue.labelled_facts())
            with self._building:
                held = self._held
                if held is not None and held.revision != anew.revision:
                    anew = anew.updated(*self._catalogue.labelled_facts())
                self._held = anew
        except Exception:
            logging.getLogger(__name__).exception("weighing the words anew failed; the next change tries again")
        finally:
            self._refitting = None

    def _is_small(self, firms: int) -> bool:
        return firms <= self._small
