"""Which amount did somebody type, in the way of their language?

Strict, as `duly.kernel.amounts` is: `1.234,50` and `1234,50` in German, `1,234.50` and `1234.50` in
English. Text that could mean two things is nothing, and never guessed.
"""

from __future__ import annotations

import re

from babel import Locale
from django.utils.translation import get_language

from duly.kernel.amounts import BadAmount, parse_units
from duly.kernel.currencies import UnknownCurrency

_LONGEST = 40
_BLANKS = re.compile(r"[\s\u00a0\u202f]")


def typed_units(text: str, currency: str) -> int | None:
    """The amount in smallest units of the currency, or None."""
    written = text.strip()[:_LONGEST]
    symbols = Locale.parse((get_language() or "en").split("-")[0]).number_symbols["latn"]
    point, group = symbols["decimal"], symbols["group"]
    if _BLANKS.fullmatch(group):
        written, group = _BLANKS.sub(" ", written), " "
    whole, _, rest = written.partition(point)
    if group in whole:
        if not re.fullmatch(rf"[0-9]{{1,3}}(?:{re.escape(group)}[0-9]{{3}})+", whole):
            return None
        whole = whole.replace(group, "")
    try:
        return parse_units(f"{whole}.{rest}" if rest else whole, currency)
    except (BadAmount, UnknownCurrency):
        return None
