"""How do ledger tools write an amount, a date, a cell?"""

from __future__ import annotations

from datetime import date

from duly.kernel.currencies import exponent


def grouped(units: int, currency: str, *, thousands: str, point: str) -> str:
    """Units as an amount with thousands signs: `-1.234,50`."""
    places = exponent(currency)
    major, minor = divmod(abs(units), 10**places)
    whole = f"{major:,}".replace(",", thousands)
    fraction = f"{point}{minor:0{places}d}" if places else ""
    return f"{'-' if units < 0 else ''}{whole}{fraction}"


def days_late(due_on: date, known_on: date) -> int:
    return max((known_on - due_on).days, 0)


def cells(*values: str, separator: str) -> str:
    """One line; cells that hold the separator or a quotation mark are quoted."""
    return separator.join(_cell(value, separator) for value in values)


def _cell(value: str, separator: str) -> str:
    if separator in value or '"' in value:
        return '"' + value.replace('"', '""') + '"'
    return value
