"""How is a figure written for the reader of a page: money, shares, days, dates, in their language?

Exactly as `duly.report.figures` for what is kept, with the signs of the reader's language. Looked
up once a language: a list shows hundreds of amounts.
"""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.dates import format_date as babel_date
from babel.dates import format_skeleton
from babel.dates import format_time as babel_time
from babel.numbers import format_compact_decimal, get_currency_symbol
from django.utils import timezone
from django.utils.translation import get_language, gettext, ngettext

from duly.kernel.currencies import exponent
from duly.report.figures import MINUS, NO_CURRENCY

DASH = "\u2013"
_NBSP = "\u00a0"

_DAY_FIRST = {"yMMMd": "d MMM y", "MMMd": "d MMM"}
"""In English the day stands first, as in Europe; other languages have an order of their own."""


def money(units: int | None, currency: str) -> str:
    """An amount to the last unit with its currency: `€ 1,234.50`, `1.234,50 €`."""
    return with_currency(amount(units, currency), currency)


def whole_money(units: float | None, currency: str) -> str:
    """An amount in whole units of the currency, with it: `€ 1,235`."""
    return with_currency(whole_amount(units, currency), currency)


def short_money(units: float | None, currency: str) -> str:
    """Three or four figures and a scale, with the currency: `€ 57.9M`."""
    return with_currency(short_amount(units, currency), currency)


def amount(units: int | None, currency: str) -> str:
    """The same without the currency, for a column whose heading names it."""
    if units is None:
        return DASH
    return decimal(Decimal(units).scaleb(-exponent(currency)), exponent(currency))


def whole_amount(units: float | None, currency: str) -> str:
    """Whole units of the currency, for lists and for what is only foreseen: `1,235`."""
    if units is None:
        return DASH
    return decimal(Decimal(round(units)).scaleb(-exponent(currency)), 0)


def short_amount(units: float | None, currency: str) -> str:
    """For drawings and cards: `57.9M`, `106K`, `940`."""
    if units is None:
        return DASH
    return _compact(round(units), exponent(currency), language())


def decimal(number: Decimal | float, places: int = 1) -> str:
    """A number with exactly so many decimals and the reader's signs."""
    exact = number if isinstance(number, Decimal) else Decimal(str(number))
    rounded = exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)
    plain = f"{abs(rounded):,f}".translate(_signs(language()))
    return f"{MINUS}{plain}" if rounded < 0 else plain


def count(number: int | None) -> str:
    """A number of things: `12,345`."""
    return DASH if number is None else decimal(Decimal(number), 0)


def percent(share: float | None, places: int = 1) -> str:
    """A fraction as a percentage: 0.3556 → `35.6%`, `35,6 %`."""
    if share is None:
        return DASH
    space = "" if language() == "en" else _NBSP
    return f"{decimal(Decimal(str(share)) * 100, places)}{space}%"


def days(number: float | None) -> str:
    """A number of days with its unit: `34 days`, `1 day`, `3.4 days`."""
    if number is None:
        return DASH
    is_whole = float(number).is_integer()
    written = decimal(number, 0 if is_whole else 1)
    # In French a day and a half is still one.
    plural = int(number) if is_whole or language() == "fr" else 2
    return ngettext("%(days)s day", "%(days)s days", plural) % {"days": written}


def day(on: dt.date | str | None) -> str:
    """A day for a column: `21 Nov 2026`."""
    read = _as_date(on)
    return DASH if read is None else _written(read, "yMMMd", language())


def long_day(on: dt.date | str | None) -> str:
    """A day in words: `Saturday 21 November 2026`, as the language has it."""
    read = _as_date(on)
    style = "EEEE d MMMM y" if language() == "en" else "full"
    return DASH if read is None else _written(read, style, language())


def short_day(on: dt.date | str | None) -> str:
    """A day for an axis: `21 Nov`."""
    read = _as_date(on)
    return DASH if read is None else _written(read, "MMMd", language())


def month(on: dt.date | str | None) -> str:
    """A month for an axis: `Nov 26`."""
    read = _as_date(on)
    return DASH if read is None else _written(read, "MMM yy", language())


def moment(at: dt.datetime | None) -> str:
    """A moment in the time zone of the installation: `21 Nov 2026, 06:14`."""
    if at is None:
        return DASH
    local = timezone.localtime(at)
    return f"{day(local.date())}, {babel_time(local.time(), 'HH:mm', locale=language())}"


def with_currency(written: str, currency: str) -> str:
    """An amount already written, with its currency where the language puts it."""
    if written == DASH or not currency or currency == NO_CURRENCY:
        return written
    symbol, stands_first = _symbol(currency, language())
    if not stands_first:
        return f"{written}{_NBSP}{symbol}"
    sign, plain = (MINUS, written[1:]) if written.startswith(MINUS) else ("", written)
    return f"{sign}{symbol}{_NBSP}{plain}"


def not_known() -> str:
    """What stands where there is no evidence; never a zero."""
    return gettext("not known")


def language() -> str:
    """The language of the page, without its country."""
    return (get_language() or "en").split("-")[0]


@lru_cache(maxsize=16)
def _signs(language: str) -> dict[int, str]:
    symbols = Locale.parse(language).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


@lru_cache(maxsize=1024)
def _symbol(currency: str, language: str) -> tuple[str, bool]:
    pattern = Locale.parse(language).currency_formats["standard"].pattern
    return get_currency_symbol(currency, language), pattern.startswith("\u00a4")


@lru_cache(maxsize=8192)
def _written(on: dt.date, style: str, language: str) -> str:
    if language == "en" or style not in _DAY_FIRST:
        return str(babel_date(on, _DAY_FIRST.get(style, style), locale=language))
    return str(format_skeleton(style, on, locale=language))


@lru_cache(maxsize=8192)
def _compact(units: int, places: int, language: str) -> str:
    major = _three_figures(Decimal(abs(units)).scaleb(-places))
    digits = 1 if major >= 1000 and (major.adjusted() + 1) % 3 != 0 else 0
    written = str(format_compact_decimal(major, fraction_digits=digits, locale=language))
    if written.isdigit():  # a language without a word for a thousand
        written = f"{major:,f}".translate(_signs(language))
    return f"{MINUS}{written}" if units < 0 else written


def _three_figures(number: Decimal) -> Decimal:
    """Rounded before it is scaled, so that 999,999 is a million and not a thousand thousands."""
    kept = max(number.adjusted() - 2, 0)
    return Decimal(int(number.scaleb(-kept).quantize(Decimal(1), ROUND_HALF_UP)) * 10**kept)


def _as_date(on: dt.date | str | None) -> dt.date | None:
    if isinstance(on, dt.datetime):
        return timezone.localtime(on).date()
    return dt.date.fromisoformat(on[:10]) if isinstance(on, str) and on else on or None
