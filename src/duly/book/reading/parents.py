"""Which accounts name a parent that cannot be one?"""

from __future__ import annotations

from collections.abc import Mapping

import ibis
import pyarrow as pa

from duly.book.engines import Engine
from duly.book.reading.judging import Rule, report
from duly.book.reading.lookup import look_up
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows


def check_parents(accounts: Rows, *, engine: Engine, quality: Quality) -> Rows:
    """Take away parents that are the account itself, unknown, or part of a circle; all noted."""
    table = accounts.table
    given = engine.fetch(table.filter(table.parent_id.notnull()).select("account_id", "parent_id"))
    faults = _faults(accounts, given, engine)
    if not faults:
        return accounts
    found = pa.table({"account_id": list(faults), "fault": list(faults.values())})
    marked = look_up(table, engine.table(found), "account_id")
    rules = [_rule(code) for code in ("self_parent", "unknown_parent", "parent_cycle")]
    report(accounts.with_table(marked), rules, engine=engine, quality=quality)
    parent = ibis.ifelse(marked.fault.isnull(), marked.parent_id, ibis.null("string"))
    return accounts.with_table(engine.keep(marked.mutate(parent_id=parent).drop("fault")))


def circling(parents: Mapping[str, str]) -> frozenset[str]:
    """The accounts that come back to themselves when one asks for parent after parent."""
    settled: set[str] = set()
    circle: set[str] = set()
    for start in parents:
        path: dict[str, None] = {}
        account = start
        while account in parents and account not in settled and account not in path:
            path[account] = None
            account = parents[account]
        if account in path:
            steps = list(path)
            circle.update(steps[steps.index(account) :])
        settled.update(path)
    return frozenset(circle)


def _rule(code: str) -> Rule:
    return Rule(code, "parent_id", lambda t: t.fault == code, sets_aside=False)


def _faults(accounts: Rows, given: pa.Table, engine: Engine) -> dict[str, str]:
    parents = dict(zip(*(column.to_pylist() for column in given.columns), strict=True))
    if not parents:
        return {}
    table = accounts.table
    orphans = table.filter(table.parent_id.notnull()).anti_join(
        table.select(parent_id="account_id"), "parent_id"
    )
    unknown = engine.fetch(orphans.select("account_id")).column(0).to_pylist()
    themselves = [account for account, parent in parents.items() if account == parent]
    faults = dict.fromkeys(circling(parents), "parent_cycle")
    return (
        faults | dict.fromkeys(themselves, "self_parent") | dict.fromkeys(unknown, "unknown_parent")
    )
