"""What whole number of smallest units does this text of an amount say, and how is it written?

The one parser of amounts. It is strict on purpose: text that could mean two things is refused,
never guessed. Readers of foreign formats (1.234,56) turn them into this form first.
"""

from __future__ import annotations

import re
from typing import Literal

from duly.kernel.currencies import exponent

AmountFault = Literal["unreadable", "too_precise", "too_large"]

MAX_INTEGER_DIGITS = 15
MAX_UNITS = 2**63 - 1


class BadAmount(ValueError):
    """An amount that is refused, with the reason as `code` and the `text` as it was given."""

    def __init__(self, code: AmountFault, text: str, currency: str) -> None:
        super().__init__(f"{code.replace('_', ' ')}: {text[:40]!r} in {currency}")
        self.code: AmountFault = code
        self.text = text
        self.currency = currency


def parse_units(text: str, currency: str) -> int:
    """The amount in smallest units: `parse_units("1234.5", "EUR") == 123450`.

    Reads an optional minus, ASCII digits, and optionally a point with at least one digit.
    Leading zeros and minus zero are read, as they have one meaning. Refused as `unreadable`:
    everything else, so also "+5", ".5", "5.", "1e3", "1_000", "1,000", NaN, blanks around.
    Refused as `too_precise`: more decimals than the currency has, even zeros, because "10.500"
    may be ten thousand and a half. Refused as `too_large`: more than 15 integer digits, or more
    units than an int64 column holds.

    Raises `BadAmount` and `UnknownCurrency`.
    """
    decimals = exponent(currency)
    match = _AMOUNT.fullmatch(text)
    if match is None:
        raise BadAmount("unreadable", text, currency)
    sign, integer, fraction = match["sign"], match["integer"], match["fraction"] or ""
    if len(integer) > MAX_INTEGER_DIGITS:
        raise BadAmount("too_large", text, currency)
    if len(fraction) > decimals:
        raise BadAmount("too_precise", text, currency)
    units = int(integer + fraction.ljust(decimals, "0") or "0")
    if units > MAX_UNITS:
        raise BadAmount("too_large", text, currency)
    return -units if sign else units


def format_units(units: int, currency: str) -> str:
    """The canonical text, always with all decimals of the currency: 123450 EUR is "1234.50".

    The inverse of `parse_units`. For files and interfaces; people read localised amounts.
    """
    decimals = exponent(currency)
    sign = "-" if units < 0 else ""
    digits = str(abs(units)).rjust(decimals + 1, "0")
    if decimals == 0:
        return sign + digits
    return f"{sign}{digits[:-decimals]}.{digits[-decimals:]}"


# [0-9], as \d would also take full-width and Arabic digits. Leading zeros stay outside the
# integer group, so that its length counts the digits that matter.
_AMOUNT = re.compile(r"(?=-?[0-9])(?P<sign>-)?0*(?P<integer>[0-9]*)(?:\.(?P<fraction>[0-9]+))?")
