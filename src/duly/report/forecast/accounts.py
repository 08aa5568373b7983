"""Which accounts bring the cash, and which of our companies receive it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Section
from duly.report.cells import PageFacts, account_cell, account_name, left_out, rows, titled
from duly.report.charts.bars import Bar, bars
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_share,
    format_whole_amount,
)
from duly.report.forecast.facts import (
    MONTH_WEEKS,
    MOST_CURRENCIES,
    OPEN,
    Lines,
    currencies,
    expected,
    quiet,
    section,
    spans,
)

_TOP = 10


@dataclass(frozen=True, slots=True)
class Payer:
    """An account in a currency: its weeks, and what is expected of it in all of them."""

    name: str
    units: int
    weeks: Lines


def payers(facts: PageFacts, currency: str) -> list[Payer]:
    """The accounts that pay in a currency, who brings most first."""
    by_account: dict[str, list[PageFacts]] = {}
    for line in rows(facts, "accounts"):
        if line["currency"] == currency:
            by_account.setdefault(line["account_id"], []).append(line)
    found = [
        Payer(account_name(lines[0]), expected(lines) or 0, lines) for lines in by_account.values()
    ]
    return sorted(found, key=lambda payer: (-payer.units, payer.name))


def accounts_section(facts: PageFacts) -> Section:
    """Per currency the accounts that bring most, then the companies that receive."""
    held = [(each, payers(facts, each)) for each in currencies(facts)[:MOST_CURRENCIES]]
    known = [(currency, found) for currency, found in held if found]
    entities = _entities(facts)
    if not known and entities is None:
        return section("who_pays", quiet("no_accounts", "Nobody"))
    is_half = len(known) > 1
    cards = [_card(facts, currency, found, is_half=is_half) for currency, found in known]
    return section("who_pays", *cards, entities)


def _card(facts: PageFacts, currency: str, found: Sequence[Payer], *, is_half: bool) -> Card:
    whole = expected(spans(facts, "weeks", currency, OPEN)) or 0
    drawn = bars(
        f"Accounts by what is expected of them in {currency_name(currency)}",
        [
            Bar(each.name, _share(each, whole), _shown(each, currency, whole))
            for each in found[:_TOP]
        ],
    )
    blocks = (Drawing(drawn), _table(found, currency))
    note = "expected of invoices open today; the full width is all of it"
    return Card(titled("Who brings most", currency), blocks, note, is_half)


def _share(payer: Payer, whole: int) -> float:
    return payer.units / whole if whole > 0 else 0.0


def _shown(payer: Payer, currency: str, whole: int) -> str:
    share = f" \u00b7 {format_share(_share(payer, whole))}" if whole > 0 else ""
    return format_whole_amount(payer.units, currency) + share


def _table(found: Sequence[Payer], currency: str) -> Grid:
    unit = currency_unit(currency)
    heads = (
        Head("Account"),
        Head("First week", is_figure=True, unit=unit),
        Head("Four weeks", is_figure=True, unit=unit),
        Head("All weeks", is_figure=True, unit=unit),
    )
    body = tuple(
        (
            account_cell(payer.weeks[0]),
            *(_cell(expected(payer.weeks, weeks), currency) for weeks in (1, MONTH_WEEKS, None)),
        )
        for payer in found[:_TOP]
    )
    caption = titled("Who brings most", currency)
    more = left_out(len(found), _TOP)
    return Grid(heads, body, more=more, stacks=False, caption=caption, folded="As a table")


def _entities(facts: PageFacts) -> Card | None:
    """A book of one company needs no such table."""
    pairs = sorted(
        {
            (line["currency"], line["entity"])
            for line in rows(facts, "weeks")
            if line.get("entity") is not None
        }
    )
    if not pairs:
        return None
    heads = (
        Head("Company"),
        Head("Currency"),
        Head("First week", is_figure=True),
        Head("Four weeks", is_figure=True),
        Head("All weeks", is_figure=True),
    )
    body = tuple(_entity(facts, currency, entity) for currency, entity in pairs)
    grid = Grid(heads, body, caption="Companies")
    return Card("Our companies", (grid,), "expected, of open invoices and of what is to come")


def _entity(facts: PageFacts, currency: str, entity: str) -> tuple[Cell, ...]:
    weeks = spans(facts, "weeks", currency, entity=entity)
    sums = (expected(weeks, count) for count in (1, MONTH_WEEKS, None))
    named = Cell(entity or "no company named", css="account")
    return (
        named,
        Cell(currency_name(currency), css="currency"),
        *(_cell(each, currency) for each in sums),
    )


def _cell(units: int | None, currency: str) -> Cell:
    return Cell(format_whole_amount(units, currency), css="unknown" if units is None else "")
