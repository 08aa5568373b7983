"""Who may change the ledger now? Single acts side by side, an import alone.

On SQLite a transaction that writes is alone anyway. On PostgreSQL single acts share a lock that an
import takes for itself: what it compared with stays as it was until it is done. Taken first in
every transaction of the ledger, so that nobody waits in a circle.
"""

from __future__ import annotations

from django.db import connection, transaction

# Any constant will do, as long as nothing else in the database takes this lock.
_LEDGER_LOCK = 0x6C656467


def take_turn(*, alone: bool = False) -> None:
    """Wait until the ledger may be changed in this transaction, which must be open."""
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("the ledger is changed in a transaction")
    if connection.vendor == "postgresql":
        lock = "pg_advisory_xact_lock" if alone else "pg_advisory_xact_lock_shared"
        with connection.cursor() as cursor:
            cursor.execute(f"SELECT {lock}(%s)", [_LEDGER_LOCK])
