"""Which amount does a cell say, once the column's decimal sign is known?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Context, Decimal

from duly.book.recognition.currency_signs import CURRENCY_SIGNS, currency_of_sign
from duly.kernel.amounts import BadAmount, parse_units
from duly.kernel.currencies import EXPONENTS

NO_CURRENCY = "XXX"
"""ISO 4217 for "no currency involved"; counted with two decimals here."""

FLOAT_DIGITS = 15
"""What a float can promise of any decimal number."""
NOISE = Decimal("1e-6")
"""A spreadsheet's sum that should be zero is off by less than this."""

_SPACES = " \u00a0\u202f\u2009"
_GROUPING = rf"{_SPACES}'’´"
_CURRENCY = "|".join(sorted(map(re.escape, CURRENCY_SIGNS), key=len, reverse=True))
_CELL = re.compile(
    rf"(?P<open>\()?[{_SPACES}]*(?P<before>[-+−–])?[{_SPACES}]*"
    rf"(?P<currency>{_CURRENCY}|[A-Z]{{3}})?[{_SPACES}]*(?P<inner>[-+−–])?[{_SPACES}]*(?P<open2>\()?"
    rf"(?P<digits>[0-9][0-9.,{_GROUPING}]*|[.,][0-9]+)"
    rf"(?P<close2>\))?[{_SPACES}]*(?P<behind>[-+−–])?[{_SPACES}]*"
    rf"(?P<currency2>{_CURRENCY}|[A-Z]{{3}})?[{_SPACES}]*(?P<outer>[-−–])?(?P<close>\))?"
    rf"[{_SPACES}]*(?P<mark>DR|CR|DB|[SHDC]|Dr|Cr|Db|dr|cr|Soll|Haben)?\.?"
)
_CREDIT_MARKS = frozenset({"CR", "Cr", "cr", "H", "C", "Haben"})
_CODE_MARKS = frozenset({"DR", "CR"})
_MINUS = frozenset("-−–")
_READERS = {
    decimal: re.compile(
        rf"(?P<integer>[0-9]{{1,3}}(?:[{re.escape(other)}{_GROUPING}][0-9]{{2,3}})*"
        rf"[{re.escape(other)}{_GROUPING}][0-9]{{3}}|[0-9]*)"
        rf"(?:{re.escape(decimal)}(?P<fraction>[0-9]*))?"
    )
    for decimal, other in ((".", ","), (",", "."))
}
_NOT_DIGITS = re.compile(r"[^0-9]")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number as written: canonical text (`-1234.5`) and the currency beside it, if any."""

    text: str
    currency: str | None = None
    marked: bool = False


def read_figure(cell: str, decimal: str) -> Figure | None:
    """The number of a cell under a decimal sign, or None: `1e999`, NaN, ½ and text are none."""
    found = _CELL.fullmatch(cell.strip())
    if found is None:
        return None
    number = _READERS[decimal].fullmatch(found["digits"].strip(_GROUPING))
    if number is None or not (number["integer"] or number["fraction"]):
        return None
    integer = _NOT_DIGITS.sub("", number["integer"]) or "0"
    text = f"{integer}.{number['fraction']}" if number["fraction"] else integer
    return Figure(
        ("-" if _is_negative(found) else "") + text, _currency(found), bool(found["mark"])
    )


def _is_negative(found: re.Match[str]) -> bool:
    minus = any(found[part] in _MINUS for part in ("before", "inner", "behind", "outer"))
    brackets = bool((found["open"] or found["open2"]) and (found["close"] or found["close2"]))
    return minus or brackets or found["mark"] in _CREDIT_MARKS


def _currency(found: re.Match[str]) -> str | None:
    sign = found["currency"] or found["currency2"]
    return None if sign is None else currency_of_sign(sign)


def decimals_of(currency: str) -> int:
    """How many decimals a currency counts in; two where none is named."""
    return 2 if currency == NO_CURRENCY else EXPONENTS[currency]


def units_of(text: str, currency: str) -> int:
    """A canonical text in smallest units. Zeros beyond the currency's decimals are dropped, and

    so is what binary floats leave behind (1234.5000000000002). Raises `BadAmount`: real excess
    precision is refused.
    """
    code = "EUR" if currency == NO_CURRENCY else currency
    integer, point, fraction = text.partition(".")
    if len(fraction) > decimals_of(currency):
        fraction = fraction.rstrip("0")
    if len(fraction) > decimals_of(currency):
        integer, _, fraction = without_noise(text).partition(".")
    return parse_units(f"{integer}.{fraction}" if point and fraction else integer, code)


def without_noise(text: str) -> str:
    """The number that a float with too many digits stood for."""
    exact = Decimal(text)
    if abs(exact) < NOISE and len(text) > FLOAT_DIGITS:
        return "0"
    if len(exact.normalize().as_tuple().digits) < FLOAT_DIGITS:
        return text
    return f"{Context(prec=FLOAT_DIGITS).create_decimal(exact).normalize():f}"


@dataclass(frozen=True, slots=True)
class DecimalVotes:
    """How many cells of a column can only be read with a decimal point, or comma, or either."""

    point: int = 0
    comma: int = 0
    ambiguous: int = 0
    thousands: str = ""

    @property
    def sign(self) -> str | None:
        if self.point == self.comma:
            return None
        return "." if self.point > self.comma else ","


def votes_for_decimal(cells: Iterable[str]) -> DecimalVotes:
    """What the column as a whole says about its decimal sign."""
    counts = {".": 0, ",": 0, "?": 0}
    seen: dict[str, int] = {}
    for cell in cells:
        found = _CELL.fullmatch(cell)
        if found is None:
            continue
        digits = found["digits"].strip(_GROUPING)
        vote, thousands = _vote(digits)
        if vote:
            counts[vote] += 1
        if thousands:
            seen[thousands] = seen.get(thousands, 0) + 1
    most = max(seen, key=lambda sign: seen[sign]) if seen else ""
    return DecimalVotes(counts["."], counts[","], counts["?"], most)


def _vote(digits: str) -> tuple[str, str]:
    """The decimal sign that one number proves (`?`: either, empty: none), its thousands sign."""
    spaced = "'" if re.search("['’´]", digits) else " " if re.search(f"[{_SPACES}]", digits) else ""
    point, comma = digits.rfind("."), digits.rfind(",")
    if point < 0 and comma < 0:
        return "", spaced
    last, other = (".", ",") if point > comma else (",", ".")
    if min(point, comma) >= 0:
        return last, other
    before, _, behind = digits.rpartition(last)
    if last in before:
        return other, last
    if len(behind) != 3 or before in ("", "0") or len(before) > 3 or spaced:
        return last, spaced
    return "?", ""


def units_or_fault(text: str, currency: str) -> int | str:
    """Smallest units, or the finding's code: unreadable_amount, too_precise_amount, …"""
    try:
        return units_of(text, currency)
    except BadAmount as fault:
        return "too_precise_amount" if fault.code == "too_precise" else "unreadable_amount"


__all__ = [
    "NO_CURRENCY",
    "DecimalVotes",
    "Figure",
    "decimals_of",
    "read_figure",
    "units_of",
    "units_or_fault",
    "votes_for_decimal",
]
