"""What does the JSON of a backtest hold, and which simple rule came closest?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Prose, Section
from duly.report.cells import PageFacts, part
from duly.report.figures import (
    NOT_KNOWN,
    format_count,
    format_decimal,
    format_share,
)
from duly.report.sentences import section_of
from duly.report.timing_model import best_baseline, rule_name

BASELINES = ("due_date", "customer_median", "customer_mean")
USUAL = "customer_median"
"""The simple rule that a clerk would follow; errors are shown beside it."""

_SHARES = frozenset({"within_3_days", "coverage_80", "weekly_cash_wape"})
_PLACES = {"auc_late": 3, "brier_late": 3}


def rule(facts: PageFacts, name: str) -> Mapping[str, Any]:
    """The figures of one simple rule on the same invoices."""
    return part(part(facts, "baselines"), name)


def best_rule(facts: PageFacts, key: str, *, is_higher_better: bool = False) -> tuple[str, float]:
    """The simple rule with the best such figure, by name; a name of nothing where none has one."""
    sign = -1.0 if is_higher_better else 1.0
    known = {
        name: sign * figures[key]
        for name, figures in part(facts, "baselines").items()
        if figures and figures.get(key) is not None
    }
    found = best_baseline(known)
    return (rule_name(found[0]), sign * found[1]) if found else ("", 0.0)


def slices(facts: PageFacts, name: str) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The figures by one slicing (history, amount, month): slice, then forecaster."""
    return part(part(facts, "by"), name)


def shown(key: str, value: float | None) -> str:
    """A figure of accuracy as a reader sees it, without its unit."""
    if value is None:
        return NOT_KNOWN
    if key == "n":
        return format_count(round(value))
    if key in _SHARES:
        return format_share(value)
    return format_decimal(value, _PLACES.get(key, 2))


def section(anchor: str, *cards: Card | None) -> Section:
    """A section in the words of the model card."""
    return section_of("model_card", anchor, *cards)


def missing() -> Card:
    """What stands where the JSON says nothing."""
    return Card(
        NOT_KNOWN.capitalize(), (Prose((words.sentence("nothing_scored", kind="model_card"),)),)
    )
