"""How does the portfolio do in the figures of the trade, by currency and as a whole?"""

from __future__ import annotations

import pyarrow as pa

from duly.analytics.metrics import METRICS, metric_trend, metrics
from duly.analytics.metrics.dso import days_of_sales
from duly.analytics.metrics.periods import months_to
from duly.server.portfolio.answers.look import Depth, Facts, Look

TREND_MONTHS = 13
_SUMS = ("open_units", "overdue_units", "sales_units")
_OF_TREND = ("dso", "bpdso", "add")
_CEI = "cei"
_COLUMNS = ("metric", "currency", "value", "unit", "reason", "period_start", "period_end")


def metric_facts(look: Look, depth: Depth) -> Facts:
    """The keys headline, metrics and trend of Snapshot.figures.

    The whole is added up in the reporting currency at the rates of the day, past month ends too:
    what moves in it is business, not the rates.
    """
    months = TREND_MONTHS if depth > Depth.FIGURES else 1
    found = metric_trend(look.book, as_of=look.as_of, policy=look.policy.metrics, months=months)
    by_currency = look.rows(found.order_by(["currency", "on"]))
    whole = _whole(look, by_currency)
    if depth is Depth.FIGURES:
        return {
            "headline": _headline(look, whole, []),
            "metrics": {"whole": [], "by_currency": []},
            "trend": {"whole": [], "by_currency": []},
        }
    measured = _metrics(look)
    return {
        "headline": _headline(look, whole, measured),
        "metrics": {"whole": _metrics_of_whole(look, whole), "by_currency": measured},
        "trend": {"whole": whole, "by_currency": by_currency},
    }


def _whole(look: Look, by_currency: list[Facts]) -> list[Facts]:
    """The trend of everything together: the sums converted, the days worked out from them."""
    sums: dict[object, Facts] = {}
    for row in by_currency:
        if look.rates.has(row["currency"]):
            at = sums.setdefault(row["on"], {"on": row["on"], **dict.fromkeys(_SUMS, 0)})
            for name in _SUMS:
                at[name] += look.rates.worth(row[name] or 0, row["currency"])
    knows_history = "allocations" in look.book.present
    rows = [_with_days(look, sums[on]) for on in sorted(sums)]  # type: ignore[type-var] # dates
    if not rows:
        return []
    table = look.book.engine.table(pa.Table.from_pylist(rows))
    units = {"dso": table.open_units, "add": table.overdue_units}
    units["bpdso"] = table.open_units - table.overdue_units
    days = {name: days_of_sales(units[name], table.sales_units, table.days) for name in _OF_TREND}
    found = look.rows(
        table.mutate(
            **{f"{name}_days": days[name].value for name in _OF_TREND}, reason=days["dso"].reason
        ).order_by("on")
    )
    unknown = dict.fromkeys((f"{name}_days" for name in _OF_TREND), None)
    return [
        row if knows_history else row | unknown | {"reason": "only_open_items"} for row in found
    ]


def _with_days(look: Look, sums: Facts) -> Facts:
    days = months_to(sums["on"], look.policy.metrics.period_months).days
    return sums | {"currency": look.currency, "days": days}


def _metrics(look: Look) -> list[Facts]:
    """By currency, and in each in the order of the catalogue."""
    place = {metric.code: number for number, metric in enumerate(METRICS)}
    found = metrics(look.book, as_of=look.as_of, policy=look.policy.metrics)
    rows = look.rows(found.select(*_COLUMNS))
    return sorted(rows, key=lambda row: (str(row["currency"]), place[row["metric"]]))


def _metrics_of_whole(look: Look, whole: list[Facts]) -> list[Facts]:
    """Those that can be worked out from sums; the others are known by currency only."""
    today = _today(look, whole)
    known = {metric.code: metric for metric in METRICS}
    period = months_to(look.as_of, look.policy.metrics.period_months)
    return [
        {
            "metric": code,
            "currency": look.currency,
            "value": today.get(f"{code}_days"),
            "unit": known[code].unit.value,
            "reason": today.get("reason"),
            "period_start": period.start,
            "period_end": look.as_of,
        }
        for code in _OF_TREND
    ]


def _headline(look: Look, whole: list[Facts], measured: list[Facts]) -> Facts:
    """CEI cannot be added up over currencies: it is told where there is one currency only."""
    today = _today(look, whole)
    cei = [row["value"] for row in measured if row["metric"] == _CEI]
    return {
        **{f"{name}_days": today.get(f"{name}_days") for name in _OF_TREND},
        "cei": cei[0] if len(cei) == 1 else None,
    }


def _today(look: Look, whole: list[Facts]) -> Facts:
    return next((row for row in whole if row["on"] == look.as_of), {})
