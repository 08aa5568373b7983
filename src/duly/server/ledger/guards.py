"""Which rules of the ledger does the database itself keep, whatever the code above it does?

A fact is never edited nor deleted: only its state changes, and it is withdrawn, once, by somebody.
The history of customers, and what days are closed, is only ever appended to. Every statement can be
run again.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Model

from duly.server.ledger.stored import RECORDED
from duly.server.platform.triggers import refuse_statements

HISTORY = "ledger_accountrecord"
# Only ever appended to; the history of customers was there first.
APPENDED = (HISTORY, "ledger_closure", "ledger_reopening")
STATE = {stored.db_table: stored.state for stored in RECORDED}
_WITHDRAWAL = ("withdrawn_at", "withdrawn_by_id")


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Put up the triggers of the ledger, as its tables are now."""
    put_up_on(connection, [stored.model for stored in RECORDED])
    keep_appended(connection, APPENDED)


def keep_appended(connection: BaseDatabaseWrapper, tables: Iterable[str]) -> None:
    """Let these tables refuse every change of what they hold."""
    with connection.cursor() as cursor:
        for table in tables:
            for statement in refuse_statements(connection.vendor, table, "UPDATE", "DELETE"):
                cursor.execute(statement)


def put_up_on(connection: BaseDatabaseWrapper, models: Iterable[type[Model]]) -> None:
    """Put them up on tables with the columns of these models: migrations have older ones."""
    vendor = connection.vendor
    statements = refuse_statements(vendor, HISTORY, "UPDATE", "DELETE")
    for model in models:
        table = model._meta.db_table
        fields = model._meta.local_concrete_fields
        columns = [field.column for field in fields if field.column is not None]
        statements += refuse_statements(vendor, table, "DELETE")
        statements += _facts_kept(vendor, table, columns)
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that are not there: somebody took them down."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
            if connection.vendor == "sqlite"
            else "SELECT tgname FROM pg_trigger WHERE tgenabled IN ('O', 'A')"
        )
        standing = {name for (name,) in cursor.fetchall()}
    return _expected(connection.vendor) - standing


def _expected(vendor: str) -> set[str]:
    facts = {f"{table}_facts_kept" for table in STATE}
    if vendor == "sqlite":
        appended = {f"{table}_no_{act}" for table in APPENDED for act in ("update", "delete")}
        return facts | appended | {f"{table}_no_delete" for table in STATE}
    kept = {f"{table}_{rule}" for table in (*STATE, *APPENDED) for rule in ("kept", "not_emptied")}
    return facts | kept


def _facts_kept(vendor: str, table: str, columns: Sequence[str]) -> list[str]:
    name = f"{table}_facts_kept"
    broken = " OR ".join(_broken(vendor, table, columns))
    if vendor == "sqlite":
        return [
            f"DROP TRIGGER IF EXISTS {name}",
            f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} WHEN {broken} "
            f"BEGIN SELECT RAISE(ABORT, '{table}: a fact is followed by another'); END",
        ]
    return [
        f"DROP TRIGGER IF EXISTS {name} ON {table}",
        f"CREATE TRIGGER {name} BEFORE UPDATE ON {table} FOR EACH ROW WHEN ({broken}) "
        "EXECUTE FUNCTION duly_refuse()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {name}",
    ]


def _broken(vendor: str, table: str, columns: Sequence[str]) -> list[str]:
    """What an update may not do: change a fact, withdraw by nobody, or withdraw again."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    facts = [name for name in columns if name not in (*_WITHDRAWAL, *STATE[table])]
    changed = [f'OLD."{name}" {differs} NEW."{name}"' for name in facts]
    by_nobody = "(NEW.withdrawn_at IS NULL) <> (NEW.withdrawn_by_id IS NULL)"
    again = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in _WITHDRAWAL)
    return [*changed, by_nobody, f"(OLD.withdrawn_at IS NOT NULL AND ({again}))"]
