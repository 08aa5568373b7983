"""`duly metrics`: DSO and its family, effectiveness, speed, losses."""

from __future__ import annotations

from typing import Any

from duly.cli.options import (
    AsOf,
    BookPath,
    By,
    CsvFile,
    Currency,
    EngineChoice,
    EngineName,
    HtmlFile,
    JsonFile,
    MappingFile,
    Master,
    PolicyFile,
    SplitBy,
    XlsxFile,
)


def metrics(
    book: BookPath,
    as_of: AsOf = None,
    by: SplitBy = By.TOTAL,
    policy: PolicyFile = None,
    json: JsonFile = None,
    csv: CsvFile = None,
    xlsx: XlsxFile = None,
    html: HtmlFile = None,
    mapping: MappingFile = None,
    currency: Currency = None,
    engine: EngineName = EngineChoice.DUCKDB,
    master: Master = "local[*]",
) -> None:
    """DSO, best possible DSO, days delinquent, CEI, turnover … each with its definition."""
    from duly.analytics.dimensions import Dimension, columns_of
    from duly.analytics.metrics import METRICS
    from duly.analytics.metrics import metrics as measure
    from duly.cli.output import Result, Wanted, deliver
    from duly.cli.session import Ask, session
    from duly.cli.tables import KEY_TITLES
    from duly.cli.tables import METRICS as COLUMNS
    from duly.report.columns import ReportColumn

    with session(Ask(book, as_of, policy, mapping, currency, engine, master)) as opened:
        opened.progress("measuring", 0.8)
        day, split = opened.source.as_of, (Dimension(by.value),)
        keys = columns_of(split)
        table = measure(opened.source.book, as_of=day, policy=opened.policy.metrics, by=split)
        rows = opened.fetch(table)
        definitions = {metric.code: metric.formula for metric in METRICS}
        facts = {**opened.facts, "by": by.value, "definitions": definitions}
    place = {metric.code: number for number, metric in enumerate(METRICS)}
    rows.sort(
        key=lambda row: [str(row[key]) for key in (*keys, "currency")] + [place[row["metric"]]]
    )
    for row in rows:
        row["shown"] = _shown(row)
    columns = [*[ReportColumn(key, KEY_TITLES[key]) for key in keys], *COLUMNS]
    deliver(
        Result(f"Metrics by {by.value}", day, columns, rows, facts=facts),
        Wanted(json, csv, xlsx, html),
    )


def _shown(row: dict[str, Any]) -> str | None:
    """The value as its unit wants it."""
    from duly.report.figures import format_decimal, format_share, format_units

    if row["value"] is None:
        return None
    if row["unit"] == "units":
        return format_units(int(row["value"]), row["currency"])
    if row["unit"] == "share":
        return format_share(row["value"])
    return format_decimal(row["value"])
