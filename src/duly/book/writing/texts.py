"""How is a value of the book written as text, so that reading it gives the value again?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.book.schema import Column, Kind, TableSchema
from duly.kernel.currencies import EXPONENTS


def as_text(table: ir.Table, schema: TableSchema) -> ir.Table:
    """The columns of the contract under their names on disk; amounts as decimal text."""
    money = [column for column in schema.columns if column.kind is Kind.MONEY]
    if money:
        table = _with_texts(table.mutate(text_decimals=_decimals(table.currency)), money)
    return table.select(
        **{c.name: table[f"text_{c.name}" if c in money else c.field] for c in schema.columns}
    )


def _with_texts(table: ir.Table, money: list[Column]) -> ir.Table:
    """Add `text_NAME`: `duly.kernel.amounts.format_units`, said of whole columns.

    In steps, because within one expression DuckDB evaluates the parts again at every mention; each
    for all columns at once, because queries within queries have to end somewhere.
    """
    steps = {"digits": _digits, "padded": _padded, "split": _split, "text": _text}
    for name, step in steps.items():
        table = table.mutate(**{f"{name}_{c.name}": step(table, c) for c in money})
    return table


def _digits(table: ir.Table, column: Column) -> ir.StringValue:
    """From the text, as the smallest int64 has no absolute value."""
    return table[column.field].cast("string").replace("-", "")


def _padded(table: ir.Table, column: Column) -> ir.StringValue:
    digits, decimals = table[f"digits_{column.name}"], table.text_decimals
    return ibis.ifelse(digits.length() > decimals, digits, digits.lpad(decimals + 1, "0"))


def _split(table: ir.Table, column: Column) -> ir.IntegerValue:
    return table[f"padded_{column.name}"].length() - table.text_decimals


def _text(table: ir.Table, column: Column) -> ir.StringValue:
    digits, split = table[f"padded_{column.name}"], table[f"split_{column.name}"]
    fraction = ibis.ifelse(table.text_decimals == 0, "", ibis.literal(".") + digits.substr(split))
    return ibis.ifelse(table[column.field] < 0, "-", "") + digits.left(split) + fraction


def _decimals(currency: ir.StringValue) -> ir.IntegerValue:
    unusual = [
        (currency.isin(sorted(code for code, of in EXPONENTS.items() if of == places)), places)
        for places in sorted(set(EXPONENTS.values()) - {2})
    ]
    return ibis.cases(*unusual, else_=2)
