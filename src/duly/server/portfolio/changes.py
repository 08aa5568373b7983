"""What changed since the day stored before?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from duly.book.policy.grades import GRADES, NOT_RATED
from duly.server.portfolio.answers.answers import Answers
from duly.server.portfolio.answers.figures import is_beyond_limit
from duly.server.portfolio.answers.look import Facts
from duly.server.portfolio.models import EarlyWarning, Snapshot

_RANK = {grade: place for place, grade in enumerate((*GRADES, NOT_RATED))}


@dataclass(frozen=True)
class Before:
    """The day stored before: how each account stood, and since when it is warned of what."""

    snapshot: Snapshot | None
    accounts: dict[str, Facts]
    warned: dict[tuple[str, str], Any]


def before(snapshot: Snapshot | None) -> Before:
    """What of the day before is needed to tell what changed."""
    if snapshot is None:
        return Before(None, {}, {})
    names = ("grade", "score", "exposure_units", "limit_units")
    rows = snapshot.accounts.values("account__account_id", *names)
    warned = EarlyWarning.objects.filter(snapshot=snapshot)
    since = warned.values_list("account__account_id", "code", "since")
    return Before(
        snapshot,
        {row.pop("account__account_id"): row for row in rows.iterator(chunk_size=5_000)},
        {(account, code): day for account, code, day in since},
    )


def change_facts(answers: Answers, was: Before) -> Facts:
    """Snapshot.changes; of the first day of all nothing can be told."""
    if was.snapshot is None:
        return {"since": None, **answers.movements, **_nothing(), "totals": {}}
    movements = answers.movements
    return {
        "since": was.snapshot.as_of.isoformat(),
        **movements,
        "grade_moves": _grade_moves(answers.accounts, was.accounts),
        "limit_breaches": _breaches(answers.accounts, was.accounts),
        "new_warnings": [
            {name: row[name] for name in ("account_id", "code", "severity")}
            for row in answers.warnings
            if (row["account_id"], row["code"]) not in was.warned
        ],
        "totals": {
            **_totals(movements, "new_overdue"),
            **_totals(movements, "paid"),
            **{
                name: answers.figures[name] - was.snapshot.figures[name]
                for name in ("open_units", "overdue_units")
            },
        },
    }


def _nothing() -> Facts:
    return {"grade_moves": [], "limit_breaches": [], "new_warnings": []}


def _grade_moves(now: Iterable[Facts], then: dict[str, Facts]) -> list[Facts]:
    """Down first, the widest fall before the others; whoever had no grade yet did not move."""
    moves = [
        {
            "account_id": row["account_id"],
            "before": old["grade"],
            "after": row["grade"],
            "score_before": old["score"],
            "score_after": row["score"],
        }
        for row in now
        if (old := then.get(row["account_id"])) and old["grade"] != row["grade"]
    ]

    def fall(move: Facts) -> int:
        return _RANK[move["before"]] - _RANK[move["after"]]

    return sorted(moves, key=lambda move: (fall(move), move["account_id"]))


def _breaches(now: Iterable[Facts], then: dict[str, Facts]) -> list[Facts]:
    """Beyond the limit in force now, and not so the day before."""
    names = ("account_id", "exposure_units", "limit_units")
    found = [
        {name: row[name] for name in names}
        for row in now
        if is_beyond_limit(row)
        and not ((old := then.get(row["account_id"])) and is_beyond_limit(old))
    ]
    return sorted(found, key=lambda row: row["limit_units"] - row["exposure_units"])


def _totals(movements: Facts, name: str) -> Facts:
    rows = movements.get(name, [])
    return {
        f"{name}_units": sum(row["units"] for row in rows),
        f"{name}_items": sum(row["items"] for row in rows),
    }
