"""How does what was prepared enter the ledger?

First its rows wait beside it, then they are recorded in the transaction that is open.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from duly.server.ledger.imports.prepared import NUMBERED, Prepared
from duly.server.ledger.imports.recognised import Progress
from duly.server.ledger.models import Account, Entity, Import
from duly.server.ledger.recording.accounts import add_accounts, change_accounts
from duly.server.ledger.recording.bulk import (
    change_rows,
    indexed_afterwards,
    numbers_given,
    withdraw_rows,
)
from duly.server.ledger.recording.columns import python_rows
from duly.server.ledger.recording.staging import WaitingRoom
from duly.server.ledger.stored import RECORDED as TABLES
from duly.server.ledger.stored import STORED, Stored

_ROWS = 20_000


def let_wait(prepared: Prepared, room: WaitingRoom, tell: Progress) -> None:
    """Hand the rows to the database, where they wait until they are recorded."""
    todo, done = max(1, sum(prepared.counts.values())), 0
    for stored in TABLES:
        if stored.name in prepared.recorded:
            rows = prepared.recorded[stored.name]
            for batch in prepared.plan.engine.batches(rows, _ROWS):
                names, values = python_rows(batch, stored)
                room.add(stored.db_table, names, values, batch.num_rows)
                done += batch.num_rows
                tell(done / todo, stored.name)


@dataclass
class Writing:
    """One import on its way in, with the moment it is recorded at and how far it is."""

    prepared: Prepared
    room: WaitingRoom
    source: Import
    moment: datetime
    tell: Progress
    _done: int = 0

    def write(self) -> int:
        """Withdraw, then record, then restate. Returns how many rows were withdrawn."""
        withdrawn = sum(self._withdraw(stored) for stored in reversed(TABLES))
        self._entities()
        self._accounts()
        for stored in TABLES:
            if stored.name in self.prepared.recorded:
                self._record(stored)
        for name, rows in self.prepared.restated.items():
            change_rows(STORED[name].db_table, STORED[name].state, rows)
        return withdrawn

    def _withdraw(self, stored: Stored) -> int:
        numbers = self.prepared.withdrawn.get(stored.name, [])
        return withdraw_rows(stored, numbers, self.source, self.moment)

    def _entities(self) -> None:
        new = self.prepared.entities
        Entity.objects.bulk_create(Entity(pk=pk, code=code, name=code) for code, pk in new.items())
        if new:
            numbers_given(Entity, max(new.values()))

    def _accounts(self) -> None:
        found = self.prepared.accounts
        add_accounts([row for row in found if row["held_pk"] is None], self.source)
        change_accounts([row for row in found if row["held_pk"] is not None], self.source)
        last = self.prepared.last["accounts"]
        numbers_given(Account, max([last, *(row["pk"] for row in found)]))

    def _record(self, stored: Stored) -> None:
        adding = self.prepared.counts[stored.name]
        with indexed_afterwards(
            stored.db_table, adding=adding, holding=self.prepared.holding[stored.name]
        ):
            self._insert(stored)
        if stored.name in NUMBERED:
            numbers_given(stored.model, self.prepared.last[stored.name] + adding)

    def _insert(self, stored: Stored) -> None:
        todo = max(1, sum(self.prepared.counts.values()))
        given = {
            "recorded_at": connection.ops.adapt_datetimefield_value(self.moment),
            "source_id": self.source.pk,
        }
        for entered in self.room.enter(stored.db_table, given):
            self._done += entered
            self.tell(self._done / todo, stored.name)
