"""Which accounts may fall far behind within a year, and why?"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from duly.analytics.late_risk.early_warning import early_warnings
from duly.analytics.late_risk.fitting import fit_late_risk
from duly.analytics.late_risk.scoring import late_risk
from duly.book.tables import Book
from duly.report.outlook.models import Facts

QUARTER = timedelta(days=91)


def late_risk_facts(book: Book, *, as_of: date, names: Mapping[str, str | None]) -> Facts:
    """late_risk: accounts with a high or risen probability of severe delinquency, with reasons.

    Each tells what the account owes (`open_units`) in its main `currency`. `late_risk_refusal` is
    the code of why there is no probability, else null.
    """
    model = fit_late_risk(book, as_of=as_of)
    if model.refusal is not None:
        return {"late_risk": [], "late_risk_refusal": model.refusal}
    now = late_risk(book, model, as_of=as_of)
    before = late_risk(book, model, as_of=as_of - QUARTER)
    why = _by_account(now.reasons.to_pylist())
    owing = {row["account_id"]: row for row in now.accounts.to_pylist()}
    rows = early_warnings(now.accounts, before.accounts).to_pylist()
    return {
        "late_risk": [
            {
                **row,
                "name": names.get(row["account_id"]),
                **{name: owing[row["account_id"]][name] for name in ("currency", "open_units")},
                "reasons": why.get(row["account_id"], []),
            }
            for row in rows
        ],
        "late_risk_refusal": None,
    }


def _by_account(rows: list[dict[str, Any]]) -> dict[str, list[Facts]]:
    found: dict[str, list[Facts]] = {}
    for row in rows:
        reason = {
            "code": row["characteristic"],
            "observed": row["observed"],
            "contribution": row["contribution"],
        }
        found.setdefault(row["account_id"], []).append(reason)
    return found
