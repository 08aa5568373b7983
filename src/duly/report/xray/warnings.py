"""Which accounts left their own usual path?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Grid, Head, Prose, Section
from duly.report.cells import (
    account_cell,
    counted,
    currency_head,
    left_out,
    money_cell,
    one_currency,
    part,
    rows,
    with_currency,
)
from duly.report.figures import currency_unit, format_count
from duly.report.xray.facts import Xray, not_known, said, section, why_unknown

_SHOWN = 20


def warnings_section(xray: Xray) -> Section:
    """How many accounts each signal warns of, then the gravest warnings in its order."""
    if xray.get("warnings") is None:
        return section("warnings", not_known(xray, "warnings", "behaviour", "paid.late_share"))
    if not rows(xray, "warnings") and why_unknown(xray, "warnings"):
        return section("warnings", not_known(xray, "warnings"))
    if not rows(xray, "warnings"):
        quiet = Prose(("No account left its usual path.",))
        return section("warnings", Card("Nothing to report", (quiet,)))
    return section("warnings", _by_signal(xray), _list(xray))


def _by_signal(xray: Xray) -> Card | None:
    by_code = part(xray, "warnings_by_code")
    if not by_code:
        return None
    heads = (Head("Signal"), Head("What it means"), Head("Accounts", is_figure=True))
    body = tuple(
        (
            Cell(words.title(code, kind="warning"), css="chip warn"),
            Cell(words.definition(code, kind="warning") or "", css="prose"),
            Cell(format_count(accounts)),
        )
        for code, accounts in by_code.items()
    )
    grid = Grid(heads, body, caption="Warnings by signal")
    return Card(_heading(xray), (grid,), note="gravest first")


def _heading(xray: Xray) -> str:
    count = xray.get("warning_count") or len(rows(xray, "warnings"))
    accounts = xray.get("warned_accounts")
    about = f" about {counted(accounts, 'account')}" if accounts is not None else ""
    return counted(count, "warning") + about


def _list(xray: Xray) -> Card:
    lines = rows(xray, "warnings")
    common = one_currency(lines[:_SHOWN])
    heads = (
        Head("Account"),
        Head("Signal"),
        Head("What is seen"),
        Head("Open", is_figure=True, unit=currency_unit(common)),
        *currency_head(common),
    )
    body = tuple(with_currency(_row(line), line, common) for line in lines[:_SHOWN])
    whole = max(xray.get("warning_count") or 0, len(lines))
    grid = Grid(heads, body, more=left_out(whole, len(body)), caption="Warnings")
    return Card("The gravest", (grid,), note="then by what is open")


def _row(line: Mapping[str, Any]) -> tuple[Cell, ...]:
    seen = said(line, "warning")
    name = words.title(line["code"], kind="warning")
    return (
        account_cell(line),
        Cell(name, css="chip warn"),
        Cell("" if seen == name else seen, css="prose"),
        money_cell(line.get("open_units"), line.get("currency")),
    )
