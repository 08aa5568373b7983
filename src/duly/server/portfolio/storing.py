"""How do the answers of a day become rows? All of them in the transaction of the caller."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.db import models

from duly.server.ledger.models import Account, Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.portfolio.answers.answers import Answers
from duly.server.portfolio.answers.look import Facts
from duly.server.portfolio.changes import Before
from duly.server.portfolio.inserting import insert
from duly.server.portfolio.models import (
    AccountDay,
    AccountReasons,
    AgeingCell,
    EarlyWarning,
    InvoiceOutlook,
    Snapshot,
    WorkItem,
)
from duly.server.portfolio.outlook import Outlook

_KEPT_BY_DAY = (AccountDay, AgeingCell, WorkItem, EarlyWarning)
STORED_ANEW = (*_KEPT_BY_DAY, AccountReasons, InvoiceOutlook)
"""What a run of the newest day fills."""
_OF_ACCOUNT = (
    "open_units",
    "overdue_units",
    "disputed_units",
    "unapplied_units",
    "exposure_units",
    "buckets_units",
    "oldest_days",
    "score",
    "grade",
    "pd",
    "limit_units",
    "recommended_limit_units",
    "late_days_mean",
    "expected_loss_units",
    "missing_rates",
)
_OF_CELL = (
    "entity",
    "portfolio",
    "currency",
    "due_on",
    "is_credit",
    "open_units",
    "disputed_units",
    "items",
)
_OF_WORK = ("rank", "expected_units", "action", "reasons")
_OF_WARNING = ("code", "severity", "facts")
_OF_OUTLOOK = (
    "p10_on",
    "p50_on",
    "p90_on",
    "late_chance",
    "never_chance",
    "reasons",
    "figures",
)


def account_numbers() -> dict[str, int]:
    """The primary key of every account, by its number."""
    return dict(Account.objects.values_list("account_id", "pk"))


def store(snapshot: Snapshot, answers: Answers, was: Before, keys: Mapping[str, int]) -> None:
    """Replace every row of the snapshot by the answers. `keys`: see `account_numbers`."""
    day = snapshot.pk
    for model in _KEPT_BY_DAY:
        _forget(model, snapshot)
    insert(
        AccountDay,
        ("snapshot_id", "account_id", *_OF_ACCOUNT),
        _rows(answers.accounts, _OF_ACCOUNT, lambda row: (day, keys[row["account_id"]])),
    )
    insert(AgeingCell, ("snapshot_id", *_OF_CELL), _rows(answers.cells, _OF_CELL, lambda _: (day,)))
    insert(
        WorkItem,
        ("snapshot_id", "account_id", *_OF_WORK),
        _rows(answers.work, _OF_WORK, lambda row: (day, keys[row["account_id"]])),
    )
    insert(
        EarlyWarning,
        ("snapshot_id", "account_id", "since", *_OF_WARNING),
        _rows(
            answers.warnings,
            _OF_WARNING,
            lambda row: (day, keys[row["account_id"]], _since(row, was, snapshot.as_of)),
        ),
    )


def store_reasons(snapshot: Snapshot, answers: Answers, keys: Mapping[str, int]) -> None:
    """Why, for the newest day only: those of the day before go."""
    _empty(AccountReasons)
    rows = ((snapshot.pk, keys[account], facts) for account, facts in answers.reasons.items())
    insert(AccountReasons, ("snapshot_id", "account_id", "facts"), rows)


def store_outlook(snapshot: Snapshot, outlook: Outlook) -> None:
    """When the open invoices will be paid; those that are no longer open have no future."""
    _empty(InvoiceOutlook)
    still_open = Invoice.objects.filter(CURRENT).exclude(open_units=0)
    keys = dict(still_open.values_list("invoice_id", "pk")) if outlook.invoices else {}
    rows = (
        (snapshot.pk, keys[number], *(columns[name] for name in _OF_OUTLOOK))
        for number, columns in outlook.invoices.items()
        if number in keys
    )
    insert(InvoiceOutlook, ("snapshot_id", "invoice_id", *_OF_OUTLOOK), rows)


def _rows(
    facts: Iterable[Facts], names: Sequence[str], begins: Callable[[Facts], tuple[Any, ...]]
) -> Iterator[tuple[Any, ...]]:
    return ((*begins(row), *(row[name] for name in names)) for row in facts)


def _empty(model: type[models.Model]) -> None:
    """One DELETE of everything: of such tables only the newest day is kept."""
    rows = model._default_manager.all()
    rows._raw_delete(rows.db)


def _forget(model: type[models.Model], snapshot: Snapshot) -> None:
    """One DELETE: nothing hangs on these rows, and Django would fetch them first."""
    rows = model._default_manager.filter(snapshot=snapshot)
    rows._raw_delete(rows.db)


def _since(row: Mapping[str, Any], was: Before, as_of: date) -> date:
    """The first day on which it was raised without a break, as far as days are stored."""
    held = was.warned.get((row["account_id"], row["code"]))
    day: date = held or row["since_on"] or as_of
    return day
