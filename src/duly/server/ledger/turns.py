"""Who may change the ledger now? Single acts side by side, an import alone.

On SQLite a transaction that writes is alone anyway. On PostgreSQL single acts share a lock that an
import takes for itself: what it compared with stays as it was until it is done. Promises have one
of their own, as few imports bring any. Taken first in every transaction of the ledger, that of the
promises last, so that nobody waits in a circle.
"""

from __future__ import annotations

from django.db import connection, transaction

# Any constants will do, as long as nothing else in the database takes these locks.
_LEDGER_LOCK = 0x6C656467
_PROMISES_LOCK = 0x70726F6D


def take_turn(*, alone: bool = False) -> None:
    """Wait until the ledger may be changed in this transaction, which must be open."""
    _take(_LEDGER_LOCK, alone=alone)


def take_turn_of_promises(*, alone: bool = False) -> None:
    """Wait until promises may be changed in this transaction, which must be open."""
    _take(_PROMISES_LOCK, alone=alone)


def _take(key: int, *, alone: bool) -> None:
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is changed in a transaction")
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [key])
