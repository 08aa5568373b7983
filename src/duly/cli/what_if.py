"""What if something about an account were different?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

import pyarrow as pa

from duly.analytics.assessment.observation import OBSERVED
from duly.book.findings import BadInput
from duly.kernel.amounts import BadAmount, parse_units

UNKNOWN = "unknown"
_YES_NO = {"true": True, "yes": True, "false": False, "no": False}


def supposed(seen: Mapping[str, Any], changes: Sequence[str]) -> dict[str, Any]:
    """The observation with each NAME=VALUE put in. Raises BadInput naming what is wrong.

    Amounts (`…_units`) are decimal text in the account's currency. A characteristic of a
    statement or a bureau that becomes known counts as such evidence.
    """
    result = dict(seen)
    for change in changes:
        name, given, text = change.partition("=")
        if not given:
            raise BadInput(f"--what-if {change}: write it as NAME=VALUE")
        if name not in OBSERVED.names:
            raise BadInput(f"--what-if {name}: not known of an account{_nearest(name)}")
        result[name] = _value(name, text.strip(), seen)
    statement = ("z_double_prime", "equity_ratio", "interest_cover", "current_ratio")
    known = any(result[name] is not None for name in statement)
    result["has_statement"] = bool(result["has_statement"]) or known
    result["has_bureau"] = bool(result["has_bureau"]) or result["bureau_standing"] is not None
    return result


def _value(name: str, text: str, seen: Mapping[str, Any]) -> Any:
    if text == UNKNOWN:
        return None
    kind = OBSERVED.field(name).type
    try:
        if name.endswith("_units"):
            return parse_units(text, seen["currency"])
        if pa.types.is_boolean(kind):
            return _YES_NO[text.lower()]
        if pa.types.is_integer(kind):
            return int(text)
        return float(text) if pa.types.is_floating(kind) else text
    except (ValueError, KeyError, BadAmount) as error:
        raise BadInput(f"--what-if {name}={text}: cannot be read as {_said(name)}") from error


def _said(name: str) -> str:
    if name.endswith("_units"):
        return "an amount, as 12500.00"
    kind = OBSERVED.field(name).type
    if pa.types.is_boolean(kind):
        return "yes or no"
    return "a whole number" if pa.types.is_integer(kind) else "a number"


def _nearest(name: str) -> str:
    close = get_close_matches(name, OBSERVED.names, n=1)
    return f"; did you mean {close[0]}?" if close else ""
