"""What does each cell hold as a value of its column, and which cells hold none?"""

from __future__ import annotations

from collections.abc import Callable

import ibis
import ibis.expr.types as ir

from duly.book.reading import amounts, figures, texts
from duly.book.reading.rows import Rows
from duly.book.schema import TABLES, Column, Kind

Link = Callable[[ir.Table], ir.Table]

CURRENCY_COLUMNS = frozenset({"currency", "base", "quote"})


def unlinked(table: ir.Table) -> ir.Table:
    """The link of a table that needs nothing from elsewhere."""
    return table


def parse(rows: Rows, link: Link = unlinked) -> Rows:
    """The rows with every column of the contract as a value, null where it cannot be read.

    The text stays beside it as `text_NAME`, so that the rules can say what was wrong. `link` adds
    what must be looked up elsewhere before amounts can be read: the currency of an allocation is
    that of its invoice.
    """
    table = _cleaned(rows)
    columns = rows.schema.columns
    plain = {c.field: _value(table, c, rows) for c in columns if c.kind is not Kind.MONEY}
    table = link(table.mutate(**plain))
    return rows.with_table(_with_money(table, rows))


def as_read(rows: Rows) -> ir.Table:
    """The columns of the contract straight from Parquet, for a table in which nothing was wrong.

    The same values as `parse` gives, without asking again of every cell whether it is right.
    """
    fields = {
        column.field: rows.table[_source(column)]
        if column.name in rows.given
        else ibis.null(column.ibis_type)
        for column in TABLES[rows.name].columns
    }
    if rows.name == "invoices":
        fields["kind"] = fields["kind"].fill_null("invoice")
    return rows.table.select(**fields)


def _source(column: Column) -> str:
    return f"{'text' if column.kind is Kind.TEXT else 'typed'}_{column.name}"


def _cleaned(rows: Rows) -> ir.Table:
    """`clean_NAME` beside `text_NAME`: the cell as it is meant."""
    names = [c.name for c in rows.columns if rows.is_text or c.kind is Kind.TEXT]
    clean = _as_it_is if rows.is_tidy else texts.clean
    cleaned = {f"clean_{name}": clean(rows.table[f"text_{name}"]) for name in names}
    return rows.table.mutate(**cleaned)


def _as_it_is(text: ir.StringValue) -> ir.StringValue:
    return text


def _value(table: ir.Table, column: Column, rows: Rows) -> ir.Value:
    if column.name not in rows.given:
        value: ir.Value = ibis.null(column.ibis_type)
    elif rows.is_text or column.kind is Kind.TEXT:
        value = _read(table[f"clean_{column.name}"], column)
    else:
        value = table[f"typed_{column.name}"]
    if (rows.name, column.name) == ("invoices", "kind"):
        return value.fill_null("invoice")
    return value


def _read(clean: ir.StringValue, column: Column) -> ir.Value:
    nothing = ibis.null("string")
    match column.kind:
        case Kind.DATE:
            return figures.day_of(clean)
        case Kind.INTEGER:
            return figures.integer_of(clean)
        case Kind.NUMBER:
            return figures.number_of(clean)
    if column.name in CURRENCY_COLUMNS:
        return ibis.ifelse(amounts.is_currency(clean), clean, nothing)
    return clean


def _with_money(table: ir.Table, rows: Rows) -> ir.Table:
    """An amount without a known currency is not an amount, also where it is typed."""
    money = [column for column in rows.schema.columns if column.kind is Kind.MONEY]
    given = {said(column, rows): column.field for column in money if column.name in rows.given}
    absent = {c.field: ibis.null("int64") for c in money if c.name not in rows.given}
    if given and rows.is_text:
        table = amounts.with_units(table, given)
        given = {}
    nothing = ibis.null("int64")
    typed = {
        field: ibis.ifelse(table.currency.notnull(), table[cell], nothing)
        for cell, field in given.items()
    }
    return table.mutate(**absent, **typed)


def said(column: Column, rows: Rows) -> str:
    """The column that tells whether the cell says anything at all."""
    stem = "clean" if rows.is_text or column.kind is Kind.TEXT else "typed"
    return f"{stem}_{column.name}"


def without_sources(table: ir.Table) -> ir.Table:
    """The values without the cells they were read from."""
    return table.drop(*(n for n in table.columns if n.startswith(("text_", "clean_", "typed_"))))
