"""What are the metrics of each currency, and which of them does the file not let us know?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Fact, Facts, Grid, Head, unknown
from duly.report.cells import fewer_currencies, rows
from duly.report.figures import currency_name, format_measure
from duly.report.xray.facts import Xray, currencies

_MOST_CURRENCIES = 4

Measured = Mapping[tuple[str, str], Mapping[str, Any]]


def metric_family(xray: Xray) -> Card | None:
    """What is known, a column a currency; below, once a reason, what is known of no currency."""
    metrics = rows(xray, "metrics")
    if not metrics:
        return None
    every = [c for c in currencies(xray) if any(m["currency"] == c for m in metrics)]
    held = every[:_MOST_CURRENCIES]
    found = {(m["metric"], m["currency"]): m for m in metrics}
    names = list(dict.fromkeys(m["metric"] for m in metrics))
    known = [name for name in names if not _common_reason(found, name, every)]
    blocks = (_table(known, held, found, more=fewer_currencies(every, _MOST_CURRENCIES)),)
    gaps = _gaps(names, every, found)
    return Card("The family of metrics", (*blocks, *((gaps,) if gaps else ())))


def _table(names: Sequence[str], held: Sequence[str], found: Measured, *, more: str) -> Grid:
    heads = (Head("Metric"), *(Head(currency_name(each), is_figure=True) for each in held))
    body = tuple(
        (
            Cell(words.title(name, kind="metric"), hint=words.definition(name) or "", css="lead"),
            *(_value(found.get((name, currency), {}), currency) for currency in held),
        )
        for name in names
    )
    return Grid(heads, body, more=more, stacks=len(held) > 2, caption="Metrics by currency")


def _value(found: Mapping[str, Any], currency: str) -> Cell:
    value, why = found.get("value"), found.get("reason")
    said = words.title(why, kind="unknown") if why else ""
    if value is None:
        return unknown(said)
    return Cell(format_measure(value, found["unit"], currency), detail=said)


def _common_reason(found: Measured, name: str, every: Sequence[str]) -> str:
    """The one reason for which a metric is known of no currency; else nothing."""
    lines = [found[name, currency] for currency in every if (name, currency) in found]
    reasons = {str(line.get("reason") or "") for line in lines}
    is_unknown = all(line.get("value") is None for line in lines)
    return reasons.pop() if is_unknown and len(reasons) == 1 else ""


def _gaps(names: Sequence[str], every: Sequence[str], found: Measured) -> Facts | None:
    by_reason: dict[str, list[str]] = {}
    for name in names:
        reason = _common_reason(found, name, every)
        if reason:
            by_reason.setdefault(reason, []).append(words.title(name, kind="metric"))
    facts = tuple(
        Fact(words.sentence(reason, kind="unknown"), f"Not known: {'; '.join(titles)}.")
        for reason, titles in by_reason.items()
    )
    return Facts(facts, css="gaps") if facts else None
