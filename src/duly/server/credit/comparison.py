"""What would a draft change, on the book as it stands today?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from duly.analytics.assessment.assess import assess
from duly.book.engines import duckdb_engine
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.policy.grades import GRADES, NOT_RATED
from duly.book.tables import Book
from duly.server.credit.selectors import active_policy, read_toml
from duly.server.ledger.book import book_of
from duly.server.ledger.scope import visible_accounts
from duly.server.platform.rights import Actor

MOST_ROWS = 200
Judged = Mapping[str, Any]
Progress = Callable[[float, str], None]

_COLUMNS = (
    "account_id",
    "name",
    "currency",
    "score",
    "grade",
    "limit_units",
    "recommended_days",
    "deposit_share",
)
_DECIDED = ("grade", "limit_units", "recommended_days", "deposit_share")


def what_would_change(
    toml: str, *, actor: Actor, as_of: date, progress: Progress
) -> dict[str, Any]:
    """Grades, limits and terms by the draft against those by the policy in force.

    Only accounts the actor may see count. Limits stay in each account's currency; nothing is
    added across currencies.
    """
    before, after = active_policy(), read_toml(toml)
    seen = dict(visible_accounts(actor).values_list("account_id", "pk"))
    progress(0.1, "reading the book")
    book = book_of(duckdb_engine(), as_of=as_of)
    progress(0.3, "judging by the policy in force")
    old = _judged(book, before, as_of, seen)
    progress(0.6, "judging by the draft")
    new = _judged(book, after, as_of, seen)
    return {"as_of": as_of.isoformat(), **compared(old, new)}


def compared(old: Mapping[str, Judged], new: Mapping[str, Judged]) -> dict[str, Any]:
    """The facts a page shows: migration of grades, limits by currency, who changes most."""
    moved = Counter((old[key]["grade"], new[key]["grade"]) for key in old)
    changed = [_change(old[key], new[key]) for key in old if _differs(old[key], new[key])]
    changed.sort(key=_weight, reverse=True)
    names = (*GRADES, NOT_RATED)
    return {
        "accounts": len(old),
        "changed": len(changed),
        "better": sum(_steps(line) > 0 for line in changed),
        "worse": sum(_steps(line) < 0 for line in changed),
        "grades": list(names),
        "migration": [[moved[was, becomes] for becomes in names] for was in names],
        "limits": _limits(old, new),
        "rows": changed[:MOST_ROWS],
    }


def _judged(
    book: Book, policy: CreditPolicy, as_of: date, seen: Mapping[str, int]
) -> dict[str, Judged]:
    """Every account the actor sees as judged by a policy, with its key for links."""
    accounts = assess(book, policy, as_of=as_of).accounts.select(*_COLUMNS)
    rows = book.engine.fetch(accounts).to_pylist()
    return {
        row["account_id"]: {**row, "pk": seen[row["account_id"]]}
        for row in rows
        if row["account_id"] in seen
    }


def _differs(was: Judged, becomes: Judged) -> bool:
    return any(was[name] != becomes[name] for name in _DECIDED)


def _change(was: Judged, becomes: Judged) -> dict[str, Any]:
    kept = {name: was[name] for name in ("pk", "account_id", "name", "currency")}
    pairs = {name: [was[name], becomes[name]] for name in ("score", *_DECIDED)}
    return kept | pairs


def _steps(line: Mapping[str, Any]) -> int:
    """How many grades better; an account not rated stands below E."""
    places = {grade: place for place, grade in enumerate((NOT_RATED, *reversed(GRADES)))}
    was, becomes = line["grade"]
    return places[becomes] - places[was]


def _weight(line: Mapping[str, Any]) -> tuple[int, int]:
    """Grades moved first, then the share of the limit that changes."""
    was, becomes = (units or 0 for units in line["limit_units"])
    largest = max(was, becomes, 1)
    return abs(_steps(line)), abs(becomes - was) * 1000 // largest


def _limits(old: Mapping[str, Judged], new: Mapping[str, Judged]) -> list[dict[str, Any]]:
    """The sum of limits before and after, one line a currency."""
    sums: dict[str, list[int]] = {}
    for key, was in old.items():
        line = sums.setdefault(was["currency"] or "", [0, 0])
        line[0] += was["limit_units"] or 0
        line[1] += new[key]["limit_units"] or 0
    return [
        {"currency": currency, "before_units": before, "after_units": after}
        for currency, (before, after) in sorted(sums.items(), key=lambda item: -item[1][0])
    ]
