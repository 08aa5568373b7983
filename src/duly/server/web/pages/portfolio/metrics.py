"""How fast does money come in? Every metric with its definition, and how the main ones moved."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.lines import Line, lines
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.scoped import figures_for
from duly.server.web import figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.drawings.owed_by_month import owed_by_month
from duly.server.web.pages.portfolio.tabs import tabs
from duly.server.web.sentences import definition, reason, word

Row = Mapping[str, Any]
_SHORT_UNITS = {"basis_points": "bp", "times_a_year": "\u00d7"}


@dataclass(frozen=True, slots=True)
class Measured:
    """One metric: its name, its value per currency as written, its definition."""

    name: str
    values: Sequence[str]
    why_unknown: str
    definition: str | None


@allowed(Act.SEE_BOOK)
def metrics(request: Asked) -> HttpResponse:
    """The metrics of the whole and of each currency beside it."""
    snapshot = latest_snapshot(request)
    context: dict[str, Any] = {"tabs": tabs("portfolio_metrics"), "snapshot": snapshot}
    if snapshot is None:
        return render(request, "portfolio_empty.html", context)
    found = figures_for(request.actor, snapshot)
    trend = found["trend"]["whole"]
    return render(
        request,
        "portfolio_metrics.html",
        context
        | {
            "columns": _columns(found["metrics"]),
            "metrics": _measured(found["metrics"]),
            "dso": _dso(trend) if trend else "",
            "owed": owed_by_month(trend, snapshot.currency),
        },
    )


def _columns(found: Row) -> list[str]:
    """Headings: the whole, then each currency."""
    codes = dict.fromkeys(row["currency"] for row in found["by_currency"])
    whole = [gettext("Whole book")] if found["whole"] else []
    return [*whole, *codes]


def _measured(found: Row) -> list[Measured]:
    codes = dict.fromkeys(row["currency"] for row in found["by_currency"])
    by_pair = {(row["metric"], row["currency"]): row for row in found["by_currency"]}
    whole = {row["metric"]: row for row in found["whole"]}
    names = dict.fromkeys((*whole, *(metric for metric, _ in by_pair)))
    return [
        Measured(
            word(name, "metric"),
            [
                *([_value(whole.get(name))] if whole else []),
                *(_value(by_pair.get((name, code))) for code in codes),
            ],
            _why(whole.get(name)),
            definition(name),
        )
        for name in names
    ]


def _value(row: Row | None) -> str:
    if row is None or row["value"] is None:
        return figures.DASH
    value, unit = row["value"], row["unit"]
    if unit == "units":
        return figures.whole_money(value, row["currency"])
    if unit == "days":
        return figures.days(round(value, 1))
    if unit == "percent":
        return figures.percent(value / 100)
    return f"{figures.decimal(value, 1)}\u00a0{_SHORT_UNITS.get(unit, '')}".strip()


def _why(row: Row | None) -> str:
    if row is None or row["value"] is not None or not row["reason"]:
        return ""
    return reason({"code": row["reason"]}, "unknown")


def _dso(trend: Sequence[Row]) -> Markup:
    labels = [figures.month(row["on"]) for row in trend]
    drawn = [
        Line(gettext("DSO"), [row["dso_days"] for row in trend], "first"),
        Line(gettext("Best possible"), [row["bpdso_days"] for row in trend], "second"),
    ]
    return lines(
        gettext("DSO and best possible DSO, in days"),
        labels,
        drawn,
        lambda days: figures.decimal(days, 0),
    )
