"""How is a figure written for a reader: money, shares, days, dates?

One form for screen, page and terminal. The files that other programs read (CSV, JSON) keep the
strict form of `duly.kernel.amounts`; these forms carry thousands signs and are for the eye only.
"""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import ROUND_HALF_UP, Decimal

from duly.kernel.currencies import exponent

NOT_KNOWN = "not known"
NO_CURRENCY = "XXX"
"""The code of ISO 4217 for no currency: amounts are kept under it where a file names none."""

MINUS = "\u2212"

_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
"""Written out here, so that no locale of the machine changes a report."""

_SMALL = 100
_CARD_DIGITS = 8
"""A card holds eight digits on one line of a telephone; longer amounts are given in millions."""


def format_units(units: int | None, currency: str) -> str:
    """An amount with thousands signs and all the currency's decimals: `1,234.50`.

    `units` counts the smallest unit. The currency itself is not written: a table says it once.
    """
    if units is None:
        return NOT_KNOWN
    places = exponent(currency)
    whole, rest = divmod(abs(units), 10**places)
    decimals = f".{rest:0{places}d}" if places else ""
    return f"{MINUS if units < 0 else ''}{whole:,}{decimals}"


def format_card_amount(units: int | None, currency: str) -> str:
    """The same amount in whole units of the currency, or in millions: `4,812,330`, `1,234.6m`.

    A small amount keeps its decimals: a few cents are not nothing.
    """
    if units is None:
        return NOT_KNOWN
    major = Decimal(units).scaleb(-exponent(currency))
    if units and abs(major) < _SMALL:
        return format_units(units, currency)
    if abs(major) < 10**_CARD_DIGITS:
        return _signed(major, 0)
    return f"{_signed(major.scaleb(-6), 1)}m"


def format_short_amount(units: int | None, currency: str) -> str:
    """Three figures and a scale, for labels inside a drawing: `19.0m`, `106k`, `940`."""
    if units is None:
        return NOT_KNOWN
    major = Decimal(units).scaleb(-exponent(currency))
    for power, letter in ((9, "bn"), (6, "m"), (3, "k")):
        scaled = major.scaleb(-power)
        if abs(scaled) >= Decimal("0.9995"):
            return f"{_signed(scaled, 0 if abs(scaled) >= Decimal('99.95') else 1)}{letter}"
    return _signed(major, 0)


def format_whole_amount(units: float | None, currency: str) -> str:
    """An amount in whole units of the currency, for what is only foreseen: `1,235`."""
    if units is None:
        return NOT_KNOWN
    return _signed(Decimal(round(units)).scaleb(-exponent(currency)), 0)


def currency_name(currency: str) -> str:
    """The currency as a heading names it; `XXX` is the absence of one, and says so."""
    return "no currency named" if currency == NO_CURRENCY else currency


def currency_unit(currency: str) -> str:
    """The currency as it stands beside an amount: its code, or nothing where there is none."""
    return "" if currency == NO_CURRENCY else currency


def format_measure(value: float | None, unit: str, currency: str) -> str:
    """The value of a metric with its unit, as `duly.analytics.metrics` counts it (`Unit`)."""
    if value is None:
        return NOT_KNOWN
    if unit == "units":
        return format_units(round(value), currency)
    return f"{format_decimal(value)}{_MEASURED_IN[unit]}"


_MEASURED_IN = {
    "days": " days",
    "percent": "%",
    "basis_points": " basis points",
    "times_a_year": " times a year",
}


def format_share(share: float | None, places: int = 1) -> str:
    """A fraction as a percentage: 0.3556 → `35.6%`."""
    return NOT_KNOWN if share is None else f"{_signed(Decimal(str(share)) * 100, places)}%"


def format_days(days: float | None) -> str:
    """A number of days with its unit: `1 day`, `34 days`, `3.4 days`."""
    if days is None:
        return NOT_KNOWN
    text = format_number(days, 1)
    return f"{text} day" if text == "1" else f"{text} days"


def format_years(years: float | None) -> str:
    """A number of years with its unit: `1 year`, `0.7 years`."""
    if years is None:
        return NOT_KNOWN
    text = format_number(years, 1)
    return f"{text} year" if text == "1" else f"{text} years"


def format_number(number: float | None, places: int = 2) -> str:
    """A number with at most `places` decimals and no trailing zeros: 3.40 → `3.4`, 12 → `12`."""
    if number is None:
        return NOT_KNOWN
    text = _signed(Decimal(str(number)), places)
    return text.rstrip("0").rstrip(".") if "." in text else text


def format_decimal(number: float | None, places: int = 1) -> str:
    """A number with exactly `places` decimals, for columns read downwards: 37 → `37.0`."""
    return NOT_KNOWN if number is None else _signed(Decimal(str(number)), places)


def format_count(count: int | None) -> str:
    """A number of things: `12,345`."""
    return NOT_KNOWN if count is None else _signed(Decimal(count), 0)


def format_date(day: dt.date | str | None) -> str:
    """A day in words that no reader can mistake: `21 November 2026`."""
    read = _as_date(day)
    return NOT_KNOWN if read is None else f"{read.day} {_MONTHS[read.month - 1]} {read.year}"


def format_month(day: dt.date | str | None) -> str:
    """The month of a day, short, for an axis: `Nov 26`."""
    read = _as_date(day)
    return NOT_KNOWN if read is None else f"{_MONTHS[read.month - 1][:3]} {read.year % 100:02d}"


def format_short_date(day: dt.date | str | None, *, has_year: bool = False) -> str:
    """A day for an axis or a column: `21 Nov`, or with its year `21 Nov 2026`."""
    read = _as_date(day)
    if read is None:
        return NOT_KNOWN
    short = f"{read.day} {_MONTHS[read.month - 1][:3]}"
    return f"{short} {read.year}" if has_year else short


def clean_text(text: str) -> str:
    """The text with control characters made visible, so that XML holds it and no terminal obeys."""
    if text.isprintable():
        return text
    return "".join("\ufffd" if _is_control(char) else char for char in text)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n\r"


def _as_date(day: dt.date | str | None) -> dt.date | None:
    return dt.date.fromisoformat(day[:10]) if isinstance(day, str) else day


def _signed(number: Decimal, places: int) -> str:
    rounded = number.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    return f"{MINUS if rounded < 0 else ''}{abs(rounded):,f}"
