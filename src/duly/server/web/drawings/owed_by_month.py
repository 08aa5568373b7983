"""How much was owed at the end of each month, and how much of it was overdue?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.columns import Column, columns
from duly.server.web import figures


def owed_by_month(trend: Sequence[Mapping[str, Any]], currency: str) -> Markup:
    """Month ends in order: on, open_units, overdue_units. None draws nothing."""
    if not trend:
        return Markup("")
    drawn = [
        Column(
            figures.month(row["on"]),
            row["open_units"],
            row["overdue_units"],
            gettext("%(open)s open, %(overdue)s overdue")
            % {
                "open": figures.short_money(row["open_units"], currency),
                "overdue": figures.short_money(row["overdue_units"], currency),
            },
        )
        for row in trend
    ]
    title = gettext("Open and overdue at the end of each month")
    return columns(title, drawn, lambda units: figures.short_amount(units, currency))
