"""What can go wrong, in the domain's words; the web layer turns them into HTTP."""

from __future__ import annotations

from matchmaker.domain.registry.validate import Problem


class NotFound(Exception):
    """There is no such thing, or none that this account may know of."""


class NotAllowed(Exception):
    """The account's role does not do this."""


class Rejected(Exception):
    """The input is wrong; nothing was written. Carries one Problem (field path, sentence) for each fault."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(f"{problem.field}: {problem.because}" for problem in problems))
        self.problems = problems


class Conflict(Rejected):
    """The input collides with what is there already, for example a duplicate firm."""
