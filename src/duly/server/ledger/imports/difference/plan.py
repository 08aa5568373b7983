"""What is to be recorded, withdrawn and restated so that the ledger says what an import says?"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import ibis
import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.tables import Book
from duly.server.ledger.imports.difference.accounts import completed
from duly.server.ledger.imports.difference.allocations import (
    Parts,
    all_standing,
    compare_allocations,
)
from duly.server.ledger.imports.difference.held import held_tables
from duly.server.ledger.imports.difference.keyed import (
    CHANGED,
    MISSING,
    NEW,
    RECORDED,
    SAME,
    compare,
    untouched,
)
from duly.server.ledger.imports.difference.states import invoice_states, payment_states
from duly.server.ledger.reading.facts import Facts
from duly.server.ledger.stored import STORED

_KEYED = tuple(name for name in STORED if name != "allocations")


@dataclass(frozen=True, slots=True)
class Counts:
    """What became of the rows of one table: `missing` are held, but not in the import."""

    new: int = 0
    changed: int = 0
    same: int = 0
    missing: int = 0


@dataclass(frozen=True)
class Plan:
    """Tables in the engine, ready to be written.

    `compared` has every row of each keyed table (see `keyed.compare`). `recorded` are the rows to
    add, `withdrawn` the `pk` of those that no longer hold, `restated` `pk` and state of invoices
    and payments that stay.
    """

    engine: Engine
    counts: dict[str, Counts]
    compared: dict[str, ir.Table]
    held: dict[str, ir.Table]
    entities: dict[str, int]
    recorded: dict[str, ir.Table] = field(default_factory=dict)
    withdrawn: dict[str, ir.Table] = field(default_factory=dict)
    restated: dict[str, ir.Table] = field(default_factory=dict)


def plan_of(book: Book, facts: Facts) -> Plan:
    """Compare a checked book with the facts of the ledger. Nothing is written."""
    engine = book.engine
    book = replace(book, present=frozenset(_speaking(book)))
    held = held_tables(engine, facts)
    compared = {name: _compared(book, name, held[name]) for name in _KEYED}
    parts = _parts(book, held, compared)
    counts = {name: _counts(engine, compared[name]) for name in _KEYED if name in book.present}
    if "allocations" in book.present:
        counts["allocations"] = _part_counts(engine, parts)
    plan = Plan(engine, counts, compared, held, facts.entities)
    _add_keyed(plan)
    _add_linked(plan, parts)
    _add_states(plan, parts)
    return plan


def _speaking(book: Book) -> list[str]:
    """The tables that have rows; one without says nothing, also not that all rows are gone."""
    said = {name for name in STORED if name in book.present | {"accounts"}}
    counts = [
        book.tables[name].agg(rows=ibis._.count()).mutate(table=ibis.literal(name)) for name in said
    ]
    found = book.engine.fetch(ibis.union(*counts, distinct=False)).to_pylist()
    return [line["table"] for line in found if line["rows"]]


def _compared(book: Book, name: str, held: ir.Table) -> ir.Table:
    if name not in book.present:
        return untouched(STORED[name], held)
    incoming = book.tables[name]
    if name == "accounts":
        incoming = completed(incoming, held)
    return compare(book.engine, STORED[name], incoming, held)


def _parts(book: Book, held: dict[str, ir.Table], compared: dict[str, ir.Table]) -> Parts:
    if "allocations" not in book.present:
        return all_standing(book.engine, held["allocations"])
    return compare_allocations(
        book.engine,
        book.allocations,
        held["allocations"],
        invoices=compared["invoices"],
        payments=compared["payments"],
    )


def _counts(engine: Engine, rows: ir.Table) -> Counts:
    found = engine.fetch(rows.group_by("status").agg(rows=rows.count())).to_pylist()
    by_status = {line["status"]: line["rows"] for line in found}
    return Counts(*(by_status.get(status, 0) for status in (NEW, CHANGED, SAME, MISSING)))


def _part_counts(engine: Engine, parts: Parts) -> Counts:
    counted = _counts(engine, parts.recorded)
    return Counts(counted.new, counted.changed, parts.same, parts.missing)


def _add_keyed(plan: Plan) -> None:
    for name, rows in plan.compared.items():
        if name not in plan.counts or name in ("accounts", "invoices", "payments", "disputes"):
            continue
        plan.recorded[name] = rows.filter(rows.status.isin(RECORDED))
        plan.withdrawn[name] = _changed(rows)


def _changed(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.status == CHANGED).select(pk="held_pk")


def _add_linked(plan: Plan, parts: Parts) -> None:
    """What refers to an invoice or payment that is recorded anew is recorded anew beside it, so
    that what holds refers to what holds."""
    invoices, payments = (_moved(plan.compared[name]) for name in ("invoices", "payments"))
    standing = parts.standing
    moved = plan.engine.keep(
        standing.filter(
            standing.invoice_id.isin(invoices.invoice_id)
            | standing.payment_id.isin(payments.payment_id).fill_null(False)
            | standing.credit_note_id.isin(invoices.invoice_id).fill_null(False)
        )
    )
    fields = list(STORED["allocations"].schema.fields)
    plan.recorded["allocations"] = parts.recorded.select(*fields).union(moved.select(*fields))
    plan.withdrawn["allocations"] = parts.replaced.union(moved.select("pk"))
    disputes = plan.compared["disputes"]
    is_moved = disputes.invoice_id.isin(invoices.invoice_id) & disputes.status.isin((SAME, MISSING))
    plan.recorded["disputes"] = disputes.filter(disputes.status.isin(RECORDED) | is_moved)
    plan.withdrawn["disputes"] = disputes.filter((disputes.status == CHANGED) | is_moved).select(
        pk="held_pk"
    )


def _moved(rows: ir.Table) -> ir.Table:
    return rows.filter(rows.status == CHANGED)


def _add_states(plan: Plan, parts: Parts) -> None:
    fields = list(STORED["allocations"].schema.fields)
    allocations = plan.engine.keep(
        parts.standing.select(*fields).union(parts.recorded.select(*fields))
    )
    states = {
        "invoices": invoice_states(
            plan.compared["invoices"], allocations, plan.compared["disputes"]
        ),
        "payments": payment_states(plan.compared["payments"], allocations),
    }
    for name, rows in states.items():
        stated = plan.engine.keep(rows)
        plan.recorded[name] = stated.filter(stated.status.isin(RECORDED))
        plan.withdrawn[name] = _changed(stated)
        plan.restated[name] = _differing(stated, STORED[name].state)


def _differing(rows: ir.Table, state: tuple[str, ...]) -> ir.Table:
    """Rows that stay, but with another state."""
    differs = ibis.literal(False)
    for name in state:
        differs = differs | (rows[name] != rows[f"held_{name}"])
    staying = rows.filter(rows.status.isin((SAME, MISSING)) & differs)
    return staying.select(*state, pk="held_pk")
