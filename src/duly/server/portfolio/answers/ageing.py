"""How old is what the whole book is owed, by the policy's buckets?"""

from __future__ import annotations

from collections.abc import Iterable

from duly.server.portfolio.answers.balances import CREDITS
from duly.server.portfolio.answers.look import Facts, Look


def ageing_facts(
    look: Look, accounts: list[Facts], balances: list[Facts], currencies: list[Facts]
) -> Facts:
    """Snapshot.ageing, but for the unapplied cash of the whole: the whole in the reporting
    currency, the parts exactly, each in its own. `currencies` are those of the figures.
    """
    policy = look.policy.ageing
    count = len(policy.buckets)
    buckets = [
        sum(units) for units in zip(*(row["buckets_units"] for row in accounts), strict=True)
    ]
    unapplied = {row["currency"]: row["unapplied_units"] for row in currencies}
    return {
        "basis": policy.basis,
        "edges": list(policy.edges),
        "buckets": list(policy.buckets),
        "whole": {
            "buckets_units": buckets or [0] * count,
            "credits_units": sum(row["open_units"] for row in accounts) - sum(buckets),
        },
        "by_currency": [
            {"currency": currency, **sums, "unapplied_units": unapplied.get(currency, 0)}
            for (currency,), sums in _summed(balances, ("currency",), count, unapplied).items()
        ],
        "by_entity": [
            {"entity": entity, "currency": currency, **sums}
            for (entity, currency), sums in _summed(balances, ("entity", "currency"), count).items()
        ],
    }


def _summed(
    rows: Iterable[Facts], keys: tuple[str, ...], count: int, also: Iterable[str] = ()
) -> dict[tuple[str, ...], Facts]:
    found: dict[tuple[str, ...], Facts] = {(key,): _nothing(count) for key in also}
    for row in rows:
        key = tuple(row[name] for name in keys)
        sums = found.setdefault(key, _nothing(count))
        if row["bucket"] == CREDITS:
            sums["credits_units"] += row["open_units"]
            continue
        for name, of in (("buckets_units", "open_units"), ("items", "count")):
            sums[name][row["bucket"]] += row[of]
        sums["disputed_units"][row["bucket"]] += row["disputed_units"]
    return dict(sorted(found.items()))


def _nothing(count: int) -> Facts:
    return {
        "buckets_units": [0] * count,
        "items": [0] * count,
        "disputed_units": [0] * count,
        "credits_units": 0,
    }
