"""Makes up observations from banks of words: the same seed gives the same ones, and nothing else is asked.

What is drawn is computed from the seed and the place of the draw, so that one more sentence in a bank does not change
what is drawn elsewhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from hashlib import sha256
from itertools import chain
from typing import Any

from matchmaker.domain.registry.records import AnswerRecord, JoinRecord, ObservationRecord
from matchmaker.domain.registry.validate import ODCR_PARTS
from matchmaker.domain.strict_yaml import read_own
from matchmaker.domain.vocabulary import DIMENSIONS

Bank = Mapping[str, Any]
PREFIX = "fictional"
LANGUAGES = ("en", "uk")
ALONE = "alone"
# Shares of ten, against each other: how often it happens.
FREQUENCIES = {"once": 2, "sometimes": 4, "often": 3, "always": 1}
# Shares of ten: a dimension that falls short is rated at all, another one is; somebody joins; a number is given.
RATED_LOW, RATED, JOINED, TOLD, CONFIGURED, TRAINED = 7, 3, 3, 7, 4, 6


def read_bank(content: bytes) -> Bank:
    """Read observation_banks.yaml or a file of its form."""
    bank: Bank = read_own(content)
    return bank


def generated_observations(bank: Bank, *, seed: str) -> tuple[ObservationRecord, ...]:
    """Return the observations of a bank: those of its planted gaps, then those that stand alone, numbered from 1.

    Keys are the same for every seed; `planted_gaps` says which of them show which gap.
    """
    draw, months = Draw(seed), _months(bank["from"], bank["to"])
    planted = (one for gap in bank["gaps"] for one in _of_gap(gap, bank, draw, months))
    alone = (_alone(entry, bank, draw, months) for entry in bank[ALONE])
    made = [replace(one, row=row) for row, one in enumerate(chain(planted, alone), start=1)]
    waiting = _waiting(made, bank, draw, months)
    return tuple(replace(one, state="filed", note="") if one.key in waiting else one for one in made)


def planted_gaps(bank: Bank) -> Mapping[str, str]:
    """Return the key of the planted gap by the key of each observation that shows it."""
    made = {_key(gap["key"], language, at): gap["key"] for gap in bank["gaps"] for language, at in _places(gap)}
    also = {f"{PREFIX}:{key}": gap["key"] for gap in bank["gaps"] for key in gap.get("also", ())}
    return made | also


@dataclass(frozen=True, slots=True)
class Draw:
    """Chance that is no chance: a number from 0 to below 1 for each seed and place."""

    seed: str

    def of(self, *place: object) -> float:
        """The number of a place."""
        told = "\x00".join(map(str, (self.seed, *place))).encode()
        return int.from_bytes(sha256(told).digest()[:8], "big") / 2**64

    def tenths(self, share: float, *place: object) -> bool:
        """Say yes in so many of ten places."""
        return self.of(*place) * 10 < share

    def order(self, things: Sequence[Any], *place: object) -> list[Any]:
        """The things in another order."""
        return [things[at] for at in sorted(range(len(things)), key=lambda at: (self.of(*place, at), at))]

    def one(self, things: Sequence[Any], *place: object) -> Any:
        """One of the things."""
        return things[int(self.of(*place) * len(things))]

    def word(self, shares: Mapping[str, Any], *place: object) -> str:
        """One of the words, each as often as its share says."""
        left = self.of(*place) * sum(float(share) for share in shares.values())
        for word, share in shares.items():
            left -= float(share)
            if left < 0:
                return word
        return list(shares)[-1]

    def number(self, least: int, most: int, *place: object) -> int:
        """A whole number, both ends included."""
        return least + int(self.of(*place) * (most - least + 1))


# --- What each observation has -----------------------------------------------------------------------------------


def _of_gap(gap: Bank, bank: Bank, draw: Draw, months: Sequence[str]) -> Iterator[ObservationRecord]:
    """Texts and equipment are dealt like cards, so that none comes twice before all have come."""
    kits = draw.order(gap["equipment"], gap["key"], "kits")
    season = [month for month in months if month in gap.get("months", months)]
    for dealt, (language, at) in enumerate(_places(gap)):
        key, kit = _key(gap["key"], language, at), kits[dealt % len(kits)]
        modules = [kit["module"]] if "module" in kit else gap["modules"]
        entry = {
            **{part: _dealt(gap, language, part, at, draw).replace("{kit}", kit[language]) for part in ODCR_PARTS},
            "effect": draw.word(gap["effects"], key, "effect"),
            "cause": draw.word(gap["causes"], key, "cause"),
            "wish": draw.word(gap["wishes"], key, "wish"),
            "equipment": kit["id"],
            "language": language,
            "module": draw.one(modules, key, "module"),
            "month": draw.one(season, key, "month"),
            "low": gap["low"],
        }
        conditions = [name for name, share in gap["conditions"].items() if draw.tenths(float(share), key, name)]
        made = _record(key, entry, conditions, bank, draw)
        yield replace(made, joins=tuple(_joins(made, draw, months)))


def _alone(entry: Bank, bank: Bank, draw: Draw, months: Sequence[str]) -> ObservationRecord:
    key = f"{PREFIX}:{ALONE}-{entry['key']}"
    season = [month for month in months if _in_season(month, entry["conditions"], bank)]
    dated = {**entry, "month": draw.one(season, key, "month"), "module": draw.one(entry["modules"], key, "module")}
    made = _record(key, dated, entry["conditions"], bank, draw)
    if "asked" in entry:
        return replace(made, state="asked", note=entry["asked"])
    if "closed" in entry:
        return replace(made, state="closed", outcome=entry["closed"]["outcome"], note=entry["closed"]["reason"])
    return replace(made, answers=tuple(_answers(entry)))


def _record(key: str, entry: Bank, conditions: Sequence[str], bank: Bank, draw: Draw) -> ObservationRecord:
    texts = {part: entry[part] for part in ODCR_PARTS}
    language, month = entry["language"], entry["month"]
    side = "EU" if draw.tenths(float(bank["union"][language]), key, "side") else "UA"
    return ObservationRecord(
        row=0,
        key=key,
        equipment_key=entry["equipment"],
        **texts,
        effect=entry["effect"],
        month=month,
        language=language,
        fictional=True,
        configuration=entry.get("configuration") or _configuration(key, language, bank, draw),
        danger=True if entry["effect"] == "danger" else (False if draw.tenths(TOLD, key, "danger") else None),
        frequency="" if entry["effect"] == "none" else draw.word(FREQUENCIES, key, "frequency"),
        users=draw.number(2, 16, key, "users") if draw.tenths(TOLD, key, "tells users") else None,
        hours=draw.number(1, 60, key, "hours") if draw.tenths(TOLD, key, "tells hours") else None,
        conditions=tuple(name for name in conditions if _in_season(month, [name], bank)),
        cause=entry["cause"],
        wish=entry["wish"],
        trained_before=draw.tenths(5, key, "trained") if draw.tenths(TRAINED, key, "tells trained") else None,
        ratings=tuple(_ratings(key, entry, draw)),
        side=side,
        setting=_setting(key, side, texts, bank, draw),
        segment="north" if draw.tenths(float(bank["north"][side]), key, "segment") else "south",
        module_key=entry["module"],
        filed_on=date.fromisoformat(f"{month}-01") + timedelta(days=draw.number(24, 40, key, "filed")),
        note=draw.one(bank["notes"][language], key, "note"),
    )


def _dealt(gap: Bank, language: str, part: str, at: int, draw: Draw) -> str:
    cards = draw.order(gap[language][part], gap["key"], language, part)
    card: str = cards[at % len(cards)]
    return card


def _configuration(key: str, language: str, bank: Bank, draw: Draw) -> str:
    chosen: str = draw.one(bank["configurations"][language], key, "configuration")
    return chosen if draw.tenths(CONFIGURED, key, "configured") else ""


def _setting(key: str, side: str, texts: Mapping[str, str], bank: Bank, draw: Draw) -> str:
    """Only Ukrainian observations come from operations, and only those whose words do not speak of training."""
    told = " ".join(texts.values()).casefold()
    in_training = side != "UA" or any(word in told for word in bank["training_words"])
    return "training" if in_training or draw.tenths(4, key, "setting") else "operations"


def _ratings(key: str, entry: Bank, draw: Draw) -> Iterator[tuple[str, int]]:
    for name in sorted(DIMENSIONS):
        if name in entry.get("low", ()) and draw.tenths(RATED_LOW, key, name):
            yield name, draw.number(1, 2, key, name, "low")
        elif name in entry.get("high", ()):
            yield name, draw.number(4, 5, key, name, "high")
        elif name not in entry.get("low", ()) and draw.tenths(RATED, key, name):
            yield name, draw.number(3, 5, key, name, "middle")


def _joins(made: ObservationRecord, draw: Draw, months: Sequence[str]) -> Iterator[JoinRecord]:
    if draw.tenths(JOINED, made.key, "joined"):
        later = [month for month in months if month >= made.month]
        for number in range(draw.number(1, 2, made.key, "joins")):
            yield JoinRecord(
                month=draw.one(later[:3], made.key, "join", number),
                side=made.side,
                users=draw.number(2, 10, made.key, "join users", number),
                hours=draw.number(1, 30, made.key, "join hours", number),
            )


def _answers(entry: Bank) -> Iterator[AnswerRecord]:
    if "answer" in entry:
        told = entry["answer"]
        yield AnswerRecord(f"{PREFIX}:{told['firm']}", told["kind"], told["version"], told["text"])


def _waiting(made: Sequence[ObservationRecord], bank: Bank, draw: Draw, months: Sequence[str]) -> set[str]:
    """Keys of the newest observations that no analyst has looked at yet, with the last two about danger to life."""
    analysed = [one for one in made if one.state == "analysed" and not one.answers]
    drawn = sorted(analysed, key=lambda one: (draw.of(one.key, "waiting"), one.key))
    dangers = sorted((one for one in drawn if one.effect == "danger"), key=lambda one: one.month)[-2:]
    newest = (one for one in drawn if one.month in months[-2:] and one not in dangers)
    return {one.key for one in (*dangers, *newest)[: int(bank["unscreened"])]}


def _in_season(month: str, conditions: Sequence[str], bank: Bank) -> bool:
    """Say that neither frost in summer nor heat in winter is told."""
    of_year = month[-2:]
    return ("cold" not in conditions or of_year in bank["winter"]) and (
        "heat" not in conditions or of_year in bank["summer"]
    )


def _places(gap: Bank) -> Iterator[tuple[str, int]]:
    """Language and number of each observation of a gap, the languages in turn as long as both last."""
    counts = {language: int(gap["count"].get(language, 0)) for language in LANGUAGES}
    for at in range(max(counts.values())):
        yield from ((language, at) for language in LANGUAGES if at < counts[language])


def _key(gap: str, language: str, at: int) -> str:
    return f"{PREFIX}:{gap}-{language}-{at + 1}"


def _months(first: str, last: str) -> tuple[str, ...]:
    begin, end = ((int(month[:4]) * 12 + int(month[5:]) - 1) for month in (first, last))
    return tuple(f"{number // 12}-{number % 12 + 1:02}" for number in range(begin, end + 1))
