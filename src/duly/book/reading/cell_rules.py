"""Which faults can a single cell have, by the kind of its column?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

import ibis
import ibis.expr.types as ir

from duly.book.reading import amounts, figures, texts
from duly.book.reading.cells import CURRENCY_COLUMNS, said
from duly.book.reading.judging import Rule
from duly.book.reading.rows import Rows
from duly.book.schema import Column, Kind

INVOICE_KINDS = ("invoice", "credit_note", "debit_note")


def cell_rules(rows: Rows) -> Iterator[Rule]:
    """All rules for the cells of a table, column by column."""
    for column in rows.columns:
        yield from _rules_of(column, rows)


def _rules_of(column: Column, rows: Rows) -> Iterator[Rule]:
    name, cell = column.name, said(column, rows)
    if column.required:
        yield Rule("missing_required", name, lambda t: t[cell].isnull())
    if rows.is_text or column.kind is Kind.TEXT:
        yield from _rules_of_text(column)
    if column.kind is Kind.DATE:
        yield Rule("impossible_date", name, lambda t: figures.is_impossible(t[name]))
    if column.kind is Kind.NUMBER and not rows.is_text:
        yield Rule("unreadable_number", name, lambda t: t[cell].isnan() | t[cell].isinf())
    if column.kind is Kind.MONEY and _has_optional_currency(rows):
        yield _without_currency(name, cell, rows)
    if name in CURRENCY_COLUMNS:
        yield Rule("unknown_currency", name, lambda t: t[cell].notnull() & t[name].isnull())
    if (rows.name, name) == ("invoices", "kind"):
        yield Rule("unknown_kind", name, lambda t: ~t[name].isin(INVOICE_KINDS))


def _rules_of_text(column: Column) -> Iterator[Rule]:
    name, text, clean = column.name, f"text_{column.name}", f"clean_{column.name}"
    yield Rule("control_characters", name, lambda t: texts.has_control(t[text]), sets_aside=False)
    yield Rule(
        "surrounding_spaces",
        name,
        lambda t: (t[text] != t[clean].fill_null("")) & ~texts.has_control(t[text]),
        sets_aside=False,
    )
    if column.kind is Kind.MONEY:
        for code in amounts.FAULTS:
            yield Rule(code, name, _has_fault(column, code))
    elif column.kind is not Kind.TEXT:
        code = "unreadable_date" if column.kind is Kind.DATE else "unreadable_number"
        yield Rule(code, name, lambda t: t[clean].notnull() & t[column.field].isnull())


def _has_fault(column: Column, code: str) -> Callable[[ir.Table], ir.BooleanValue]:
    text, units = f"clean_{column.name}", column.field
    return lambda t: amounts.fault_of(t[text], t.currency, t[units]) == code


def _has_optional_currency(rows: Rows) -> bool:
    return any(c.name == "currency" and not c.required for c in rows.schema.columns)


def _without_currency(name: str, cell: str, rows: Rows) -> Rule:
    """A limit in no currency means nothing; the account stays, the limit does not."""
    given = "currency" in rows.given

    def broken(table: ir.Table) -> ir.BooleanValue:
        lacking = table.clean_currency.isnull() if given else ibis.literal(True)
        return table[cell].notnull() & lacking

    return Rule("limit_without_currency", name, broken, sets_aside=False)
