"""How much cash will come in each week? The range of four chances in five, its middle marked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.ranges import Range, ranges
from duly.server.web import figures


def cash_weeks(weeks: Sequence[Mapping[str, Any]], currency: str) -> Markup:
    """`weeks` in order: week_start, p10_units, p50_units, p90_units of one currency."""
    places = [
        Range(
            figures.short_day(week["week_start"]),
            week["p10_units"],
            week["p50_units"],
            week["p90_units"],
            _hint(week, currency),
        )
        for week in weeks
    ]
    title = gettext("Cash expected by week")
    return ranges(title, places, lambda units: figures.short_amount(units, currency))


def _hint(week: Mapping[str, Any], currency: str) -> str:
    return gettext("%(middle)s; four times in five between %(low)s and %(high)s") % {
        "middle": figures.short_money(week["p50_units"], currency),
        "low": figures.short_money(week["p10_units"], currency),
        "high": figures.short_money(week["p90_units"], currency),
    }
