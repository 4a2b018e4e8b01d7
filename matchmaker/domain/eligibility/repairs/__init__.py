"""What could be changed so that a finding is settled: the least changes that the law offers, each judged again."""

from matchmaker.domain.eligibility.repairs.offering import Mending, Repair, Shift, mendings, repairs

__all__ = ["Mending", "Repair", "Shift", "mendings", "repairs"]
