"""Which rows break a rule, how many, for how much money, and which rows are left?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.findings import Finding
from duly.book.reading.quality import MAX_LISTED, Quality
from duly.book.reading.rows import PART, ROW, Rows
from duly.book.schema import Kind
from duly.kernel.amounts import format_units

MAX_SHOWN = 200
"""Characters of a value that the report shows."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A fault a row can have. `broken` says of each row whether it has it.

    `column` is named in the report, with its value. A row that breaks a rule is set aside, unless
    the rule only notes it.
    """

    code: str
    column: str
    broken: Callable[[ir.Table], ir.BooleanValue]
    sets_aside: bool = True


@dataclass(frozen=True, slots=True)
class Verdict:
    """The rows that may stay, and the codes found among those that were judged."""

    rows: Rows
    codes: frozenset[str]


def judge(rows: Rows, rules: Sequence[Rule], *, engine: Engine, quality: Quality) -> Verdict:
    """Report what breaks the rules and drop the rows to be set aside.

    Where nothing is to be dropped the table comes back as it was, so that what was lazy stays so.
    """
    broken = report(rows, rules, engine=engine, quality=quality)
    codes = frozenset(rule.code for rule in broken)
    faults = [rule for rule in broken if rule.sets_aside]
    if not faults:
        return Verdict(rows, codes)
    kept = engine.keep(rows.table.filter(~any_broken(rows.table, faults)))
    return Verdict(rows.with_table(kept), codes)


def report(rows: Rows, rules: Sequence[Rule], *, engine: Engine, quality: Quality) -> list[Rule]:
    """Count and list what breaks the rules; returns the rules that were broken."""
    if not rules:
        return []
    broken = []
    for rule, (count, units) in zip(rules, _counts(rows, rules, engine), strict=True):
        if count:
            quality.record(_listed(rows, rule, engine), count, units=units)
            broken.append(rule)
    return broken


def any_broken(table: ir.Table, rules: Sequence[Rule]) -> ir.BooleanValue:
    """Whether a row breaks at least one of the rules; no rule is broken by an unknown value."""
    broken: ir.BooleanValue = ibis.literal(False)
    for rule in rules:
        broken = broken | rule.broken(table).fill_null(False)
    return broken


def _counts(
    rows: Rows, rules: Sequence[Rule], engine: Engine
) -> list[tuple[int, dict[str | None, int]]]:
    """For every rule the rows that break it and their money, in one pass over the table."""
    table = rows.table
    flags = {f"is_{n}": rule.broken(table).fill_null(False) for n, rule in enumerate(rules)}
    units = exact_units(rows)
    flagged = table.select(currency=currency_of(table), units=units, **flags)
    measures = {f"count_{n}": flagged[f"is_{n}"].sum() for n in range(len(rules))} | {
        f"units_{n}": flagged.units.sum(where=flagged[f"is_{n}"]) for n in range(len(rules))
    }
    found = engine.fetch(flagged.group_by("currency").agg(**measures)).to_pylist()
    return [_count(found, n) for n in range(len(rules))]


def _count(found: list[dict[str, Any]], n: int) -> tuple[int, dict[str | None, int]]:
    sums = {line["currency"]: line[f"units_{n}"] for line in found}
    units = {currency: int(total) for currency, total in sums.items() if total is not None}
    return sum(line[f"count_{n}"] for line in found), units


def exact_units(rows: Rows) -> ir.Value:
    """The money of a row as a decimal: a sum of int64 overflows where a file is wrong enough."""
    if rows.money is None:
        return ibis.null("decimal(38, 0)")
    return rows.table[rows.money].cast("decimal(38, 0)")


def currency_of(table: ir.Table) -> ir.Value:
    return table.currency if "currency" in table.columns else ibis.null("string")


def _listed(rows: Rows, rule: Rule, engine: Engine) -> list[Finding]:
    table = rows.table.filter(rule.broken(rows.table).fill_null(False))
    units = ibis.null("int64") if rows.money is None else table[rows.money]
    chosen = table.select(
        *rows.place,
        currency=currency_of(table),
        units=units,
        shown=_shown(rows, rule, table).cast("string"),
    )
    found = engine.fetch(chosen.order_by(rows.place).limit(MAX_LISTED)).to_pylist()
    return [_finding(rows, rule, line) for line in found]


def _shown(rows: Rows, rule: Rule, table: ir.Table) -> ir.Value:
    """The text as it stood in the file if it is still there, else the value."""
    text = f"text_{rule.column}"
    return table[text if text in table.columns else rows.schema.column(rule.column).field]


def _finding(rows: Rows, rule: Rule, line: dict[str, Any]) -> Finding:
    return Finding(
        rule.code,
        rows.name,
        rule.sets_aside,
        file=line.get(PART) or rows.source.file,
        row=line[ROW],
        column=rule.column,
        value=_value(rows, rule, line),
        currency=line["currency"],
        units=line["units"] if rule.sets_aside else None,
    )


def _value(rows: Rows, rule: Rule, line: dict[str, Any]) -> str | None:
    shown: str | None = line["shown"]
    is_units = (
        rows.schema.column(rule.column).kind is Kind.MONEY
        and f"text_{rule.column}" not in rows.table.columns
    )
    if is_units and shown is not None and line["currency"] is not None:
        return format_units(int(shown), line["currency"])
    return shown and shown[:MAX_SHOWN]
