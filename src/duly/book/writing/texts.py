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
        table = table.mutate(text_decimals=_decimals(table.currency))
    for column in money:
        table = _with_text(table, column)
    return table.select(
        **{c.name: table[f"text_{c.name}" if c in money else c.field] for c in schema.columns}
    )


def _with_text(table: ir.Table, column: Column) -> ir.Table:
    """Add `text_NAME`: `duly.kernel.amounts.format_units`, said of a whole column.

    In steps, because within one expression DuckDB evaluates the parts again at every mention.
    """
    units, decimals = table[column.field], table.text_decimals
    # From the text, as the smallest int64 has no absolute value.
    digits = units.cast("string").replace("-", "")
    table = table.mutate(text_digits=digits)
    digits = ibis.ifelse(
        table.text_digits.length() > decimals,
        table.text_digits,
        table.text_digits.lpad(decimals + 1, "0"),
    )
    table = table.mutate(text_digits=digits)
    table = table.mutate(text_split=table.text_digits.length() - table.text_decimals)
    whole = table.text_digits.left(table.text_split)
    fraction = ibis.literal(".") + table.text_digits.substr(table.text_split)
    sign = ibis.ifelse(table[column.field] < 0, "-", "")
    text = sign + whole + ibis.ifelse(table.text_decimals == 0, "", fraction)
    return table.mutate(**{f"text_{column.name}": text})


def _decimals(currency: ir.StringValue) -> ir.IntegerValue:
    unusual = [
        (currency.isin(sorted(code for code, of in EXPONENTS.items() if of == places)), places)
        for places in sorted(set(EXPONENTS.values()) - {2})
    ]
    return ibis.cases(*unusual, else_=2)
