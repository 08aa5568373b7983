"""To which group of companies does each account belong?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book

# Jumping to the parent's parent four times climbs 2**4 levels.
_DOUBLINGS = 4


def group_roots(book: Book) -> ir.Table:
    """The top parent of every account of the book, one row an account.

    Columns: account_id, group_id (both text). The rules, so that no account is lost or doubled:
    a parent that is not an account itself (a holding that buys nothing) still is the top of its
    children; accounts that name each other in a circle are one group, named by the smallest id of
    the circle; an account known only from invoices, payments or orders is its own group. Trees
    are climbed 16 levels (deeper ones end on an ancestor, not on the top).
    Source: handbook 04 section 2.
    """
    known = roots_of_accounts(book)
    seen = [facts.select("account_id") for facts in (book.invoices, book.payments, book.orders)]
    others = ibis.union(*seen, distinct=True).filter(ibis._.account_id.notnull())
    strangers = others.anti_join(known, "account_id")
    return known.union(strangers.mutate(group_id=strangers.account_id))


def roots_of_accounts(book: Book) -> ir.Table:
    """`group_roots` of the accounts with master data only: cheap, whatever the invoices number.

    Columns: account_id, group_id.
    """
    # Kept after every step: engines write a table that is joined to itself out twice, and 2**5
    # copies of the accounts take a planner minutes.
    step = book.engine.keep(_to_parent(book.accounts))
    for _ in range(_DOUBLINGS):
        step = book.engine.keep(_doubled(step))
    joined = _followed(step, step)
    # At a top, the smallest id of the way on is the top itself; in a circle, of the circle.
    return joined.select("account_id", group_id=joined.next_lowest.fill_null(joined.up))


def _to_parent(accounts: ir.Table) -> ir.Table:
    """One step up. A top leads to itself. `lowest`: the smallest id on the way, start included."""
    has_parent = (accounts.parent_id != "").fill_null(False)
    up = ibis.ifelse(has_parent, accounts.parent_id, accounts.account_id)
    return accounts.select("account_id", up=up, lowest=accounts.account_id)


def _doubled(step: ir.Table) -> ir.Table:
    """Twice as many steps up."""
    joined = _followed(step, step)
    return joined.select(
        "account_id",
        up=joined.next_up.fill_null(joined.up),
        lowest=ibis.least(joined.lowest, joined.next_lowest.fill_null(joined.up)),
    )


def _followed(step: ir.Table, on: ir.Table) -> ir.Table:
    """Each way up with the way that starts where it ends (none, where no account is)."""
    further = on.select(next_id="account_id", next_up="up", next_lowest="lowest")
    return step.left_join(further, step.up == further.next_id)
