"""What are the key figures of each currency, side by side, where there is more than one?"""

from __future__ import annotations

from duly.report.blocks import Card, Cell, Grid, Head
from duly.report.cells import number_cell, part
from duly.report.figures import currency_name, format_share, format_units
from duly.report.xray.facts import Xray, currencies, why_unknown


def currency_card(xray: Xray) -> Card | None:
    """A row per currency; nothing for a book of one currency, whose key figures say it all."""
    held = currencies(xray)
    if len(held) < 2:
        return None
    heads = (
        Head("Currency"),
        Head("Open", is_figure=True),
        Head("Overdue", is_figure=True),
        Head("Overdue share", is_figure=True),
        *((Head("Cash not yet applied", is_figure=True),) if _knows_cash(xray) else ()),
        Head("DSO", is_figure=True, unit="days"),
    )
    body = tuple(_row(xray, currency) for currency in held)
    more = "" if _knows_cash(xray) else _why_no_cash(xray)
    return Card(
        "By currency", (Grid(heads, body, more=more, caption="By currency"),), note="never added up"
    )


def _knows_cash(xray: Xray) -> bool:
    return any(units is not None for units in part(xray, "unapplied_units").values())


def _why_no_cash(xray: Xray) -> str:
    why = why_unknown(xray, "unapplied_units")
    return f"Cash not yet applied is not known. {why}" if why else ""


def _row(xray: Xray, currency: str) -> tuple[Cell, ...]:
    whole, overdue, unapplied, dso = (
        part(xray, key).get(currency)
        for key in ("open_units", "overdue_units", "unapplied_units", "dso_days")
    )
    share = overdue / whole if overdue is not None and whole and whole > 0 else None
    return (
        Cell(currency_name(currency), css="lead"),
        Cell(format_units(whole, currency)),
        Cell(format_units(overdue, currency)),
        Cell(format_share(share)),
        *((Cell(format_units(unapplied, currency)),) if _knows_cash(xray) else ()),
        number_cell(dso),
    )
