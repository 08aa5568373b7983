"""Which accounts will be severely delinquent within a year, and why?"""

from duly.analytics.late_risk.early_warning import early_warnings
from duly.analytics.late_risk.fitting import fit_late_risk
from duly.analytics.late_risk.model import LateRiskModel
from duly.analytics.late_risk.scoring import LateRisk, late_risk
from duly.analytics.late_risk.stored import read_late_risk, write_late_risk

__all__ = [
    "LateRisk",
    "LateRiskModel",
    "early_warnings",
    "fit_late_risk",
    "late_risk",
    "read_late_risk",
    "write_late_risk",
]
