"""Which parts of the X-ray's JSON are known, and what is said where they are not?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Head, Prose, Section, unknown
from duly.report.figures import (
    NOT_KNOWN,
    currency_name,
    currency_unit,
    format_count,
    format_decimal,
    format_units,
)

Xray = Mapping[str, Any]

CREDITS = frozenset({"credits", "unapplied"})
"""Buckets that hold money of the customers; shown apart, never aged into the others."""


def currencies(xray: Xray) -> list[str]:
    """Every currency of the book, the one with the most open items first."""
    items: dict[str, int] = dict.fromkeys(sorted(part(xray, "open_units")), 0)
    for line in rows(xray, "ageing"):
        items[line["currency"]] = items.get(line["currency"], 0) + (line.get("items") or 0)
    for line in rows(xray, "money"):
        if line["currency"]:
            items.setdefault(line["currency"], 0)
    return sorted(items, key=lambda currency: (-items[currency], currency))


_NO_REASON = "The file does not tell."


def rows(xray: Xray, key: str) -> Sequence[Mapping[str, Any]]:
    """A list of the JSON; empty where it is null or absent."""
    return xray.get(key) or []


def part(xray: Xray, key: str) -> Mapping[str, Any]:
    """An object of the JSON; empty where it is null or absent."""
    return xray.get(key) or {}


def why_unknown(xray: Xray, *keys: str) -> str:
    """The sentence for the first of these keys that the JSON gives a reason for, else nothing."""
    reasons = part(xray, "reasons")
    code = next((reasons[key] for key in keys if reasons.get(key)), None)
    return words.sentence(code, kind="unknown") if code else ""


def metric(xray: Xray, currency: str, name: str) -> Mapping[str, Any]:
    """One metric of one currency as the JSON gives it; empty where it does not."""
    lines = rows(xray, "metrics")
    found = (m for m in lines if m["metric"] == name and m.get("currency") == currency)
    return next(found, {})


def month_ends(xray: Xray, currency: str) -> list[Mapping[str, Any]]:
    """The trend of one currency in order of time."""
    lines = [line for line in rows(xray, "trend") if line["currency"] == currency]
    return sorted(lines, key=lambda line: str(line["on"]))


def account_cell(line: Mapping[str, Any]) -> Cell:
    """The account by name, with its number (and country, where known) below."""
    number, name = str(line["account_id"]), line.get("name")
    below = [number] if name and name != number else []
    if line.get("country"):
        below.append(str(line["country"]))
    return Cell(str(name or number), detail=" \u00b7 ".join(below), css="account")


def said(line: Mapping[str, Any], kind: str, currency: str = "") -> str:
    """The sentence of a warning or reason of the JSON; its count is what was observed.

    `observed` may be a number, or for a sector or country the word (`observed_text`).
    """
    observed = line.get("observed")
    known: dict[str, Any] = {
        **{key: line.get(key) for key in _FIGURES},
        "currency": line.get("currency") or currency or None,
        "count": observed if isinstance(observed, int | float) else None,
        "observed": line.get("observed_text") if observed is None else observed,
    }
    return words.sentence(line["code"], kind=kind, **known)


_FIGURES = ("usual", "threshold", "points", "points_lost", "units", "until", "about")


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


def fewer_currencies(every: Sequence[str], shown: int) -> str:
    """The line below what shows the largest currencies only."""
    left = ", ".join(every[shown:])
    return words.sentence("more_currencies", kind="page", what=left) if left else ""


def titled(title: str, currency: str) -> str:
    """The title of what is drawn once a currency."""
    named = currency_unit(currency)
    return f"{title} \u00b7 {named}" if named else title


def section(anchor: str, *cards: Any) -> Section:
    """A section whose title and lede stand in the words of the page."""
    kept = tuple(card for card in cards if card is not None)
    lede = words.sentence(anchor, kind="page")
    return Section(anchor, words.title(anchor, kind="page"), lede, kept)


def not_known(xray: Xray, *keys: str) -> Card:
    """What stands where a whole part of the JSON is null: the reason, as far as there is one."""
    return Card(NOT_KNOWN.capitalize(), (Prose((why_unknown(xray, *keys) or _NO_REASON,)),))


def bucket_name(bucket: str) -> str:
    """A bucket of days as a reader says it: `not due`, `31–60`, `over 120`."""
    if bucket.endswith("+") and bucket[:-1].isdigit():
        return f"over {int(bucket[:-1]) - 1}"
    start, dash, end = bucket.partition("-")
    if dash and start.isdigit() and end.isdigit():
        return f"{start}\u2013{end}"
    return words.title(bucket, kind="bucket")


def counted(count: int | None, noun: str, plural: str = "") -> str:
    """`1 account`, `2,466 accounts`."""
    return f"{format_count(count)} {noun if count == 1 else plural or noun + 's'}"
