"""How does a plan enter the ledger, in the transaction that is open?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.book.engines import Engine
from duly.server.ledger.imports.difference.keyed import RECORDED
from duly.server.ledger.imports.difference.plan import Plan
from duly.server.ledger.imports.recognised import Progress
from duly.server.ledger.models import Account, Entity, Import
from duly.server.ledger.recording.accounts import add_accounts, change_accounts
from duly.server.ledger.recording.bulk import (
    add_rows,
    change_rows,
    indexed_afterwards,
    last_number,
    moment_text,
    numbers_given,
    withdraw_rows,
)
from duly.server.ledger.recording.columns import Links, database_columns, numbered, python_rows
from duly.server.ledger.stored import RECORDED as TABLES
from duly.server.ledger.stored import STORED, Stored

_LINKED = ("invoices", "payments")
_ROWS = 20_000


@dataclass
class Writing:
    """One plan on its way in, with the source of its facts and how far it is."""

    plan: Plan
    source: Import
    tell: Progress
    _todo: int = 0
    _done: int = 0
    _withdrawn: int = 0
    _last: dict[str, int] = field(default_factory=dict)
    _adding: dict[str, int] = field(default_factory=dict)

    def write(self) -> int:
        """Withdraw, then record, then restate. Returns how many rows were withdrawn."""
        self._adding = {name: self._count(rows) for name, rows in self.plan.recorded.items()}
        self._todo = max(1, sum(self._adding.values()))
        for stored in reversed(TABLES):
            self._withdraw(stored)
        links = self._links()
        self._accounts(links)
        for stored in TABLES:
            self._record(stored, links)
        for name, rows in self.plan.restated.items():
            self._restate(STORED[name], rows)
        return self._withdrawn

    def _withdraw(self, stored: Stored) -> None:
        rows = self.plan.withdrawn.get(stored.name)
        if rows is None or self.source.committed_at is None:
            return
        numbers = self._engine.fetch(rows).column("pk").to_pylist()
        self._withdrawn += withdraw_rows(stored, numbers, self.source, self.source.committed_at)

    def _links(self) -> Links:
        """Where each account, entity, invoice and payment stands, or is about to."""
        tables = {"entities": self._entities()}
        self._last["accounts"] = last_number(Account)
        accounts = self.plan.compared["accounts"]
        number = (accounts.number + self._last["accounts"]).cast("int64")
        pk = ibis.coalesce(accounts.held_pk, number)
        tables["accounts"] = accounts.select(key="account_id", pk=pk)
        for name in _LINKED:
            stored = STORED[name]
            self._last[name] = last_number(stored.model)
            rows = numbered(self.plan.compared[name], self._last[name])
            tables[name] = rows.select(key=stored.schema.key[0], pk=rows.pk)
        return Links({name: self._engine.keep(rows) for name, rows in tables.items()})

    def _entities(self) -> ir.Table:
        """Our companies, new ones made. They are derived: nothing else tells of them yet."""
        invoices = self.plan.compared["invoices"]
        codes = self._engine.fetch(
            invoices.filter(invoices.entity.notnull())
            .select("entity")
            .distinct()
            .order_by("entity")
        )
        known = dict(self.plan.entities)
        for code in codes.column(0).to_pylist():
            if code not in known:
                known[code] = Entity.objects.get_or_create(code=code, defaults={"name": code})[0].pk
        pairs = {
            "key": pa.array(list(known), pa.string()),
            "pk": pa.array(list(known.values()), pa.int64()),
        }
        return self._engine.table(pa.table(pairs))

    def _accounts(self, links: Links) -> None:
        rows = self.plan.compared["accounts"]
        recorded = links.resolve(rows.filter(rows.status.isin(RECORDED)), STORED["accounts"])
        own = links.tables["accounts"]
        placed = recorded.left_join(own, recorded.account_id == own.key).drop("key")
        chosen = placed.mutate(parent_pk=placed.pk_parent_id).drop("pk_parent_id")
        found = self._engine.fetch(chosen.order_by("pk")).to_pylist()
        add_accounts([row for row in found if row["held_pk"] is None], self.source)
        change_accounts([row for row in found if row["held_pk"] is not None], self.source)
        numbers_given(Account, max([self._last["accounts"], *(row["pk"] for row in found)]))

    def _record(self, stored: Stored, links: Links) -> None:
        rows = self.plan.recorded.get(stored.name)
        if not self._adding.get(stored.name) or rows is None or self.source.committed_at is None:
            return
        moment = ibis.literal(moment_text(self.source.committed_at))
        columns = database_columns(rows, stored, links)
        columns = columns.mutate(recorded_at=moment, source_id=ibis.literal(self.source.pk))
        if stored.name in _LINKED:
            own = links.tables[stored.name]
            key = stored.schema.key[0]
            columns = columns.inner_join(own, columns[key] == own.key).drop("key")
            columns = columns.rename(id="pk").order_by("id")
        else:
            columns = columns.order_by(columns.columns)
        with self._indexed_afterwards(stored):
            last = self._last.get(stored.name, 0) + self._insert(stored, columns)
        if stored.name in _LINKED:
            numbers_given(stored.model, last)

    def _indexed_afterwards(self, stored: Stored) -> AbstractContextManager[None]:
        holding = self._count(self.plan.held[stored.name])
        return indexed_afterwards(
            stored.db_table, adding=self._adding[stored.name], holding=holding
        )

    def _insert(self, stored: Stored, columns: ir.Table) -> int:
        before = self._done
        for batch in self._engine.batches(columns, _ROWS):
            names, rows = python_rows(batch, stored)
            add_rows(stored.db_table, names, rows)
            self._done += batch.num_rows
            self.tell(self._done / self._todo, stored.name)
        return self._done - before

    def _restate(self, stored: Stored, rows: ir.Table) -> None:
        change_rows(stored.db_table, stored.state, self._tuples(rows.select(*stored.state, "pk")))

    def _tuples(self, rows: ir.Table) -> Iterator[tuple[Any, ...]]:
        found = self._engine.fetch(rows).to_pydict()
        return zip(*found.values(), strict=True)

    def _count(self, rows: ir.Table) -> int:
        return int(self._engine.fetch(rows.agg(rows=rows.count())).column(0)[0].as_py())

    @property
    def _engine(self) -> Engine:
        return self.plan.engine
