"""How is a figure written inside a sentence, in the language of the sentence?

`duly.report.figures` writes English; here its figures get the signs of another language, from CLDR.
"""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from functools import cache

from babel import Locale
from babel.dates import format_date
from babel.numbers import parse_decimal

from duly.report import figures


def number(value: float, language: str, places: int = 2) -> str:
    """At most so many decimals: `1,234.5`, `1.234,5`."""
    return _signed(figures.format_number(value, places), language)


def share(value: float, language: str) -> str:
    """A fraction as a percentage: `35.6%`, `35,6 %`."""
    written = figures.format_share(value).removesuffix("%")
    return f"{_signed(written, language)}{_percent(language)}"


def units(value: int, currency: str, language: str) -> str:
    """An amount with all the decimals of its currency: `1,234.50`, `1.234,50`."""
    return _signed(figures.format_units(value, currency), language)


def date(day: dt.date | str, language: str) -> str:
    """A day in words: `21 November 2026`, `21 de noviembre de 2026`."""
    if language == "en":
        return figures.format_date(day)
    read = dt.date.fromisoformat(day[:10]) if isinstance(day, str) else day
    return str(format_date(read, "long", locale=language))


def plural_form(value: float, language: str, places: int = 1) -> str:
    """Which of its plural forms a language takes beside this number, as it is written."""
    written = figures.format_number(value, places).replace(figures.MINUS, "")
    exact: Decimal = parse_decimal(written, locale="en")
    return Locale.parse(language).plural_form(exact)


def _signed(english: str, language: str) -> str:
    return english.translate(_signs(language))


@cache
def _signs(language: str) -> dict[int, str]:
    symbols = Locale.parse(language).number_symbols["latn"]
    return {ord(","): symbols["group"], ord("."): symbols["decimal"]}


@cache
def _percent(language: str) -> str:
    suffix: str = Locale.parse(language).percent_formats[None].suffix[0]
    return suffix
