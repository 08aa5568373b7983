"""In which table and column of the database does each column of the book stand?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db.models import Model

from duly.book.schema import STATEMENT_LINES, TABLES, Column, TableSchema
from duly.server.ledger.models import (
    Account,
    Allocation,
    BureauReport,
    Cover,
    Dispute,
    Invoice,
    Order,
    Payment,
    Promise,
    Rate,
    Statement,
)

LINES = frozenset({*STATEMENT_LINES, "shares"})
"""Columns of `statements` that stand together in one JSON column, by their names in the book."""


@dataclass(frozen=True, slots=True)
class Stored:
    """A table of the book in the database.

    `links` names, for a column that holds a key there and a number of a row here, the table whose
    key it is. `state` are the columns that change without a new record.
    """

    schema: TableSchema
    model: type[Model]
    links: Mapping[str, str] = field(default_factory=dict)
    renamed: Mapping[str, str] = field(default_factory=dict)
    state: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        return self.schema.name

    @property
    def db_table(self) -> str:
        return self.model._meta.db_table

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those with a database column of their own."""
        lines = LINES if self.name == "statements" else frozenset[str]()
        return tuple(column for column in self.schema.columns if column.name not in lines)

    def db_column(self, column: Column) -> str:
        return self.renamed.get(column.name, column.field)


_OF_ACCOUNT = {"account_id": "accounts"}

STORED: dict[str, Stored] = {
    stored.name: stored
    for stored in (
        Stored(TABLES["accounts"], Account, {"parent_id": "accounts"}),
        Stored(
            TABLES["invoices"],
            Invoice,
            {**_OF_ACCOUNT, "entity": "entities"},
            {"entity": "entity_id"},
            ("open_units", "disputed_units"),
        ),
        Stored(TABLES["payments"], Payment, _OF_ACCOUNT, state=("left_units",)),
        Stored(
            TABLES["allocations"],
            Allocation,
            {"invoice_id": "invoices", "payment_id": "payments", "credit_note_id": "invoices"},
        ),
        Stored(TABLES["disputes"], Dispute, {"invoice_id": "invoices"}),
        Stored(TABLES["promises"], Promise, _OF_ACCOUNT),
        Stored(TABLES["orders"], Order, _OF_ACCOUNT),
        Stored(TABLES["statements"], Statement, _OF_ACCOUNT),
        Stored(TABLES["reports"], BureauReport, _OF_ACCOUNT),
        Stored(TABLES["cover"], Cover, _OF_ACCOUNT),
        Stored(TABLES["rates"], Rate, renamed={"source": "origin"}),
    )
}

RECORDED = tuple(stored for name, stored in STORED.items() if name != "accounts")
"""The tables of dated facts, in an order in which what is referred to comes first."""
