"""What becomes of the customers an import told of, when it is undone?

As it was before the first word of the import; who was not there before leaves the book.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from duly.server.ledger.models import Account, AccountRecord, Import
from duly.server.ledger.recording.accounts import change_accounts, leave_book

_AT_ONCE = 2_000


@dataclass(frozen=True, slots=True)
class Told:
    """A customer an import told of; `before` is what was known until then, nothing if it was not
    in the book, and `before_from` where that came from."""

    account: int
    before: dict[str, Any]
    before_from: int
    has_last_word: bool


def customers_told_of(source: Import) -> list[Told]:
    """The customers of whom the import has a line in their history."""
    told = AccountRecord.objects.filter(source=source).values("account")
    records = AccountRecord.objects.filter(account__in=told).order_by("account_id", "pk")
    lines = records.values_list("account_id", "source_id", "fields").iterator(chunk_size=_AT_ONCE)
    by_account = groupby(lines, key=lambda line: line[0])
    return [_told(account, list(history), source) for account, history in by_account]


def _told(account: int, history: list[tuple[int, int, dict[str, Any]]], source: Import) -> Told:
    first = next(at for at, line in enumerate(history) if line[1] == source.pk)
    before = history[first - 1] if first else (account, source.pk, {})
    return Told(account, before[2], before[1], history[-1][1] == source.pk)


def put_back(told: list[Told], undoing: Import) -> None:
    """Let each customer be again as it was before."""
    numbers = dict(Account.objects.values_list("account_id", "pk"))
    change_accounts(list(_rows(told, numbers)), undoing)
    leave_book([line.account for line in told if not line.before], undoing)


def _rows(told: list[Told], numbers: dict[str, int]) -> Iterator[dict[str, Any]]:
    for line in told:
        if line.before:
            parent = numbers.get(line.before.get("parent_id", ""))
            yield line.before | {
                "pk": line.account,
                "parent_pk": parent,
                "source_pk": line.before_from,
            }
