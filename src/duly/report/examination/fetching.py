"""How do rows of a table become facts of the X-ray?"""

from __future__ import annotations

from typing import Any

import ibis.expr.types as ir

from duly.analytics.assessment.workings import Workings

Facts = dict[str, Any]


def fetched(work: Workings, expression: ir.Table) -> list[Facts]:
    """The rows of a table, each as a dictionary by column."""
    rows: list[Facts] = work.book.engine.fetch(expression).to_pylist()
    return rows


def by_currency(rows: list[Facts]) -> list[Facts]:
    """The rows in the order of their currencies, otherwise as they came."""
    return sorted(rows, key=lambda row: str(row["currency"]))
