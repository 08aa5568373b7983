"""On whom, and on which groups, countries and trades does the exposure rest?"""

from __future__ import annotations

from collections import Counter

import pyarrow as pa

from duly.analytics.concentration import concentration
from duly.server.portfolio.answers.look import Facts, Look

MOST_KEYS = 10
MOST_GROUPS = 50
_SPLITS = {
    "accounts": "account_id",
    "groups": "group_id",
    "countries": "country",
    "sectors": "sector",
    "segments": "segment",
}
_SCHEMA = pa.schema([("key", pa.string()), ("currency", pa.string()), ("units", pa.int64())])


def concentration_facts(look: Look, accounts: list[Facts]) -> Facts:
    """By split the concentration of exposure and its largest keys, in the reporting currency."""
    rows = [
        {"key": key, "currency": split, "units": units}
        for split, column in _SPLITS.items()
        for key, units in _summed(accounts, column).items()
    ]
    # One query for all: what the core takes for the currency keeps the splits apart.
    found = concentration(look.book.engine.table(pa.Table.from_pylist(rows, schema=_SCHEMA)))
    largest = look.rows(found.filter(found["rank"] <= MOST_KEYS).order_by(["currency", "rank"]))
    facts: Facts = {split: {"hhi": None, "top": []} for split in _SPLITS}
    for row in largest:
        of = facts[row.pop("currency")]
        of["hhi"] = row.pop("hhi")
        of["top"].append(row)
    return facts


def group_facts(accounts: list[Facts]) -> list[Facts]:
    """Groups of more than one account with exposure and limits, the most exposed first."""
    sizes = Counter(row["group_id"] for row in accounts)
    found: dict[str, Facts] = {}
    for row in accounts:
        group = row["group_id"]
        if sizes[group] > 1:
            empty = {"group_id": group, "accounts": 0, "exposure_units": 0, "limit_units": 0}
            sums = found.setdefault(group, empty)
            sums["accounts"] += 1
            sums["exposure_units"] += row["exposure_units"]
            sums["limit_units"] += row["limit_units"] or 0
    return sorted(found.values(), key=lambda row: (-row["exposure_units"], row["group_id"]))


def _summed(accounts: list[Facts], column: str) -> Counter[str | None]:
    units: Counter[str | None] = Counter()
    for row in accounts:
        units[row[column] or None] += row["exposure_units"]
    return units
