"""How is a whole import taken back, and what stands in the way?

What it recorded is withdrawn, and what it had withdrawn is recorded again from where it came. The
history of both stays.
"""

from __future__ import annotations

from django.db import connection, transaction
from django.db.models import Model, Q, QuerySet

from duly.server.ledger.balances import settle_invoices, settle_payments
from duly.server.ledger.imports.customers import Told, customers_told_of, put_back
from duly.server.ledger.imports.reading import silent
from duly.server.ledger.imports.recognised import Progress
from duly.server.ledger.imports.uploads import demand_whole_book
from duly.server.ledger.models import Allocation, Contact, Dispute, Import, Invoice, Payment
from duly.server.ledger.models.imports import Stage
from duly.server.ledger.models.recorded import CURRENT
from duly.server.ledger.stored import RECORDED, Stored
from duly.server.ledger.turns import take_turn, take_turn_of_promises
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

_AT_ONCE = 500


def undo(*, actor: Actor, source: Import, progress: Progress = silent) -> Import:
    """Take an import back. Undoing it again changes nothing. Returns what undoes it.

    Raises Refused: `import_not_committed`; `changed_since`, if what it recorded was corrected or
    settled later; `rested_on`, if facts from elsewhere refer to it (with `table` and `count`).
    """
    demand(actor, Act.UNDO_IMPORT)
    demand_whole_book(actor)
    with transaction.atomic():
        take_turn(alone=True)
        take_turn_of_promises(alone=True)
        locked = Import.objects.select_for_update().get(pk=source.pk)
        if locked.stage == Stage.UNDONE:
            return Import.objects.get(undoes=locked)
        if locked.stage != Stage.COMMITTED or not locked.file_digest:
            raise Refused("import_not_committed", stage=locked.stage)
        told = customers_told_of(locked)
        _demand_last_word(locked, told)
        _demand_nothing_rests(locked, [line.account for line in told if not line.before])
        undoing = _undoing(actor, locked)
        withdrawn, restored = _turn_back(locked, undoing, progress)
        put_back(told, undoing)
        locked.stage, locked.undone_at = Stage.UNDONE, undoing.committed_at
        locked.save(update_fields=["stage", "undone_at"])
        undoing.outcome = {"withdrawn": withdrawn, "restored": restored}
        undoing.save(update_fields=["outcome"])
        facts = {"file_name": locked.file_name, "withdrawn": withdrawn, "restored": restored}
        record(actor=actor, kind="import.undone", subject=("import", str(locked.pk)), facts=facts)
    source.refresh_from_db()
    return undoing


def _undoing(actor: Actor, source: Import) -> Import:
    now = clock.now()
    return Import.objects.create(
        stage=Stage.COMMITTED,
        file_name=source.file_name,
        file_digest="",
        started_by=actor.user,
        started_at=now,
        committed_at=now,
        undoes=source,
    )


def _demand_last_word(source: Import, told: list[Told]) -> None:
    """Nobody may have corrected what the import said, or the ledger would lose that."""
    for stored in RECORDED:
        rows = stored.model._default_manager.filter(source=source, withdrawn_at__isnull=False)
        later = rows.exclude(withdrawn_by__stage=Stage.UNDONE).count()
        if later:
            raise Refused("changed_since", table=stored.name, count=later)
    later = sum(not line.has_last_word for line in told)
    if later:
        raise Refused("changed_since", table="accounts", count=later)


def _demand_nothing_rests(source: Import, made: list[int]) -> None:
    """No fact that holds and came from elsewhere may be about what the import recorded; `made` are
    the customers who came into the book with it."""
    of_it = Q(invoice__source=source) | Q(payment__source=source) | Q(credit_note__source=source)
    resting = {
        "allocations": _of_others(Allocation, source).filter(of_it).count(),
        "disputes": _of_others(Dispute, source).filter(invoice__source=source).count(),
        "contacts": _about(Contact.objects.filter(removed_at__isnull=True), made),
    }
    for stored in RECORDED:
        if "account_id" in stored.links:
            resting[stored.name] = _about(_of_others(stored.model, source), made)
    for table, count in resting.items():
        if count:
            raise Refused("rested_on", table=table, count=count)


def _of_others(model: type[Model], source: Import) -> QuerySet:
    return model._default_manager.filter(CURRENT).exclude(source=source)


def _about(rows: QuerySet, accounts: list[int]) -> int:
    """How many rows are about these accounts, asked a few hundred at a time."""
    if not rows.exists():
        return 0
    chunks = (accounts[at : at + _AT_ONCE] for at in range(0, len(accounts), _AT_ONCE))
    return sum(rows.filter(account__in=chunk).count() for chunk in chunks)


def _turn_back(source: Import, undoing: Import, progress: Progress) -> tuple[int, int]:
    withdrawn = restored = 0
    at = undoing.committed_at
    for done, stored in enumerate(reversed(RECORDED)):
        progress(0.5 * done / len(RECORDED), stored.name)
        rows = stored.model._default_manager.filter(CURRENT, source=source)
        withdrawn += rows.update(withdrawn_at=at, withdrawn_by=undoing)
    for done, stored in enumerate(RECORDED):
        progress(0.5 + 0.4 * done / len(RECORDED), stored.name)
        restored += _restore(stored, source, undoing)
    progress(0.9, "balances")
    _settle(undoing)
    return withdrawn, restored


def _restore(stored: Stored, source: Import, undoing: Import) -> int:
    """Record again, as from where it came, what the import had withdrawn."""
    own = {"id", "recorded_at", "withdrawn_at", "withdrawn_by_id"}
    fields = (field.column for field in stored.model._meta.local_concrete_fields)
    columns = [column for column in fields if column is not None and column not in own]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(_standing(stored, column) for column in columns)
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {stored.db_table} (recorded_at, {names}) "
            f"SELECT %s, {values} FROM {stored.db_table} AS was "
            "WHERE was.withdrawn_by_id = %s ORDER BY was.id",
            [undoing.committed_at, source.pk],
        )
        return int(cursor.rowcount)


def _standing(stored: Stored, column: str) -> str:
    """The value of a column; a link leads to the row that holds now for what it led to."""
    name = column if column in stored.links else ""
    target = stored.links.get(name)
    if target not in ("invoices", "payments"):
        return f'was."{column}"'
    table, key = (f"ledger_{target[:-1]}", f"{target[:-1]}_id")
    return (
        f"(SELECT now.id FROM {table} AS now JOIN {table} AS linked ON linked.{key} = now.{key} "
        f'WHERE linked.id = was."{column}" AND now.withdrawn_at IS NULL)'
    )


def _settle(undoing: Import) -> None:
    """Balances of what holds and is touched by what was withdrawn or recorded again."""
    at = undoing.committed_at
    parts = Allocation.objects.filter(Q(withdrawn_by=undoing) | Q(recorded_at=at))
    disputes = Dispute.objects.filter(Q(withdrawn_by=undoing) | Q(recorded_at=at))
    touched = (
        Q(pk__in=parts.values("invoice"))
        | Q(pk__in=parts.filter(credit_note__isnull=False).values("credit_note"))
        | Q(pk__in=disputes.values("invoice"))
        | Q(recorded_at=at)
    )
    settle_invoices(Invoice.objects.filter(CURRENT).filter(touched))
    paid = Q(pk__in=parts.filter(payment__isnull=False).values("payment")) | Q(recorded_at=at)
    settle_payments(Payment.objects.filter(CURRENT).filter(paid))
