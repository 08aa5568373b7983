"""Which accounts may fall far behind within a year, and why?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Grid, Head, Prose, Section
from duly.report.cells import PageFacts, account_cell, left_out, money_cell, rows
from duly.report.figures import NOT_KNOWN, currency_name, format_share
from duly.report.forecast.facts import quiet, section

_SHOWN = 20
_RISEN = 0.1


def late_risk_section(facts: PageFacts) -> Section:
    """The accounts as the list has them, the gravest first; or why there is no such list."""
    refused = facts.get("late_risk_refusal")
    lines = rows(facts, "late_risk")
    if refused is not None:
        why = words.sentence(refused, kind="unknown")
        return section("far_behind", Card(NOT_KNOWN.capitalize(), (Prose((why,)),)))
    if not lines:
        return section("far_behind", quiet("nobody_far_behind", "Nothing to report"))
    has_money = any(line.get("open_units") is not None for line in lines)
    heads = (
        Head("Account"),
        Head("Chance", is_figure=True),
        Head("a quarter ago", is_figure=True),
        *((Head("Open", is_figure=True), Head("Currency")) if has_money else ()),
        Head("Why"),
    )
    body = tuple(_row(line, has_money=has_money) for line in lines[:_SHOWN])
    grid = Grid(heads, body, more=left_out(len(lines), _SHOWN), caption="Accounts at risk")
    return section("far_behind", Card("Accounts at risk", (grid,)))


def _row(line: Mapping[str, Any], *, has_money: bool) -> tuple[Cell, ...]:
    currency = line.get("currency")
    money = (
        money_cell(line.get("open_units"), currency),
        Cell(currency_name(str(currency)) if currency else "", css="currency"),
    )
    return (
        account_cell(line),
        _share(line.get("probability")),
        _before(line),
        *(money if has_money else ()),
        Cell(" ".join(_said(each) for each in line.get("reasons") or []), css="prose"),
    )


def _before(line: Mapping[str, Any]) -> Cell:
    before, now = line.get("before"), line.get("probability")
    if before is None:
        return Cell(NOT_KNOWN, css="unknown")
    return Cell(
        format_share(before), detail="risen" if now is not None and now - before >= _RISEN else ""
    )


def _share(share: float | None) -> Cell:
    return Cell(NOT_KNOWN, css="unknown") if share is None else Cell(format_share(share))


def _said(reason: Mapping[str, Any]) -> str:
    """What was observed; where that is not known, the name of what it lacks."""
    code, observed = reason["code"], reason.get("observed")
    said = words.sentence(code, kind="severe_delinquency", observed=observed)
    return said if observed is not None else f"{said}: {NOT_KNOWN}."
