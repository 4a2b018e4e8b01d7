"""Which firms the typed names of a search form mean: one is taken, several are offered, none is a fault."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext

from matchmaker.persistence.models import Firm
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.profiles import find_firms
from matchmaker.web.forms.topics import ProposeForm

MOST_MEANT, MOST_NAMES, LONGEST_NAME = 8, 12, 200


def understand(uow: UnitOfWork, form: ProposeForm) -> Sequence[Firm]:
    """Tick the firms that the lines mean, leave the other lines with what is wrong, and return firms to choose from.

    A line with several meanings counts as answered once one of them is ticked.
    """
    lines = [line.strip() for line in (form.firm.data or "").splitlines() if line.strip()]
    if any(len(line) > LONGEST_NAME for line in lines):
        too_long = gettext("Write each name in at most %(most)s characters.", most=LONGEST_NAME)
        form.firm.errors = [*form.firm.errors, too_long]
        return ()
    chosen, left, faults, meant = list(form.required.data or ()), list[str](), list[str](), list[Firm]()
    for line in lines[:MOST_NAMES]:
        found = find_firms(uow, line, country="", page=1)
        if found.total == 1:
            chosen.append(found.firms[0].id)
        elif not (1 < found.total <= MOST_MEANT and {firm.id for firm in found.firms} & set(chosen)):
            left.append(line)
            faults.append(_fault(line, found.total))
            meant += found.firms if 1 < found.total <= MOST_MEANT else ()
    if len(lines) > MOST_NAMES:
        faults.append(gettext("Write at most %(most)s names.", most=MOST_NAMES))
    form.required.data = list(dict.fromkeys(chosen))
    form.firm.data = "\n".join([*left, *lines[MOST_NAMES:]])
    form.firm.errors = [*form.firm.errors, *faults]
    return meant


def _fault(line: str, count: int) -> str:
    if not count:
        return str(gettext("The register has no firm of the name “%(name)s”.", name=line))
    if count > MOST_MEANT:
        return str(gettext("Many firms have “%(name)s” in their name. Write more of it.", name=line))
    return str(gettext("Several firms have “%(name)s” in their name. Tick the one that you mean.", name=line))
