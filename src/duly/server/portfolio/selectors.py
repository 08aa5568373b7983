"""Which of the stored days is asked for, and which part of it may this actor see?"""

from duly.server.portfolio.ageing import ageing_on, tie_out
from duly.server.portfolio.scoped import beyond_limit, changes_for, figures_for, needs_of
from duly.server.portfolio.stored import (
    account_days,
    grade_migration,
    history_of,
    latest,
    recent,
    snapshot_on,
    warnings_on,
    work,
)

__all__ = [
    "account_days",
    "ageing_on",
    "beyond_limit",
    "changes_for",
    "figures_for",
    "grade_migration",
    "history_of",
    "latest",
    "needs_of",
    "recent",
    "snapshot_on",
    "tie_out",
    "warnings_on",
    "work",
]
