"""Identifiers: real codes pass, a wrong digit does not, and the EDRPOU ranges part where they should."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.registry.countries import iso_code, iso_codes, known_codes
from matchmaker.domain.registry.identifiers import Fault, check, edrpou_is_consistent

WELL_KNOWN_EDRPOU = ("14360570", "20077720", "37854297", "14307529", "21655998", "40075815", "31316718")


@pytest.mark.parametrize("code", WELL_KNOWN_EDRPOU)
def test_well_known_edrpou_codes_pass(code: str) -> None:
    assert check("EDRPOU", code) == code


@pytest.mark.parametrize("code", WELL_KNOWN_EDRPOU)
@pytest.mark.parametrize("step", range(1, 10))
def test_another_last_digit_is_a_fault(code: str, step: int) -> None:
    assert isinstance(check("EDRPOU", code[:7] + str((int(code[7]) + step) % 10)), Fault)


@pytest.mark.parametrize(
    ("first_seven", "last", "sum_by_hand"),
    [
        ("2999999", 3, "2*1 + 9*27 = 245, 245 mod 11 = 3: lower range"),
        ("3000000", 5, "3*7 = 21, mod 11 = 10; 3*9 = 27, mod 11 = 5: middle range, second weights"),
        ("5999999", 4, "5*7 + 9*21 = 224, 224 mod 11 = 4: middle range"),
        ("6000000", 6, "6*1 = 6: upper range, although 60000000 itself lies in the middle one"),
    ],
)
def test_weights_change_at_thirty_and_sixty_million(first_seven: str, last: int, sum_by_hand: str) -> None:
    fitting = [digit for digit in range(10) if edrpou_is_consistent(f"{first_seven}{digit}")]
    assert fitting == [last], sum_by_hand


@settings(derandomize=True)
@given(st.integers(0, 9_999_999).filter(lambda seven: seven != 6_000_000))
def test_every_seven_digits_have_exactly_one_last_digit(seven: int) -> None:
    assert sum(edrpou_is_consistent(f"{seven:07}{last}") for last in range(10)) == 1


@pytest.mark.parametrize("typed", ["1436 0570", "14-36-05-70", " 14360570\n", "１４３６０５７０"])
def test_spaces_hyphens_and_wide_digits_are_forgiven(typed: str) -> None:
    assert check("EDRPOU", typed) == "14360570"


@pytest.mark.parametrize("typed", ["", "1436057", "143605700", "1436057O", "١٤٣٦٠٥٧٠"])
def test_wrong_shapes_are_faults_that_name_the_shape(typed: str) -> None:
    fault = check("EDRPOU", typed)
    assert isinstance(fault, Fault) and "8 digits" in str(fault.because)


def test_lei_is_checked_by_mod_97() -> None:
    assert check("LEI", "5493001kjtiigc8y1r12") == "5493001KJTIIGC8Y1R12"
    assert isinstance(check("LEI", "5493001KJTIIGC8Y1R21"), Fault)
    assert isinstance(check("LEI", "5493001KJTIIGC8Y1R"), Fault)


@pytest.mark.parametrize(
    ("typed", "country", "expected"),
    [
        ("DE 136 695 976", None, "DE136695976"),
        ("136695976", "DE", "DE136695976"),
        ("GR 094259216", None, "EL094259216"),
        ("094259216", "GR", "EL094259216"),
        ("NO 995 525 828 MVA", None, "NO995525828MVA"),
        ("995525828", "NO", "NO995525828MVA"),
        ("123456789012", "UA", "UA123456789012"),
        ("UA123456789012", None, "UA123456789012"),
    ],
)
def test_vat_numbers_are_normalised(typed: str, country: str | None, expected: str) -> None:
    assert check("VAT", typed, country) == expected


@pytest.mark.parametrize(
    "typed", ["DE136695977", "UA12345678901", "US123456789", "EL094259217", "NO995525829MVA", ""]
)
def test_wrong_vat_numbers_are_faults(typed: str) -> None:
    assert isinstance(check("VAT", typed), Fault)


def test_pic_and_ncage_have_only_a_shape() -> None:
    assert check("PIC", "999 959 130") == "999959130"
    assert isinstance(check("PIC", "99995913"), Fault)
    assert check("NCAGE", "a1b2g") == "A1B2G"
    assert isinstance(check("NCAGE", "A1B2"), Fault)


def test_an_unknown_scheme_is_a_fault() -> None:
    assert isinstance(check("DUNS", "123456789"), Fault)


def test_country_codes_become_iso() -> None:
    assert [iso_code(code) for code in ("EL", "uk", " ee ", "XX", "")] == ["GR", "GB", "EE", None, None]
    assert iso_codes("DE/US/CH") == ("DE", "US", "CH")
    assert iso_codes("EL; ??") == ("GR", None)
    assert len(known_codes()) == 249
