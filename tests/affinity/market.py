"""A small made-up past: three circles of firms that keep to their own subjects."""

from __future__ import annotations

from matchmaker.domain.affinity.history import History, Organisation, Participation, PastProject

SUBJECTS = {
    "sea": "naval vessel sonar torpedo submarine hull mine hunting",
    "air": "aircraft fighter cockpit engine wing helicopter pilot",
    "net": "cyber attack network encryption malware intrusion software",
}
YEARS = (2019, 2020, 2021, 2022)


def project(id: str, subject: str, year: int | None, firms: tuple[str, ...]) -> PastProject:
    parts = tuple(Participation(firm, "coordinator" if firm == firms[0] else "participant") for firm in firms)
    return PastProject(id, f"{id}. {SUBJECTS[subject]} study {year}", year, f"X-{subject.upper()}", parts, name=id)


def past(years: tuple[int, ...] = YEARS) -> tuple[PastProject, ...]:
    """In each year two projects a subject; each firm works in its own subject, `s0`..`s7` at sea and so on."""
    made = []
    for subject in SUBJECTS:
        for year in years:
            for turn in (0, 1):
                firms = tuple(f"{subject[0]}{(year + turn * 3 + step) % 8}" for step in range(4))
                made.append(project(f"{subject}-{year}-{turn}", subject, year, firms))
    return tuple(made)


def organisations() -> dict[str, Organisation]:
    ids = [f"{subject[0]}{number}" for subject in SUBJECTS for number in range(8)]
    return {id: Organisation(id, f"Firm {id}", "FR" if id.endswith(("0", "1")) else "DE") for id in ids}


def history(years: tuple[int, ...] = YEARS) -> History:
    return History.of(past(years), organisations())
