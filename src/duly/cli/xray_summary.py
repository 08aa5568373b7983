"""What does an X-ray say in one page of a terminal?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import typer

from duly.report.figures import (
    currency_name,
    currency_unit,
    format_count,
    format_days,
    format_share,
    format_units,
)
from duly.report.words import is_counted, sentence, title
from duly.report.xray.facts import bucket_name, counted

Facts = Mapping[str, Any]
MOST_FINDINGS = 8
MOST_CALLS = 5
MOST_WARNINGS = 5


def print_summary(facts: Facts, page: Path) -> None:
    for line in summary(facts):
        typer.echo(line)
    typer.echo("")
    typer.echo(f"The full report: {page}")


def summary(facts: Facts) -> Iterator[str]:
    """The summary line by line; what is not known says so."""
    yield from _read(facts)
    yield from _owed(facts)
    yield from _paid(facts)
    yield from _grades(facts)
    yield from _warnings(facts)
    yield from _calls(facts)


def _read(facts: Facts) -> Iterator[str]:
    source, rows = facts["source"], facts["rows"]
    kind = title(source.get("shape") or source["kind"], kind="source")
    yield f"{source['name']}: {kind}, as of {facts['as_of']} ({_as_of_reason(facts)})"
    tied = {"read": rows["read"], "accepted": rows["accepted"], "aside": rows["set_aside"]}
    yield f"Rows: {sentence('rows_tie', kind='page', **tied)}"
    for line in facts["quality"][:MOST_FINDINGS]:
        yield f"  {_finding(line)}"
    left = len(facts["quality"]) - MOST_FINDINGS
    if left > 0:
        yield f"  and {counted(left, 'more kind', 'more kinds')} of findings in the report"


def _finding(line: Facts) -> str:
    """How often what was found; what is found of the file as a whole is not counted in rows."""
    times = f"{format_count(line['count'])} × " if is_counted(line["code"], kind="finding") else ""
    aside = " (set aside)" if line["set_aside"] else ""
    return f"{times}{title(line['code'], kind='finding')}{aside}"


def _as_of_reason(facts: Facts) -> str:
    return title(facts["as_of_reason"], kind="source")


def _owed(facts: Facts) -> Iterator[str]:
    yield ""
    invoices = facts["invoices"]
    told = counted(facts["accounts"], "account")
    if invoices is not None:
        told += f", {counted(invoices['count'], 'invoice')}, "
        told += f"{format_count(invoices['open'])} open, "
        told += f"{format_count(invoices['overdue'])} overdue"
    yield told
    for currency in facts["open_units"]:
        yield from _owed_in(facts, currency)


def _owed_in(facts: Facts, currency: str) -> Iterator[str]:
    units, overdue = facts["open_units"][currency], facts["overdue_units"][currency]
    share = format_share(overdue / units) if units > 0 else "no share"
    dso = facts["dso_days"].get(currency)
    known = f"DSO {format_days(dso)}" if dso is not None else _no_dso(facts, currency)
    yield (
        f"{currency_name(currency)}  open {format_units(units, currency)}, "
        f"overdue {format_units(overdue, currency)} ({share}); {known}"
    )
    yield "     " + _buckets(facts, currency)


def _no_dso(facts: Facts, currency: str) -> str:
    reasons = facts["reasons"]
    code = reasons.get(f"dso_days.{currency}") or reasons.get("dso_days")
    return "DSO not known" + (f": {sentence(code, kind='unknown')}" if code else "")


def _buckets(facts: Facts, currency: str) -> str:
    held = [line for line in facts["ageing"] if line["currency"] == currency and line["units"]]
    return ", ".join(
        f"{bucket_name(line['bucket'])} {format_units(line['units'], currency)}" for line in held
    )


def _paid(facts: Facts) -> Iterator[str]:
    paid, disputed = facts["paid"], facts["disputed"]
    if paid is None:
        yield f"Payments: not known. {_why(facts, 'paid')}"
    else:
        yield (
            f"Paid: {counted(paid['count'], 'invoice')}, "
            f"{format_share(paid['late_share'], 2)} late, "
            f"{paid['mean_days_late']:.2f} days late on average (early counts as 0)"
        )
    if disputed is not None:
        share = format_share(disputed["share"], 2)
        yield f"Disputed: {counted(disputed['count'], 'invoice')} ({share})"


def _why(facts: Facts, key: str) -> str:
    code = facts["reasons"].get(key)
    return sentence(code, kind="unknown") if code else ""


def _grades(facts: Facts) -> Iterator[str]:
    yield ""
    mix = ", ".join(f"{grade} {format_count(n)}" for grade, n in facts["grades"].items())
    yield f"Grades: {mix}"


def _warnings(facts: Facts) -> Iterator[str]:
    found = facts["warnings"]
    yield f"Early warnings: {format_count(facts['warning_count'])}"
    for line in found[:MOST_WARNINGS]:
        yield f"  {_name(line)}: {title(line['code'], kind='warning')}"


def _calls(facts: Facts) -> Iterator[str]:
    calls = facts["worklist"]
    if not calls:
        yield "Nobody needs a call today."
        return
    yield "Call first:"
    for line in calls[:MOST_CALLS]:
        owed = format_units(line["overdue_units"], line["currency"])
        money = f"{owed} {currency_unit(line['currency'])}".rstrip()
        oldest = format_days(line["oldest_days"])
        yield f"  {line['rank']}. {_name(line)}: {money} overdue, oldest {oldest}"


def _name(line: Facts) -> str:
    return f"{line['name']} ({line['account_id']})" if line["name"] else str(line["account_id"])
