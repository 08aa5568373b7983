"""Which metrics are there, and how is each defined?"""

from __future__ import annotations

from docs.reference_pages.markdown import page, table

from duly.analytics.metrics import METRICS
from duly.analytics.metrics.definitions import Need
from duly.report.words import definition, sentence

UNITS = {
    "days": "days",
    "units": "money, in the smallest unit of the currency",
    "percent": "percent",
    "basis_points": "basis points (hundredths of a percent)",
    "times_a_year": "times a year",
}


def metrics_page() -> str:
    """Every metric of `duly metrics`, in its order, with formula, unit and what it needs."""
    rows = [
        [f"`{one.code}`", one.title, one.formula, UNITS[one.unit], _needs(one.needs), one.source]
        for one in METRICS
    ]
    formulas = table(["code", "metric", "formula", "in", "not known when", "source"], rows)
    said = "\n\n".join(f"**{one.title}** — {definition(one.code)}" for one in METRICS)
    return page("Metrics", formulas, "## In words", said)


def _needs(need: Need) -> str:
    return sentence(need.value, kind="unknown") if need.value else ""
