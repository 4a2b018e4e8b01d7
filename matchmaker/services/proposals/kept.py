"""Answers that take seconds, kept in memory: each is a function of sealed inputs alone, so none can grow stale."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Hashable
from threading import Lock
from typing import Generic, TypeVar

T = TypeVar("T")
MOST_KEPT = 64


class Kept(Generic[T]):
    """The newest answers by key; the one that nobody asked for longest leaves first. Threads may share it.

    Two who ask the same at once both compute it, and come to the same.
    """

    def __init__(self, most: int = MOST_KEPT) -> None:
        self._most, self._lock = most, Lock()
        self._answers: OrderedDict[Hashable, T] = OrderedDict()

    def get(self, key: Hashable, compute: Callable[[], T]) -> T:
        """The answer, computed only where it is not there."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
        answer = compute()
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)
        return answer

    def __contains__(self, key: Hashable) -> bool:
        """Whether the answer is there."""
        with self._lock:
            return key in self._answers
