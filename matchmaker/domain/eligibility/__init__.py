"""The law as a rule book: facts in, one finding per rule and subject out. Nothing here reads a clock."""

from matchmaker.domain.eligibility.administration import written_settings
from matchmaker.domain.eligibility.case import (
    Action,
    Case,
    Component,
    DesignAuthority,
    Enterprise,
    Entity,
    Guarantee,
    OutsideAssets,
    Owner,
    Product,
    Right,
    Settings,
    Subcontract,
)
from matchmaker.domain.eligibility.casefile import CaseFile, FiledCase, cases_of, read_case_file
from matchmaker.domain.eligibility.checking import Mismatch, mismatches
from matchmaker.domain.eligibility.citations import Citation, Instrument, instruments
from matchmaker.domain.eligibility.configuration import Change
from matchmaker.domain.eligibility.control import Independence, Ownership
from matchmaker.domain.eligibility.coverage import Coverage, coverage
from matchmaker.domain.eligibility.goldencases import GoldenCase, cases_for, golden_cases, parameters_used
from matchmaker.domain.eligibility.judging import judge, judge_entity
from matchmaker.domain.eligibility.lawdiff import LawChanges, law_changes
from matchmaker.domain.eligibility.lawtext import country_codes, rulebook_version
from matchmaker.domain.eligibility.matter import Matter, configured_settings
from matchmaker.domain.eligibility.originmethods import ORIGIN_METHODS
from matchmaker.domain.eligibility.parameters import (
    Area,
    NotInForce,
    Parameter,
    ParameterValue,
    countries,
    parameters,
    read_value,
)
from matchmaker.domain.eligibility.repairs import Mending, Repair, mendings
from matchmaker.domain.eligibility.report import Difference, Question, Report, strand_of
from matchmaker.domain.eligibility.rulebook import ACTION, RuleText, programme_of, rule_texts
from matchmaker.domain.eligibility.topics import TopicNumbers, topics
from matchmaker.domain.eligibility.unverified import Unverified, could_flip, unverified

__all__ = [
    "ORIGIN_METHODS",
    "ACTION",
    "Action",
    "Area",
    "Case",
    "CaseFile",
    "Change",
    "Citation",
    "Component",
    "Coverage",
    "DesignAuthority",
    "Difference",
    "Enterprise",
    "Entity",
    "FiledCase",
    "GoldenCase",
    "Guarantee",
    "Independence",
    "Instrument",
    "LawChanges",
    "Matter",
    "Mending",
    "Mismatch",
    "NotInForce",
    "OutsideAssets",
    "Owner",
    "Ownership",
    "Parameter",
    "ParameterValue",
    "Product",
    "Question",
    "Repair",
    "Report",
    "Right",
    "RuleText",
    "Settings",
    "Subcontract",
    "TopicNumbers",
    "Unverified",
    "cases_for",
    "cases_of",
    "configured_settings",
    "could_flip",
    "countries",
    "country_codes",
    "coverage",
    "golden_cases",
    "instruments",
    "judge",
    "judge_entity",
    "law_changes",
    "mendings",
    "mismatches",
    "ownership_of",
    "parameters",
    "parameters_used",
    "programme_of",
    "read_case_file",
    "read_value",
    "rule",
    "rule_texts",
    "rulebook_version",
    "rules",
    "strand_of",
    "topics",
    "unverified",
    "written_settings",
]


def rules() -> tuple[RuleText, ...]:
    """All encoded rules and exceptions, in the order of the law."""
    return tuple(rule_texts().values())


def rule(rule_id: str) -> RuleText:
    """One rule's text; KeyError where it is not encoded (see `coverage` for all known ids)."""
    return rule_texts()[rule_id]


def ownership_of(case: Case) -> Ownership:
    """Who controls whom among the entities of a case, for grouping firms under common control."""
    return Matter(case).ownership
