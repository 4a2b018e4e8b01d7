"""Company identifiers: what each scheme accepts, normalised, or the fault in words (no register is asked)."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from stdnum.eu import vat as eu_vat
from stdnum.exceptions import ValidationError
from stdnum.no import mva

from matchmaker.domain.findings import Sentence, say

EDRPOU_MIDDLE = range(30_000_000, 60_000_001)
EDRPOU_WEIGHTS = ((1, 2, 3, 4, 5, 6, 7), (3, 4, 5, 6, 7, 8, 9))
EDRPOU_MIDDLE_WEIGHTS = ((7, 1, 2, 3, 4, 5, 6), (9, 3, 4, 5, 6, 7, 8))


@dataclass(frozen=True, slots=True)
class Fault:
    """Why a value is not an identifier of its scheme."""

    because: Sentence


def check(scheme: str, value: str, country: str | None = None) -> str | Fault:
    """Return the normalised identifier or what is wrong with it.

    `scheme` is one of vocabulary.IDENTIFIER_SCHEMES; `country` (ISO) stands in for a VAT prefix left out.
    """
    checker = _CHECKERS.get(scheme)
    if checker is None:
        return Fault(say("%(scheme)s is not an identifier scheme of this register.", scheme=scheme))
    return checker(_compact(value), country)


def edrpou_is_consistent(digits: str) -> bool:
    """Say whether the last of 8 digits fits; the range of the whole number decides which weights apply."""
    first, second = EDRPOU_MIDDLE_WEIGHTS if int(digits) in EDRPOU_MIDDLE else EDRPOU_WEIGHTS
    remainder = _weighted(digits[:7], first) % 11
    if remainder == 10:
        remainder = _weighted(digits[:7], second) % 11
    return remainder % 10 == int(digits[7])


def _weighted(digits: str, weights: Sequence[int]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=True))


def _compact(value: str) -> str:
    return re.sub(r"[\s.\-–/]", "", unicodedata.normalize("NFKC", value)).upper()


def _edrpou(value: str, country: str | None) -> str | Fault:
    if not re.fullmatch(r"[0-9]{8}", value):
        return Fault(say("An EDRPOU number has exactly 8 digits."))
    if not edrpou_is_consistent(value):
        return Fault(say("The last digit of this EDRPOU number does not fit the others: a typing error?"))
    return value


def _lei(value: str, country: str | None) -> str | Fault:
    if not re.fullmatch(r"[0-9A-Z]{18}[0-9]{2}", value):
        return Fault(say("An LEI has 20 characters, letters and digits, and ends in two digits."))
    if int("".join(str(int(character, 36)) for character in value)) % 97 != 1:
        return Fault(say("The two check digits of this LEI do not fit the others: a typing error?"))
    return value


def _pic(value: str, country: str | None) -> str | Fault:
    if not re.fullmatch(r"[0-9]{9}", value):
        return Fault(say("A PIC has exactly 9 digits."))
    return value


def _ncage(value: str, country: str | None) -> str | Fault:
    if not re.fullmatch(r"[0-9A-Z]{5}", value):
        return Fault(say("An NCAGE code has exactly 5 letters or digits."))
    return value


def _vat(value: str, country: str | None) -> str | Fault:
    number = value if re.match(r"[A-Z]{2}", value) else _vat_prefix(country) + value
    if re.match(r"UA|[0-9]", number):
        return _ukrainian_vat(number.removeprefix("UA"))
    number = re.sub(r"^GR", "EL", number)
    try:
        return _validated_vat(number)
    except ValidationError:
        return Fault(say("This is not a valid VAT number of an EU country, Norway or Ukraine."))


def _vat_prefix(country: str | None) -> str:
    return {"GR": "EL", None: ""}.get(country, country or "")


def _validated_vat(number: str) -> str:
    if number.startswith("NO"):
        bare = number[2:] if number.endswith("MVA") else number[2:] + "MVA"
        return "NO" + str(mva.validate(bare))
    return str(eu_vat.validate(number))


def _ukrainian_vat(digits: str) -> str | Fault:
    if not re.fullmatch(r"[0-9]{12}", digits):
        return Fault(say("A Ukrainian VAT number has 12 digits; all others begin with a country code."))
    return "UA" + digits


_CHECKERS: dict[str, Callable[[str, str | None], str | Fault]] = {
    "EDRPOU": _edrpou,
    "LEI": _lei,
    "VAT": _vat,
    "PIC": _pic,
    "NCAGE": _ncage,
}
