"""Faults of a case file in the reader's language, each with its place."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import gettext, ngettext

from matchmaker.domain.eligibility.casereader import Fault
from matchmaker.services.trying import LONGEST_FAULT, FileRefused
from matchmaker.web.wording import say_aloud


def fault_lines(refused: FileRefused) -> Iterator[str]:
    """One line for each fault, and one for how many more there are."""
    for fault in refused.faults:
        line = ": ".join(filter(None, (_place(fault), fault.key, say_aloud(fault.because))))
        yield line if len(line) <= LONGEST_FAULT else f"{line[:LONGEST_FAULT]}…"
    if refused.more:
        yield str(ngettext("and %(num)s more fault", "and %(num)s more faults", refused.more))


def _place(fault: Fault) -> str:
    if fault.row is not None:
        return str(gettext("line %(row)s", row=fault.row))
    return "" if fault.case is None else str(gettext("case %(case)s", case=repr(fault.case)))
