"""What an evaluation may learn from and what it asks, kept apart, with a note wherever something was left out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from matchmaker.domain.affinity.evaluation.reading import Records, WrongShape
from matchmaker.domain.affinity.history import History, Organisation, PastProject

_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Setting:
    """A history, the projects to ask for, and what a reader should know about both."""

    history: History
    queries: tuple[PastProject, ...]
    notes: tuple[str, ...]


def setting_of(past: Records, asked: Records) -> Setting:
    """Take every project that is asked for out of the history; raises `WrongShape` where nothing is left to do."""
    wanted = {project.id for project in asked.projects}
    both = [project for project in past.projects if project.id in wanted]
    kept = [project for project in past.projects if project.id not in wanted]
    if both and not kept:
        raise WrongShape("every project of the history is asked for as well, so nothing is left to learn from")
    history = history_of(kept, past.organisations)
    queries = tuple(project for project in asked.projects if project.participants)
    if not queries:
        raise WrongShape("no project of the queries has participants")
    notes = (*_repeats(past, "history"), *_repeats(asked, "queries"), *_overlap(both), *_later(kept, queries))
    return Setting(history, queries, (*notes, *_empty(kept, "history"), *_empty(asked.projects, "queries")))


def history_of(projects: Iterable[PastProject], organisations: Mapping[str, Organisation]) -> History:
    """Raises `WrongShape` where no project has a participant."""
    history = History.of((project for project in projects if project.participants), organisations)
    if not history.organisations:
        raise WrongShape("no project of the history has participants")
    return history


def years_of(projects: Iterable[PastProject]) -> list[int]:
    """The years that occur, in order."""
    return sorted({project.year for project in projects if project.year is not None})


def _repeats(records: Records, what: str) -> tuple[str, ...]:
    if not records.repeated:
        return ()
    return (f"{what}: {len(records.repeated)} repeated projects were counted once: {_some(records.repeated)}",)


def _overlap(both: Iterable[PastProject]) -> tuple[str, ...]:
    ids = [project.id for project in both]
    if not ids:
        return ()
    return (f"history: {len(ids)} projects are asked for and were taken out of the history: {_some(ids)}",)


def _later(kept: Iterable[PastProject], queries: Iterable[PastProject]) -> tuple[str, ...]:
    past, asked = years_of(kept), years_of(queries)
    if not past or not asked or past[-1] < asked[0]:
        return ()
    return (f"history: holds projects of {past[-1]}, while projects of {asked[0]} are asked for",)


def _empty(projects: Iterable[PastProject], what: str) -> tuple[str, ...]:
    count = sum(not project.participants for project in projects)
    return (f"{what}: {count} projects without participants were left out",) if count else ()


def _some(ids: Iterable[str]) -> str:
    listed = sorted(ids)
    more = f" and {len(listed) - _SHOWN} more" if len(listed) > _SHOWN else ""
    return ", ".join(listed[:_SHOWN]) + more
