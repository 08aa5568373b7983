"""What must be known of a dispute's invoice before the dispute can be read?"""

from __future__ import annotations

import ibis.expr.types as ir

from duly.book.reading.cells import Link
from duly.book.reading.lookup import look_up


def linked(invoices: ir.Table) -> Link:
    """Adds the currency of the invoice; the rules stand with those of the other tables."""
    items = invoices.select("invoice_id", item_currency="currency")

    def link(disputes: ir.Table) -> ir.Table:
        table = look_up(disputes, items, "invoice_id")
        return table.mutate(currency=table.item_currency)

    return link
