"""What would committing an import change, told before anything is changed?"""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

import ibis.expr.types as ir

from duly.server.ledger.imports.commit import book_read
from duly.server.ledger.imports.difference.keyed import CHANGED, NEW, RECORDED, identity
from duly.server.ledger.imports.difference.plan import Counts, Plan, plan_of
from duly.server.ledger.imports.uploads import demand_import
from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.ledger.reading.facts import read_facts
from duly.server.ledger.stored import STORED
from duly.server.platform.canonical import storable
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Actor

_SAMPLES = 5


@dataclass(frozen=True, slots=True)
class Sample:
    """A row that would be recorded; `before` has what differs from it now, nothing if new."""

    row: dict[str, Any]
    before: dict[str, Any]


@dataclass(frozen=True, slots=True)
class TableChange:
    """What would become of one table of the book."""

    table: str
    counts: Counts
    samples: tuple[Sample, ...]


@dataclass(frozen=True, slots=True)
class Preview:
    """A dry run. `changes_nothing` when the ledger already says all that the import says."""

    tables: tuple[TableChange, ...]

    @property
    def changes_nothing(self) -> bool:
        return not any(change.counts.new + change.counts.changed for change in self.tables)

    def facts(self) -> list[dict[str, Any]]:
        """As it is kept with the import."""
        return [
            {"table": change.table, **asdict(change.counts), "samples": _plain(change.samples)}
            for change in self.tables
        ]


def preview(source: Import, *, actor: Actor | None) -> Preview:
    """Compare what was read with the ledger. Raises Refused `import_not_read`."""
    demand_import(actor)
    if source.stage != Stage.READ:
        raise Refused("import_not_read", stage=source.stage)
    plan = plan_of(book_read(source), read_facts())
    changes = (
        TableChange(name, counts, tuple(_samples(plan, name)))
        for name, counts in plan.counts.items()
    )
    return Preview(tuple(changes))


def _samples(plan: Plan, name: str) -> list[Sample]:
    """The first rows by key, changed ones first, for they are worth a look."""
    if name not in plan.compared:
        return []
    rows = plan.compared[name]
    key = identity(STORED[name])
    chosen = rows.filter(rows.status.isin(RECORDED))
    first = chosen.order_by([(chosen.status == CHANGED).desc(), *key]).limit(_SAMPLES)
    found = plan.engine.fetch(first).to_pylist()
    held = _held(plan, name, [row["held_pk"] for row in found if row["status"] != NEW])
    return [_sample(row, held.get(row["held_pk"], {}), name) for row in found]


def _held(plan: Plan, name: str, numbers: list[int]) -> dict[int, dict[str, Any]]:
    if not numbers:
        return {}
    rows: ir.Table = plan.held[name]
    found = plan.engine.fetch(rows.filter(rows.pk.isin(numbers))).to_pylist()
    return {row["pk"]: row for row in found}


def _sample(row: dict[str, Any], held: dict[str, Any], name: str) -> Sample:
    fields = STORED[name].schema.fields
    shown = {field: row[field] for field in fields if row[field] is not None}
    before = {field: held[field] for field in fields if held and held[field] != row[field]}
    return Sample(shown, before)


def _plain(samples: tuple[Sample, ...]) -> Any:
    return storable([asdict(sample) for sample in samples])
