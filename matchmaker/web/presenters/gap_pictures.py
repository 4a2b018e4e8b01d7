"""People by month as bars: where each bar stands, for a picture with its table."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from flask_babel import format_date

from matchmaker.web.presenters.equipment import month_words

WIDE, HIGH = 480, 190
TOP, BOTTOM = 26, 44
MOST_BARS = 12
FILLED = 0.72
SHORT = 3


@dataclass(frozen=True, slots=True)
class MonthBar:
    """A month of the picture; `year` is written where one begins, `fielded` says that a product came into use."""

    x: float
    y: float
    width: float
    height: float
    people: int
    month: str
    short: str
    year: str
    fielded: bool

    @property
    def middle(self) -> float:
        """Where the words under the bar stand."""
        return round(self.x + self.width / 2, 1)


@dataclass(frozen=True, slots=True)
class MonthPicture:
    """The last twelve months as bars, all of them as rows of month in words, people and whether a product came."""

    width: int
    height: int
    base: int
    bars: tuple[MonthBar, ...]
    rows: tuple[tuple[str, int, bool], ...]
    left_out: int


def month_picture(months: Sequence[tuple[str, int]], fielded: Sequence[str] = ()) -> MonthPicture | None:
    """Lay out counts by month (YYYY-MM); None where there are none. `fielded` are months in which products came."""
    if not months:
        return None
    shown = months[-MOST_BARS:]
    most = max(people for _, people in shown) or 1
    step = WIDE / max(len(shown), MOST_BARS // 2)
    return MonthPicture(
        width=WIDE,
        height=HIGH,
        base=HIGH - BOTTOM,
        bars=tuple(_bar(at, month, people, most, step, month in fielded) for at, (month, people) in enumerate(shown)),
        rows=tuple((month_words(month), people, month in fielded) for month, people in months),
        left_out=len(months) - len(shown),
    )


def _bar(at: int, month: str, people: int, most: int, step: float, fielded: bool) -> MonthBar:
    high = round((HIGH - TOP - BOTTOM) * people / most, 1)
    day = date.fromisoformat(f"{month}-01")
    return MonthBar(
        x=round(at * step + step * (1 - FILLED) / 2, 1),
        y=round(HIGH - BOTTOM - high, 1),
        width=round(step * FILLED, 1),
        height=high,
        people=people,
        month=month_words(month),
        short=str(format_date(day, "LLL"))[:SHORT],
        year=f"{day:%Y}" if at == 0 or day.month == 1 else "",
        fielded=fielded,
    )
