"""When is each of the largest invoices likely to be paid, and why not as usual?"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from markupsafe import Markup

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Prose, Section
from duly.report.cells import PageFacts, account_name, left_out, money_cell, rows, titled
from duly.report.charts.range_bar import Span, range_bar
from duly.report.figures import (
    NOT_KNOWN,
    currency_unit,
    format_days,
    format_share,
    format_short_date,
)
from duly.report.forecast.facts import MOST_CURRENCIES, currencies, quiet, section
from duly.report.timing_model import refusal

Invoice = Mapping[str, Any]
_SHOWN, _SHOWN_OF_SEVERAL = 20, 10
_NOTABLE = 0.01
_EDGE_DAYS = 21
_NOT_WITHIN = "not within a year"


def invoices_section(facts: PageFacts) -> Section:
    """Per currency the largest; or why the model does not speak of single invoices."""
    refused = refusal(facts)
    if refused is not None:
        stands = words.sentence("still_for_cash", kind="forecast")
        said = (Prose((refused,), css="notice"), Prose((stands,)))
        return section("single_invoices", Card("Not shown", said))
    lines = rows(facts, "invoices")
    if not lines:
        known = facts.get("invoices") is not None
        title = "Nothing open" if known else NOT_KNOWN.capitalize()
        return section("single_invoices", quiet("no_invoices_open" if known else "not_told", title))
    held = [c for c in currencies(facts) if any(line["currency"] == c for line in lines)]
    held = held or sorted({line["currency"] for line in lines})
    day = facts.get("as_of")
    as_of = None if day is None else _number(day)
    cards = (_card(lines, each, as_of) for each in held[:MOST_CURRENCIES])
    return section("single_invoices", *cards)


def _card(lines: Sequence[Invoice], currency: str, as_of: float | None) -> Card:
    own = [line for line in lines if line["currency"] == currency]
    shown = _SHOWN if len(own) == len(lines) else _SHOWN_OF_SEVERAL
    top = sorted(own, key=lambda line: -(line.get("open_units") or 0))[:shown]
    span = _span(top)
    heads = (
        Head("Account and invoice"),
        Head("Open", is_figure=True, unit=currency_unit(currency)),
        Head("Due"),
        Head("Likely on"),
        Head("Four cases of five"),
        Head("Late", is_figure=True),
        Head("over 30 days", is_figure=True),
        Head("Why"),
    )
    body = tuple(_row(line, span, as_of) for line in top)
    title = titled("Largest invoices", currency)
    grid = Grid(heads, body, more=left_out(len(own), len(body)), caption=title)
    keys = Drawing(Markup(""), _KEYS)
    return Card(title, (keys, grid), "every bar runs over the same days")


_KEYS = (
    Key("four cases of five", "range-mark"),
    Key("middle", "middle-mark"),
    Key("due date", "due-mark"),
)


def _row(line: Invoice, span: Span | None, as_of: float | None) -> tuple[Cell, ...]:
    numbers = [str(line[key]) for key in ("invoice_id", "account_id") if line.get(key)]
    return (
        Cell(account_name(line), detail=" \u00b7 ".join(numbers), css="account"),
        money_cell(line.get("open_units"), line["currency"]),
        _day(line.get("due_on")),
        _likely(line),
        _range(line, span),
        _share(line.get("p_late")),
        _share(line.get("p_later_than_30")),
        Cell(_why(line, as_of), css="prose"),
    )


def _day(day: dt.date | str | None) -> Cell:
    return Cell(format_short_date(day, has_year=True), css="unknown" if day is None else "day")


def _likely(line: Invoice) -> Cell:
    days = line.get("p50_days")
    if line.get("p50_on") is None:
        return Cell(_NOT_WITHIN if days is not None else NOT_KNOWN, css="unknown")
    return Cell(format_short_date(line["p50_on"], has_year=True), _against_due(days), "day")


def _against_due(days: float | None) -> str:
    if days is None:
        return ""
    if round(days, 1) == 0:
        return "on the due date"
    return f"{format_days(abs(days))} {'late' if days > 0 else 'early'}"


def _range(line: Invoice, span: Span | None) -> Cell:
    low, high = line.get("p10_on"), line.get("p90_on")
    if low is None or span is None:
        return Cell("" if line.get("p50_days") is not None else NOT_KNOWN, css="unknown")
    end = format_short_date(high) if high is not None else "open end"
    said = f"{format_short_date(low)} to {end}"
    if line.get("p50_on") is None:
        return Cell("", detail=said + _never(line), css="spanned")
    drawn = range_bar(
        f"Four cases of five: {said}",
        span,
        low=_number(low),
        middle=_number(line["p50_on"]),
        high=None if high is None else _number(high),
        marked=None if line.get("due_on") is None else _number(line["due_on"]),
    )
    return Cell("", detail=said + _never(line), css="spanned", picture=drawn)


def _span(lines: Sequence[Invoice]) -> Span | None:
    """From the first day that any bar needs to the last; a due date long before stands at the edge.

    One invoice that fell due last year would else press all the others into a corner.
    """
    keys = ("p10_on", "p50_on", "p90_on")
    days = [_number(line[key]) for line in lines for key in keys if line.get(key) is not None]
    due = [_number(line["due_on"]) for line in lines if line.get("due_on") is not None]
    if not days:
        return None
    return Span(min([min(days), *(max(day, min(days) - _EDGE_DAYS) for day in due)]), max(days))


def _number(day: dt.date | str) -> float:
    read = dt.date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return float(read.toordinal())


def _never(line: Invoice) -> str:
    """The chance that it is not paid within a year, where there is one to speak of."""
    never = line.get("p_never") or 0.0
    return f" \u00b7 {format_share(never, 0)} never" if never >= _NOTABLE else ""


def _share(share: float | None) -> Cell:
    return Cell(NOT_KNOWN, css="unknown") if share is None else Cell(format_share(share, 0))


def _why(line: Invoice, as_of: float | None) -> str:
    """Reasons are those known at issue; that it is still open after its due date moves it too."""
    usual = line.get("usual_days")
    code = "usual_late" if usual is not None and usual >= 0 else "usual_early"
    said = [] if usual is None else [_say(code, days=abs(usual))]
    reasons = [each for each in line.get("reasons") or [] if round(abs(each["days"]), 1) > 0]
    said += [_moved(each) for each in reasons]
    due = line.get("due_on")
    if as_of is not None and due is not None and _number(due) < as_of:
        said.append(_say("still_open", days=as_of - _number(due)))
    elif not reasons:
        said.append(_say("unmoved" if said else "as_usual"))
    return " ".join(said)


def _moved(reason: Mapping[str, Any]) -> str:
    way = "later" if reason["days"] > 0 else "sooner"
    return words.sentence(reason["code"], kind="foresight", days=abs(reason["days"]), way=way)


def _say(code: str, **known: Any) -> str:
    return words.sentence(code, kind="forecast", **known)
