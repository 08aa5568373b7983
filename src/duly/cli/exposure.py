"""`duly exposure`: what would be at stake if an account, or a whole group, failed tonight?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from duly.cli.book_command import on_a_book
from duly.cli.output import Result, Wanted, deliver
from duly.cli.session import STREAMED, Ask, Session, session

if TYPE_CHECKING:
    import ibis.expr.types as ir


class Whose(StrEnum):
    ACCOUNT = "account"
    GROUP = "group"


@on_a_book("json", "csv", "xlsx", "html", memory_limit=STREAMED)
def exposure(
    ask: Ask,
    wanted: Wanted,
    by: Annotated[
        Whose, typer.Option("--by", help="One row for each account, or each group of companies.")
    ] = Whose.ACCOUNT,
) -> None:
    """Open invoices, unbilled deliveries and open orders, less credits and cash not applied.

    By account also what an insurer would bear; a group is a parent with all its children.
    """
    from duly.cli.tables import EXPOSURE, GROUP_EXPOSURE

    with session(ask) as opened:
        opened.progress("adding up exposures", 0.8)
        table = _by_account(opened) if by is Whose.ACCOUNT else _by_group(opened)
        rows = opened.fetch(_largest_first(table, f"{by.value}_id"))
        day, facts = opened.source.as_of, {**opened.facts, "by": by.value}
    columns = EXPOSURE if by is Whose.ACCOUNT else GROUP_EXPOSURE
    deliver(Result(f"Exposure by {by.value}", day, columns, rows, facts=facts), wanted)


def _by_account(opened: Session) -> ir.Table:
    from duly.analytics.exposure_cover import with_insured

    book, day = opened.source.book, opened.source.as_of
    return _named(opened, with_insured(_exposures(opened), book, as_of=day), "account_id")


def _by_group(opened: Session) -> ir.Table:
    from duly.analytics.exposure import group_exposure

    return _named(opened, group_exposure(_exposures(opened), opened.source.book), "group_id")


def _exposures(opened: Session) -> ir.Table:
    from duly.analytics.exposure import exposure as exposures

    book = opened.source.book
    found = exposures(book, as_of=opened.source.as_of, policy=opened.policy.exposure)
    return book.engine.keep(found)


def _named(opened: Session, table: ir.Table, key: str) -> ir.Table:
    """With the name of the account, or of the parent of the group, where the book knows it."""
    accounts = opened.source.book.accounts
    names = accounts.select("name", named_id=accounts.account_id)
    return table.left_join(names, table[key] == names.named_id).drop("named_id")


def _largest_first(table: ir.Table, key: str) -> ir.Table:
    """In each currency, for amounts of two are not compared."""
    return table.order_by(["currency", table.exposure_units.desc(), key])
