"""Which rules does the database itself keep, whatever the code above it does?

Every statement can be run again. SQLite drops triggers when Django rebuilds a table, so that
`duly migrate` puts up those that are missing.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper

EVENTS = "platform_event"
PERSONAL = "platform_personaldatum"
APPROVALS = "platform_approval"
# What was asked stands; what was decided stands too.
_ASKED = (
    "id",
    "kind",
    "subject_kind",
    "subject_id",
    "payload",
    "payload_digest",
    "asked_by_id",
    "asked_at",
    "expires_at",
    "reason",
)

_BOTH_NAMES = {"platform_event_follows", "platform_approval_stands"}
_SQLITE_NAMES = _BOTH_NAMES | {
    "platform_event_no_update",
    "platform_event_no_delete",
    "platform_personaldatum_no_update",
    "platform_approval_asked_first",
    "platform_approval_no_delete",
}
_POSTGRESQL_NAMES = _BOTH_NAMES | {
    "platform_event_kept",
    "platform_event_not_emptied",
    "platform_personaldatum_kept",
    "platform_approval_kept",
    "platform_approval_not_emptied",
}

_REFUSE = """
CREATE OR REPLACE FUNCTION duly_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION '% may not be changed: %', TG_TABLE_NAME, TG_OP; END $$
"""
_NEXT_IN_CHAIN = """
CREATE OR REPLACE FUNCTION duly_next_in_chain() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE last record;
BEGIN
  SELECT number, hash INTO last FROM platform_event ORDER BY number DESC LIMIT 1;
  IF NEW.number <> COALESCE(last.number, 0) + 1
     OR NEW.previous_hash <> COALESCE(last.hash, repeat('0', 64)) THEN
    RAISE EXCEPTION 'platform_event: % does not follow %', NEW.number, last.number;
  END IF;
  RETURN NEW;
END $$
"""
_APPROVAL_STANDS = """
CREATE OR REPLACE FUNCTION duly_approval_stands() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.outcome <> 'waiting' OR NEW.decided_by_id IS NOT NULL THEN
      RAISE EXCEPTION 'platform_approval: nothing is decided before it was asked';
    END IF;
  ELSIF OLD.outcome <> 'waiting' OR {changed} THEN
    RAISE EXCEPTION 'platform_approval may not be changed: %', OLD.id;
  END IF;
  RETURN NEW;
END $$
"""
_APPROVAL_SQLITE = (
    """
CREATE TRIGGER IF NOT EXISTS platform_approval_asked_first BEFORE INSERT ON platform_approval
WHEN NEW.outcome <> 'waiting' OR NEW.decided_by_id IS NOT NULL
  OR EXISTS (SELECT 1 FROM platform_approval WHERE id = NEW.id)
BEGIN SELECT RAISE(ABORT, 'platform_approval: nothing is decided before it was asked'); END
""",
    """
CREATE TRIGGER IF NOT EXISTS platform_approval_stands BEFORE UPDATE ON platform_approval
WHEN OLD.outcome <> 'waiting' OR {changed}
BEGIN SELECT RAISE(ABORT, 'platform_approval may not be changed'); END
""",
)
_NEXT_IN_CHAIN_SQLITE = """
CREATE TRIGGER platform_event_follows BEFORE INSERT ON platform_event
WHEN NEW.number <> COALESCE((SELECT MAX(number) FROM platform_event), 0) + 1
  OR NEW.previous_hash <> COALESCE(
    (SELECT hash FROM platform_event ORDER BY number DESC LIMIT 1), printf('%064d', 0))
  OR EXISTS (SELECT 1 FROM platform_event WHERE hash = NEW.hash)
BEGIN SELECT RAISE(ABORT, 'platform_event: this does not follow the last'); END
"""


def refuse_statements(vendor: str, table: str, *acts: str) -> list[str]:
    """SQL that makes `table` refuse UPDATE, DELETE or both; with DELETE also TRUNCATE."""
    if vendor == "sqlite":
        return [_sqlite_refusal(table, act) for act in acts]
    row_acts = " OR ".join(acts)
    made = [_REFUSE, *_postgresql(table, "kept", f"BEFORE {row_acts}", "ROW", "duly_refuse")]
    if "DELETE" in acts:
        made += _postgresql(table, "not_emptied", "BEFORE TRUNCATE", "STATEMENT", "duly_refuse")
    return made


def chain_statements(vendor: str) -> list[str]:
    """SQL that lets only the next event in, with the hash of the last."""
    if vendor == "sqlite":
        return ["DROP TRIGGER IF EXISTS platform_event_follows", _NEXT_IN_CHAIN_SQLITE]
    return [
        _NEXT_IN_CHAIN,
        *_postgresql(EVENTS, "follows", "BEFORE INSERT", "ROW", "duly_next_in_chain"),
    ]


def approval_statements(vendor: str) -> list[str]:
    """SQL that lets a request be asked, then decided once, and otherwise stand as it is."""
    differs = "IS NOT" if vendor == "sqlite" else "IS DISTINCT FROM"
    changed = " OR ".join(f"OLD.{name} {differs} NEW.{name}" for name in _ASKED)
    if vendor == "sqlite":
        stands = [statement.replace("{changed}", changed) for statement in _APPROVAL_SQLITE]
    else:
        when = "BEFORE INSERT OR UPDATE"
        stands = [
            _APPROVAL_STANDS.replace("{changed}", changed),
            *_postgresql(APPROVALS, "stands", when, "ROW", "duly_approval_stands"),
        ]
    return [*stands, *refuse_statements(vendor, APPROVALS, "DELETE")]


def put_up(connection: BaseDatabaseWrapper) -> None:
    """Put up every trigger of the platform."""
    vendor = connection.vendor
    _run(connection, refuse_statements(vendor, EVENTS, "UPDATE", "DELETE"))
    _run(connection, chain_statements(vendor))
    _run(connection, refuse_statements(vendor, PERSONAL, "UPDATE"))
    _run(connection, approval_statements(vendor))


def missing(connection: BaseDatabaseWrapper) -> set[str]:
    """Names of the triggers that are not there: somebody took them down."""
    return _expected(connection.vendor) - _standing(connection)


def _expected(vendor: str) -> set[str]:
    return _SQLITE_NAMES if vendor == "sqlite" else _POSTGRESQL_NAMES


def _standing(connection: BaseDatabaseWrapper) -> set[str]:
    asked = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if connection.vendor == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled IN ('O', 'A')"
    )
    with connection.cursor() as cursor:
        cursor.execute(asked)
        return {name for (name,) in cursor.fetchall()}


def _sqlite_refusal(table: str, act: str) -> str:
    return (
        f"CREATE TRIGGER IF NOT EXISTS {table}_no_{act.lower()} BEFORE {act} ON {table} "
        f"BEGIN SELECT RAISE(ABORT, '{table} may not be changed: {act}'); END"
    )


def _postgresql(table: str, name: str, when: str, each: str, function: str) -> list[str]:
    """ALWAYS: a session that calls itself a replica is stopped too."""
    trigger = f"{table}_{name}"
    return [
        f"DROP TRIGGER IF EXISTS {trigger} ON {table}",
        f"CREATE TRIGGER {trigger} {when} ON {table} FOR EACH {each} EXECUTE FUNCTION {function}()",
        f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {trigger}",
    ]


def _run(connection: BaseDatabaseWrapper, statements: Iterable[str]) -> None:
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
