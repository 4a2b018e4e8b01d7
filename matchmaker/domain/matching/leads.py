"""Who leads which part in a team whose members are given."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
from scipy.optimize import linear_sum_assignment

from matchmaker.domain.matching.pool import Candidate, SealedInputs
from matchmaker.domain.matching.programme import leads_part, tie_key
from matchmaker.domain.matching.score import millionths, part_weight

# More than all leads of a team together can lose, in millionths.
IMPOSSIBLE = 1e12


def best_leads(sealed: SealedInputs, members: Iterable[str]) -> dict[str, str] | None:
    """By part its leader, so that the points are the most; None where somebody not required would lead nothing.

    Each part that somebody can lead goes to the strongest, except that every member that is not required keeps one
    part of its own: the choice of these loses as little as possible (a linear assignment).
    """
    chosen = set(members)
    rows = [row for row in sealed.candidates if row.firm_id in chosen]
    ordered = sorted(rows, key=lambda row: tie_key(sealed.seed, row.firm_id))
    leads = {part: row.firm_id for part, row in _strongest(sealed, ordered).items()}
    seated = [row for row in ordered if row.firm_id not in sealed.required]
    own = _own_parts(sealed, seated, ordered)
    return None if own is None else dict(sorted({**leads, **own}.items()))


def _strongest(sealed: SealedInputs, rows: Sequence[Candidate]) -> dict[str, Candidate]:
    able = {part.id: [row for row in rows if leads_part(sealed, row, part.id)] for part in sealed.parts}
    return {part: max(found, key=lambda row: row.strengths[part]) for part, found in able.items() if found}


def _own_parts(sealed: SealedInputs, seated: Sequence[Candidate], rows: Sequence[Candidate]) -> dict[str, str] | None:
    """One part for each of the seated, all different, at the least loss against the strongest of all."""
    best = _strongest(sealed, rows)
    parts = [part for part in sealed.parts if part.id in best]
    if not seated:
        return {}
    if len(parts) < len(seated):
        return None
    loss = np.full((len(seated), len(parts)), IMPOSSIBLE)
    for column, part in enumerate(parts):
        weight = part_weight(sealed, part)
        most = millionths(best[part.id].strengths[part.id], weight)
        for place, row in enumerate(seated):
            if leads_part(sealed, row, part.id):
                loss[place, column] = most - millionths(row.strengths[part.id], weight)
    places, columns = linear_sum_assignment(loss)
    if loss[places, columns].max() >= IMPOSSIBLE:
        return None
    return {parts[column].id: seated[place].firm_id for place, column in zip(places, columns, strict=True)}
