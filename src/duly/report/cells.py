"""How do an account, an amount and a count of the JSON stand on a page?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from duly.report import words
from duly.report.blocks import Cell, Head, unknown
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_count,
    format_decimal,
    format_units,
)

PageFacts = Mapping[str, Any]
"""The JSON a command writes, from which a page is made."""


def rows(facts: PageFacts, key: str) -> Sequence[Mapping[str, Any]]:
    """A list of the JSON; empty where it is null or absent."""
    return facts.get(key) or []


def part(facts: PageFacts, key: str) -> Mapping[str, Any]:
    """An object of the JSON; empty where it is null or absent."""
    return facts.get(key) or {}


def account_cell(line: Mapping[str, Any]) -> Cell:
    """The account by name, with its number (and country, where known) below."""
    number, name = str(line["account_id"]), line.get("name")
    below = [number] if name and name != number else []
    if line.get("country"):
        below.append(str(line["country"]))
    return Cell(str(name or number), detail=" \u00b7 ".join(below), css="account")


def account_name(line: Mapping[str, Any]) -> str:
    """The account as a sentence names it."""
    return str(line.get("name") or line["account_id"])


def money_cell(units: int | None, currency: str | None, why: str = "") -> Cell:
    """An amount whose currency the heading or a neighbouring cell names."""
    if units is None or not currency:
        return unknown(why)
    return Cell(format_units(units, currency))


def number_cell(number: float | None, places: int = 1) -> Cell:
    """A number, or that it is not known."""
    return unknown() if number is None else Cell(format_decimal(number, places))


def one_currency(lines: Sequence[Mapping[str, Any]]) -> str:
    """The currency of all these lines, so that the heading can say it once; else nothing."""
    held = {line.get("currency") for line in lines}
    return str(held.pop()) if len(held) == 1 else ""


def with_currency(
    cells: tuple[Cell, ...], line: Mapping[str, Any], common: str
) -> tuple[Cell, ...]:
    """The cells, and the currency after them unless the heading has said it."""
    return (
        cells
        if common
        else (*cells, Cell(currency_name(str(line.get("currency") or "")), css="currency"))
    )


def currency_head(common: str) -> tuple[Head, ...]:
    """The heading of that last column, if there is one."""
    return () if common else (Head("Currency"),)


def left_out(whole: int, shown: int) -> str:
    """The line below a table that was cut."""
    if whole <= shown:
        return ""
    return words.sentence("more_rows", kind="page", count=whole - shown)


def titled(title: str, currency: str) -> str:
    """The title of what is drawn once a currency."""
    named = currency_unit(currency)
    return f"{title} \u00b7 {named}" if named else title


def counted(count: int | None, noun: str, plural: str = "") -> str:
    """`1 account`, `2,466 accounts`."""
    return f"{format_count(count)} {noun if count == 1 else plural or noun + 's'}"


def fewer_currencies(every: Sequence[str], shown: int) -> str:
    """The line below what shows the largest currencies only."""
    left = ", ".join(every[shown:])
    return words.sentence("more_currencies", kind="page", what=left) if left else ""
