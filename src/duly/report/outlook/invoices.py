"""When is each open invoice paid, and what moved that from its customer's usual?"""

from __future__ import annotations

from collections.abc import Mapping

import pyarrow as pa

from duly.report.outlook.models import Facts

_DAYS = ("usual_days", "moved_days")


def invoice_facts(invoices: pa.Table, names: Mapping[str, str | None]) -> list[Facts]:
    """The rows of `invoice_table`, the largest first, rounded, with the name of the account.

    usual_days and moved_days are null, and there are no reasons, where none were looked for.
    """
    rows = [_rounded(row, names.get(row["account_id"])) for row in invoices.to_pylist()]
    return sorted(rows, key=lambda row: (row["currency"], -row["open_units"], row["invoice_id"]))


def _rounded(row: Facts, name: str | None) -> Facts:
    told = {
        key: round(value, 6) if isinstance(value, float) else value for key, value in row.items()
    }
    days = {key: None if row[key] is None else round(row[key], 2) for key in _DAYS}
    reasons = [
        {"code": each["code"], "days": round(each["days"], 2)} for each in row["reasons"] or []
    ]
    return {**told, "name": name, **days, "reasons": reasons}
