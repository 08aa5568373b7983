"""What do all limits, exposures and expected losses come to, in each currency?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from duly.report.blocks import Card, Cell, Grid, Head
from duly.report.cells import rows
from duly.report.figures import currency_name, format_count, format_share, format_units
from duly.report.xray.facts import Xray, currencies

_SUMMED = (
    *("accounts", "exposure_units", "limit_units", "without_limit"),
    *("beyond_limit_units", "expected_loss_units"),
)


def totals_card(xray: Xray) -> Card | None:
    """A row a currency, over every account, not only the largest; nothing if they are not known."""
    lines = rows(xray, "grade_totals")
    held = [c for c in currencies(xray) if any(line["currency"] == c for line in lines)]
    if not held:
        return None
    sums = [_sum(currency, lines) for currency in held]
    has_unlimited = any(total["without_limit"] for total in sums)
    body = tuple(_row(total, has_unlimited) for total in sums)
    note = "never added up across currencies"
    grid = Grid(_heads(has_unlimited), body, caption="Totals by currency")
    return Card("All accounts", (grid,), note=note)


def _sum(currency: str, lines: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    own = [line for line in lines if line["currency"] == currency]
    return {"currency": currency} | {key: sum(line[key] for line in own) for key in _SUMMED}


def _heads(has_unlimited: bool) -> tuple[Head, ...]:
    return (
        Head("Currency"),
        Head("Accounts", is_figure=True),
        Head("Exposure", is_figure=True),
        Head("Recommended limits", is_figure=True),
        *((Head("Without limit", is_figure=True),) if has_unlimited else ()),
        Head("Beyond its limit", is_figure=True),
        Head("Expected loss", is_figure=True, unit="a year"),
    )


def _row(total: Mapping[str, Any], has_unlimited: bool) -> tuple[Cell, ...]:
    currency, exposure = str(total["currency"]), total["exposure_units"]
    loss = total["expected_loss_units"]
    share = f"{format_share(loss / exposure, 2)} of exposure" if exposure > 0 else ""
    return (
        Cell(currency_name(currency), css="lead"),
        Cell(format_count(total["accounts"])),
        Cell(format_units(exposure, currency)),
        Cell(format_units(total["limit_units"], currency)),
        *((_unlimited(total),) if has_unlimited else ()),
        Cell(format_units(total["beyond_limit_units"], currency)),
        Cell(format_units(loss, currency), detail=share),
    )


def _unlimited(total: Mapping[str, Any]) -> Cell:
    return Cell(format_count(total["without_limit"]), hint="no evidence of what they can carry")
