"""What must never be false about a book, whoever wrote it and whatever computes on it?"""

from duly.checks.check import Check, CheckResult
from duly.checks.run import ALL_CHECKS, run_checks

__all__ = ["ALL_CHECKS", "Check", "CheckResult", "run_checks"]
