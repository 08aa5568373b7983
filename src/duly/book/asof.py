"""What was known on a past day?"""

from __future__ import annotations

from datetime import date

import ibis

from duly.book.schema import TABLES
from duly.book.tables import Book

# A statement without `known_on` is taken as known this long after its period's end: late enough
# for the filing habits of handbook 02 section 4, so that no score looks ahead.
STATEMENT_LAG_MONTHS = 6

# Days that tell what became of a fact later: still in the future, they are not known.
_LATER_DAYS = {
    "invoices": ("written_off_on",),
    "disputes": ("closed_on",),
    "orders": ("shipped_on", "invoiced_on"),
}


def known(book: Book, *, as_of: date) -> Book:
    """The book as it was known at the end of `as_of`: later facts are gone, later ends unknown.

    Accounts are master data and stay. Taking the view of a view of the same day changes nothing.
    """
    dated = {name: schema.dated_by for name, schema in TABLES.items() if schema.dated_by}
    changed = {}
    for name, day in dated.items():
        table = book.tables[name]
        if name == "statements":
            table = _with_known_on(table)
        table = table.filter(table[day] <= as_of)
        if name == "disputes":
            table = _without_later_outcome(table, as_of=as_of)
        changed[name] = _forget(table, _LATER_DAYS.get(name, ()), as_of=as_of)
    return book.with_tables(**changed)


def _with_known_on(statements: ibis.Table) -> ibis.Table:
    assumed = (statements.period_end + ibis.interval(months=STATEMENT_LAG_MONTHS)).cast("date")
    return statements.mutate(known_on=ibis.coalesce(statements.known_on, assumed))


def _without_later_outcome(disputes: ibis.Table, *, as_of: date) -> ibis.Table:
    """How a dispute ended is not known before it did."""
    is_later = (disputes.closed_on > as_of).fill_null(False)
    return disputes.mutate(outcome=ibis.ifelse(is_later, ibis.null("string"), disputes.outcome))


def _forget(table: ibis.Table, columns: tuple[str, ...], *, as_of: date) -> ibis.Table:
    nothing = ibis.null("date")
    later = {name: ibis.ifelse(table[name] <= as_of, table[name], nothing) for name in columns}
    return table.mutate(**later) if later else table
