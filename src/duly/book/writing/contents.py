"""Which tables are written, and in which currency is each of their rows?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.book.schema import TABLES
from duly.book.tables import Book

# Their amounts are in the currency of the invoice they are about.
_BY_INVOICE = ("allocations", "disputes")


def written_tables(book: Book) -> dict[str, ir.Table]:
    """The tables to write, in the order of the contract.

    Those the source had; and accounts always, as they may have been derived.
    """
    return {
        name: book.tables[name].select(*schema.fields)
        for name, schema in TABLES.items()
        if name in book.present | {"accounts"}
    }


def with_currency(name: str, table: ir.Table, book: Book) -> ir.Table:
    """The table, with `currency` as its last column if it has none of its own."""
    if name not in _BY_INVOICE:
        return table
    invoices = book.invoices.select("invoice_id", "currency")
    return table.left_join(invoices, "invoice_id").drop("invoice_id_right")
