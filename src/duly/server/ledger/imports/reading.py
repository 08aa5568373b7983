"""How is an upload read, and what of that is kept for the eyes of who imports it?

`Import.read` then holds: `shape` (`book`, `rates`, or that of an export), `as_of_reason`, `rows`,
`money`, `counts` (of findings), `columns` and `layout` (how an export was understood), `tables`
(rows a table). `Import.mapping` is the mapping as TOML, to be corrected and read with again.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from hashlib import sha256
from typing import Any

from django.db import transaction

from duly.book.engines import Engine, duckdb_engine
from duly.book.findings import BadInput, Finding
from duly.book.source import Source
from duly.server.ledger.imports.form import form_of
from duly.server.ledger.imports.recognised import Progress, Seen, drafted, look_at
from duly.server.ledger.imports.uploads import demand_import, own_folder, stored_file
from duly.server.ledger.models import Import, ImportFinding
from duly.server.ledger.models.imports import Stage
from duly.server.platform.audit.log import record
from duly.server.platform.fields import plain
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Actor

LONGEST_MAPPING = 200_000
_AT_ONCE = 1_000


def silent(_: float, __: str = "") -> None:
    """Progress that nobody wants to see."""


def read(
    *,
    actor: Actor | None,
    source: Import,
    mapping: str | None = None,
    as_of: date | None = None,
    progress: Progress = silent,
) -> Import:
    """Read the upload, by this mapping or the guess, and say how it was understood.

    The ledger is not changed. A file that cannot be read makes the import `failed`, with the
    reason in `problem` and a mapping to correct. Raises Refused `import_already_committed`.
    """
    demand_import(actor)
    _demand_uncommitted(source)
    if mapping is not None and len(mapping) > LONGEST_MAPPING:
        raise Refused("mapping_too_long", longest=LONGEST_MAPPING)
    engine, is_corrected = duckdb_engine(), mapping is not None or as_of is not None
    try:
        seen = look_at(
            stored_file(source),
            engine=engine,
            work=own_folder(source),
            mapping=mapping,
            as_of=as_of,
            progress=progress,
        )
        found = _found(seen, engine)
    except BadInput as problem:
        with _changing(actor, source, is_corrected):
            _failed(source, mapping, str(problem))
    else:
        with _changing(actor, source, is_corrected):
            _understood(source, seen, found)
    return source


def _demand_uncommitted(source: Import) -> None:
    source.refresh_from_db()
    if source.stage in (Stage.COMMITTED, Stage.UNDONE):
        raise Refused("import_already_committed", stage=source.stage)


@contextmanager
def _changing(actor: Actor | None, source: Import, is_corrected: bool) -> Iterator[None]:
    """What was known of the file is replaced; what somebody said in place of the guess is told."""
    with transaction.atomic():
        _demand_uncommitted(Import.objects.select_for_update().get(pk=source.pk))
        ImportFinding.objects.filter(source=source).delete()
        yield
        source.save()
        if is_corrected:
            digest = sha256(source.mapping.encode()).hexdigest()
            facts = {"file_name": source.file_name, "as_of": source.as_of, "mapping": digest}
            about = ("import", str(source.pk))
            record(actor=actor, kind="import.corrected", subject=about, facts=facts)


def _understood(source: Import, seen: Seen, found: dict[str, Any]) -> None:
    source.stage, source.problem = Stage.READ, ""
    source.mapping, source.as_of = seen.mapping, seen.source.as_of
    source.read, source.outcome, source.form = found, {}, form_of(found)
    ImportFinding.objects.bulk_create(_findings(source, seen.source.findings), _AT_ONCE)


def _failed(source: Import, mapping: str | None, problem: str) -> None:
    """The message speaks of the file as people know it, not of the name we gave it."""
    stored = stored_file(source)
    source.stage = Stage.FAILED
    source.problem = problem.replace(str(stored), source.file_name).replace(
        stored.name, source.file_name
    )
    source.mapping = mapping or (drafted(stored) if stored.is_file() else "")


def _found(seen: Seen, engine: Engine) -> dict[str, Any]:
    source = seen.source
    recognised = source.recognised
    tables = {
        name: int(engine.fetch(source.book.tables[name].count().as_table()).column(0)[0].as_py())
        for name in sorted(source.book.present | {"accounts"})
    }
    tables = {name: rows for name, rows in tables.items() if rows}
    return {
        "shape": _shape(source, tables),
        "as_of_reason": source.as_of_reason,
        "rows": asdict(source.rows),
        "money": [asdict(money) for money in source.money],
        "counts": _counts(source),
        "columns": [asdict(guess) for guess in recognised.guesses] if recognised else [],
        "layout": asdict(recognised.layout) if recognised else {},
        "tables": tables,
    }


def _shape(source: Source, tables: dict[str, int]) -> str:
    if source.recognised is not None:
        return source.recognised.shape.value
    return "rates" if set(tables) == {"rates"} else "book"


def _counts(source: Source) -> list[dict[str, Any]]:
    return [
        {
            "code": count.code,
            "table": count.table,
            "count": count.count,
            "set_aside": count.set_aside,
            "units": {currency or "": units for currency, units in count.units.items()},
        }
        for count in source.counts
    ]


def _findings(source: Import, findings: Iterable[Finding]) -> Iterable[ImportFinding]:
    for finding in findings:
        yield ImportFinding(
            source=source,
            code=finding.code,
            table=finding.table[:30],
            row=finding.row,
            column=(finding.column or "")[:120],
            value=plain(finding.value or "")[:500],
            is_set_aside=finding.set_aside,
        )
