"""`duly metrics`: DSO and its family, effectiveness, speed, losses."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from duly.cli.book_command import on_a_book
from duly.cli.options import By, SplitBy
from duly.cli.output import Result, Wanted, deliver
from duly.cli.session import STREAMED, Ask, session


@on_a_book("json", "csv", "xlsx", "html", memory_limit=STREAMED)
def metrics(ask: Ask, wanted: Wanted, by: SplitBy = By.TOTAL) -> None:
    """DSO, best possible DSO, days delinquent, CEI, turnover … each with its definition."""
    from duly.analytics.dimensions import Dimension, columns_of
    from duly.analytics.metrics import METRICS
    from duly.analytics.metrics import metrics as measure
    from duly.cli.tables import KEY_TITLES, METRICS_IN_FILES
    from duly.cli.tables import METRICS as COLUMNS
    from duly.report.columns import ReportColumn

    with session(ask) as opened:
        opened.progress("measuring", 0.8)
        day, split = opened.source.as_of, (Dimension(by.value),)
        keys = columns_of(split)
        table = measure(opened.source.book, as_of=day, policy=opened.policy.metrics, by=split)
        rows = opened.fetch(table)
        definitions = {metric.code: metric.formula for metric in METRICS}
        facts = {**opened.facts, "by": by.value, "definitions": definitions}
    _in_order(rows, (*keys, "currency"))
    columns = [ReportColumn(key, KEY_TITLES[key]) for key in keys]
    deliver(
        Result(
            f"Metrics by {by.value}",
            day,
            [*columns, *COLUMNS],
            [for_people(row) for row in rows],
            facts=facts,
            file_columns=[*columns, *METRICS_IN_FILES],
        ),
        wanted,
    )


def for_people(row: dict[str, Any]) -> dict[str, Any]:
    """The row with its title, its value as the unit wants it, and what qualifies the value."""
    from duly.report.words import sentence, title

    is_money = row["unit"] == "units" and row["value"] is not None
    return {
        **row,
        "title": title(row["metric"], kind="metric"),
        "shown": _shown(row),
        "note": sentence(row["reason"], kind="unknown") if row["reason"] else "",
        "figure": None if is_money else row["value"],
        "amount_units": int(row["value"]) if is_money else None,
    }


def _in_order(rows: list[dict[str, Any]], keys: Sequence[str]) -> None:
    """By key and currency, and in each in the order of the catalogue."""
    from duly.analytics.metrics import METRICS

    place = {metric.code: number for number, metric in enumerate(METRICS)}
    rows.sort(key=lambda row: ([str(row[key]) for key in keys], place[row["metric"]]))


def _shown(row: dict[str, Any]) -> str | None:
    """The value as its unit wants it: an amount, or a figure with its unit."""
    from duly.report.figures import format_decimal, format_units

    if row["value"] is None:
        return None
    if row["unit"] == "units":
        return format_units(int(row["value"]), row["currency"])
    return f"{format_decimal(row['value'])}{_UNITS[row['unit']]}"


_UNITS = {
    "days": " days",
    "percent": "%",
    "basis_points": " basis points",
    "times_a_year": " times a year",
}
