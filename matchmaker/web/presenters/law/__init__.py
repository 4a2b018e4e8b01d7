"""The Law pages: instruments, rules with their cases, and cases that anybody may try."""

from matchmaker.web.presenters.law.faults import fault_lines
from matchmaker.web.presenters.law.index import LawPage, law_page
from matchmaker.web.presenters.law.instrument import InstrumentPage, instrument_page
from matchmaker.web.presenters.law.rule import RulePage, rule_page
from matchmaker.web.presenters.law.trial import TrialPage, first_text, trial_page
from matchmaker.web.presenters.law.words import STRANDS

__all__ = [
    "STRANDS",
    "InstrumentPage",
    "LawPage",
    "RulePage",
    "TrialPage",
    "fault_lines",
    "first_text",
    "instrument_page",
    "law_page",
    "rule_page",
    "trial_page",
]
