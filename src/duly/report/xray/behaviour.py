"""How were invoices really paid, against their due dates?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.cells import (
    account_cell,
    counted,
    currency_head,
    left_out,
    money_cell,
    number_cell,
    one_currency,
    part,
    with_currency,
)
from duly.report.charts.histogram import Bin, histogram
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_count,
    format_decimal,
    format_share,
)
from duly.report.xray.facts import Xray, currencies, not_known, section, why_unknown

_SLOWEST = 10

Lines = Sequence[Mapping[str, Any]]


def behaviour_section(xray: Xray) -> Section:
    """The spread of days late, the windows, the slowest payers; or why nothing is known."""
    cards = [_spread(xray), _windows(xray), _slowest(xray)]
    if not any(cards):
        cards = [not_known(xray, "behaviour", "paid", "paid.late_share")]
    return section("behaviour", *cards)


def _spread(xray: Xray) -> Card | None:
    bins = [
        Bin(line.get("from"), line.get("to"), line["count"])
        for line in part(xray, "behaviour").get("days_late_histogram") or []
    ]
    if not bins:
        return None
    names = {"early": "on time or early", "due": "around the due date", "late": "late"}
    drawn = {each.css: names[each.css] for each in bins}
    keys = tuple(Key(name, css) for css, name in drawn.items())
    picture = histogram("Paid invoices by days late", bins)
    note = "invoices, by days from the due date to payment"
    return Card("Days late when paid", (Drawing(picture, keys),), note=note, is_half=True)


def _windows(xray: Xray) -> Card | None:
    lines = part(xray, "behaviour").get("by_window") or []
    if not lines:
        return None
    paid = {line["currency"] for line in lines}
    held = [currency for currency in currencies(xray) if currency in paid]
    grid = _one_by_window(lines) if len(held) < 2 else _many_by_window(lines, held)
    note = "days late by amount, share paid late; early payments count as 0"
    return Card("Over time", (grid, *_disputed(xray), *_index(xray)), note, is_half=True)


def _one_by_window(lines: Lines) -> Grid:
    """A book of one currency: a row a window."""
    heads = (
        Head("Paid in the last"),
        Head("Invoices", is_figure=True),
        Head("Late", is_figure=True),
        Head("Mean days late", is_figure=True),
        Head("by amount", is_figure=True),
    )
    body = tuple(
        (
            Cell(_window(str(line["window"]))),
            Cell(format_count(line.get("paid_count"))),
            Cell(format_share(line.get("late_share"))),
            number_cell(line.get("mean_days_late")),
            number_cell(line.get("weighted_days_late")),
        )
        for line in lines
    )
    return Grid(heads, body, stacks=False, caption="Days late over time")


def _many_by_window(lines: Lines, held: Sequence[str]) -> Grid:
    """A book of several: a row a currency, a column a window, so that each line is one story."""
    windows = list(dict.fromkeys(str(line["window"]) for line in lines))
    found = {(line["currency"], str(line["window"])): line for line in lines}
    heads = (Head("Paid in the last"), *(Head(_window(each), is_figure=True) for each in windows))
    body = tuple(
        (Cell(currency_name(each)), *(_in_window(found.get((each, w), {})) for w in windows))
        for each in held
    )
    return Grid(heads, body, stacks=False, caption="Days late by currency over time")


def _in_window(line: Mapping[str, Any]) -> Cell:
    days, share = line.get("weighted_days_late"), line.get("late_share")
    if days is None:
        return Cell("\u2013", hint="nothing was paid", css="faint")
    return Cell(format_decimal(days), detail=format_share(share))


def _window(window: str) -> str:
    return f"{window} days" if window.isdigit() else "whole history"


def _index(xray: Xray) -> tuple[Prose, ...]:
    """The payment index of each currency in which enough was paid to speak of one."""
    lines = part(xray, "behaviour").get("payment_index") or []
    known = {line["currency"]: line.get("payment_index") for line in lines}
    each = [
        f"{currency_unit(currency)} {format_decimal(known[currency], 0)}".strip()
        for currency in currencies(xray)
        if known.get(currency) is not None
    ]
    if not each:
        return ()
    return (Prose((words.sentence("payment_index", kind="page", what=", ".join(each)),)),)


def _disputed(xray: Xray) -> tuple[Prose, ...]:
    disputed = part(xray, "disputed")
    if disputed.get("count") is None:
        why = why_unknown(xray, "disputed", "disputed.share")
        return (Prose((f"Disputes are not known. {why}",), css="faint"),) if why else ()
    share = disputed.get("share")
    said = counted(disputed["count"], "invoice") + " disputed"
    return (Prose((said + (f", {format_share(share)} of all." if share is not None else "."),)),)


def _slowest(xray: Xray) -> Card | None:
    lines = part(xray, "behaviour").get("slowest") or []
    if not lines:
        return None
    common = one_currency(lines)
    heads = (
        Head("Account"),
        Head("Days late", is_figure=True),
        Head("whole history", is_figure=True),
        Head("Unweighted", is_figure=True),
        Head("Open", is_figure=True, unit=currency_unit(common)),
        *currency_head(common),
    )
    body = tuple(with_currency(_slow(line), line, common) for line in lines[:_SLOWEST])
    more = left_out(len(lines), _SLOWEST)
    note = "days late weighted by amount, of what was paid in the last 365 days"
    return Card("Slowest payers", (Grid(heads, body, more=more, caption="Slowest"),), note=note)


def _slow(line: Mapping[str, Any]) -> tuple[Cell, ...]:
    return (
        account_cell(line),
        number_cell(line.get("weighted_days_late")),
        number_cell(line.get("usual")),
        number_cell(line.get("mean_days_late")),
        money_cell(line.get("open_units"), line.get("currency")),
    )
