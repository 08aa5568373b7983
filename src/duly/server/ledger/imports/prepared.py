"""What will an import write, row for row, worked out before anybody has to wait for it?

Everything that takes long is done here, on the plan alone: which number each row gets, what it
points to, how it stands in the database. What is left is to hand it over (see `writing`), which is
all that happens while the ledger is locked.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import ibis
import ibis.expr.types as ir
import pyarrow as pa

from duly.book.engines import Engine
from duly.server.ledger.imports.difference.keyed import RECORDED, row_count
from duly.server.ledger.imports.difference.plan import Plan
from duly.server.ledger.models import Account, Entity
from duly.server.ledger.recording.bulk import last_number
from duly.server.ledger.recording.columns import Links, database_columns, numbered
from duly.server.ledger.stored import RECORDED as TABLES
from duly.server.ledger.stored import STORED, Stored

# Other tables point to these by number.
NUMBERED = ("invoices", "payments")


@dataclass(frozen=True, slots=True)
class Prepared:
    """An import as it will be written.

    `last` are the numbers given last when it was prepared, by table: it may only be written while
    they still are. `entities` are our companies nobody told of before, with their numbers;
    `recorded` the rows to add as the database takes them, `counts` how many; `withdrawn` the
    numbers of rows that no longer hold; `restated` new states, each with the row's number.
    """

    plan: Plan
    last: Mapping[str, int]
    entities: Mapping[str, int]
    accounts: list[dict[str, Any]]
    recorded: Mapping[str, ir.Table]
    counts: Mapping[str, int]
    holding: Mapping[str, int]
    withdrawn: Mapping[str, list[int]]
    restated: Mapping[str, list[tuple[Any, ...]]]

    @property
    def is_current(self) -> bool:
        """Whether no row was numbered since."""
        return self.last == last_numbers()


def last_numbers() -> dict[str, int]:
    """The number given last, by table whose rows are numbered before they are added."""
    found = {name: last_number(STORED[name].model) for name in NUMBERED}
    return found | {"accounts": last_number(Account), "entities": last_number(Entity)}


def prepared(plan: Plan) -> Prepared:
    """All of a plan, down to the values of each row. Nothing is written."""
    engine, last = plan.engine, last_numbers()
    entities = _new_entities(plan, last["entities"])
    links = _links(plan, last, plan.entities | entities)
    placed = {
        stored.name: engine.keep(_placed(plan.recorded[stored.name], stored, links))
        for stored in TABLES
        if stored.name in plan.recorded
    }
    counts = {name: n for name, rows in placed.items() if (n := row_count(engine, rows))}
    recorded = {name: placed[name] for name in counts}
    return Prepared(
        plan=plan,
        last=last,
        entities=entities,
        accounts=_accounts(plan, links),
        recorded=recorded,
        counts=counts,
        holding={name: row_count(engine, plan.held[name]) for name in recorded},
        withdrawn={
            name: engine.fetch(rows).column("pk").to_pylist()
            for name, rows in plan.withdrawn.items()
        },
        restated={
            name: _tuples(engine, rows.select(*STORED[name].state, "pk"))
            for name, rows in plan.restated.items()
        },
    )


def _new_entities(plan: Plan, last: int) -> dict[str, int]:
    """Our companies are derived: nothing but their invoices tells of them."""
    invoices = plan.compared["invoices"]
    codes = invoices.filter(invoices.entity.notnull()).select("entity").distinct()
    found = plan.engine.fetch(codes.order_by("entity")).column(0).to_pylist()
    new = [code for code in found if code not in plan.entities]
    return {code: last + place for place, code in enumerate(new, start=1)}


def _links(plan: Plan, last: Mapping[str, int], entities: Mapping[str, int]) -> Links:
    """Where each account, entity, invoice and payment stands, or is about to."""
    pairs = {
        "key": pa.array(list(entities), pa.string()),
        "pk": pa.array(list(entities.values()), pa.int64()),
    }
    tables = {"entities": plan.engine.table(pa.table(pairs))}
    accounts = plan.compared["accounts"]
    number = (accounts.number + last["accounts"]).cast("int64")
    pk = ibis.coalesce(accounts.held_pk, number)
    tables["accounts"] = accounts.select(key="account_id", pk=pk)
    for name in NUMBERED:
        rows = numbered(plan.compared[name], last[name])
        tables[name] = rows.select(key=STORED[name].schema.key[0], pk=rows.pk)
    return Links({name: plan.engine.keep(rows) for name, rows in tables.items()})


def _accounts(plan: Plan, links: Links) -> list[dict[str, Any]]:
    rows = plan.compared["accounts"]
    recorded = links.resolve(rows.filter(rows.status.isin(RECORDED)), STORED["accounts"])
    own = links.tables["accounts"]
    placed = recorded.left_join(own, recorded.account_id == own.key).drop("key")
    chosen = placed.mutate(parent_pk=placed.pk_parent_id).drop("pk_parent_id")
    return plan.engine.fetch(chosen.order_by("pk")).to_pylist()


def _placed(rows: ir.Table, stored: Stored, links: Links) -> ir.Table:
    """The columns of the database, in the order in which rows are added."""
    columns = database_columns(rows, stored, links)
    if stored.name not in NUMBERED:
        return columns.order_by(columns.columns)
    own, key = links.tables[stored.name], stored.schema.key[0]
    columns = columns.inner_join(own, columns[key] == own.key).drop("key")
    return columns.rename(id="pk").order_by("id")


def _tuples(engine: Engine, rows: ir.Table) -> list[tuple[Any, ...]]:
    return list(zip(*engine.fetch(rows).to_pydict().values(), strict=True))
