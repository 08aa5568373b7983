"""Which currencies, weeks and accounts does the JSON of a forecast hold?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Prose, Section
from duly.report.cells import PageFacts, rows
from duly.report.figures import currency_unit, format_whole_amount
from duly.report.sentences import section_of

Lines = Sequence[Mapping[str, Any]]

ALL, OPEN, TO_COME = "all", "open", "to_come"
"""Where cash comes from: both, invoices open today, invoices not issued yet."""
MOST_CURRENCIES = 3
MONTH_WEEKS = 4


def currencies(facts: PageFacts) -> list[str]:
    """Every currency of the forecast, the one with the most accounts that pay in it first."""
    named = {(line["account_id"], line["currency"]) for line in rows(facts, "accounts")}
    payers = Counter(currency for _, currency in named)
    held = {line["currency"] for line in rows(facts, "weeks")} | set(payers)
    return sorted(held, key=lambda currency: (-payers[currency], currency))


def spans(
    facts: PageFacts, key: str, currency: str, source: str = ALL, entity: str | None = None
) -> Lines:
    """The weeks (or days) of a currency from one source, in order of time."""
    wanted = (currency, source, entity)
    found = [
        line
        for line in rows(facts, key)
        if (line["currency"], line.get("source", ALL), line.get("entity")) == wanted
    ]
    return sorted(found, key=lambda line: line["week" if key == "weeks" else "day"])


def expected(lines: Lines, weeks: int | None = None) -> int | None:
    """What is expected of these weeks (or of the first of them); None where nothing is known.

    Of the figures of a forecast only this one adds up.
    """
    wanted = [line for line in lines if weeks is None or line["week"] <= weeks]
    known = [line["expected_units"] for line in wanted if line.get("expected_units") is not None]
    return sum(known) if known and len(known) == len(wanted) else None


def amount(units: float | None, currency: str) -> str:
    """An amount with its currency, as a sentence says it."""
    shown, unit = format_whole_amount(units, currency), currency_unit(currency)
    return f"{unit}\u00a0{shown}" if unit and units is not None else shown


def section(anchor: str, *cards: Card | None) -> Section:
    """A section in the words of the forecast."""
    return section_of("forecast", anchor, *cards)


def quiet(code: str, title: str) -> Card:
    """A card that only says that there is nothing to show."""
    return Card(title, (Prose((words.sentence(code, kind="forecast"),)),))
