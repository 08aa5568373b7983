"""How is a value written so that the same value always gives the same bytes, and one digest?"""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, date, datetime
from decimal import Decimal
from hashlib import sha256
from typing import Any

from duly.server.platform.fields import plain

_WRITER = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=True, allow_nan=False
)


def canonical(value: Any) -> str:
    """JSON with sorted keys, without blanks and in ASCII.

    Whole floats are written as integers, because databases that keep JSON do not keep the
    difference; what is not a number (NaN, infinity) is refused.
    """
    return _WRITER.encode(_plain_value(value))


def digest(value: Any) -> str:
    """SHA-256 of the canonical form, in hexadecimal digits."""
    return sha256(canonical(value).encode("ascii")).hexdigest()


def storable(value: Any) -> Any:
    """The value as a JSON column gives it back: no control characters, which PostgreSQL refuses
    there, dates and moments as text. It has the same digest before and after."""
    return _without_controls(json.loads(canonical(value)))


def moment(value: datetime) -> str:
    """An aware moment, in UTC to the microsecond. A naive one is refused."""
    if value.tzinfo is None:
        raise ValueError("a moment without a time zone has no canonical form")
    return value.astimezone(UTC).isoformat(timespec="microseconds")


def _without_controls(value: Any) -> Any:
    if isinstance(value, dict):
        return {plain(key): _without_controls(part) for key, part in value.items()}
    if isinstance(value, list):
        return [_without_controls(part) for part in value]
    return plain(value) if isinstance(value, str) else value


def _plain_value(value: Any) -> Any:
    if isinstance(value, str | int):
        return _plain_atom(value)
    if isinstance(value, Mapping):
        return {_key(key): _plain_value(part) for key, part in value.items()}
    if isinstance(value, set | frozenset):
        return sorted((_plain_value(part) for part in value), key=canonical)
    if isinstance(value, list | tuple):
        return [_plain_value(part) for part in value]
    return _plain_atom(value)


def _plain_atom(value: Any) -> Any:
    if value is None or type(value) in {bool, int, str}:
        return value
    if isinstance(value, int | str):
        return int(value) if isinstance(value, int) else str(value)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal) and value.is_finite():
        return str(value)
    raise TypeError(f"{type(value).__name__} {value!r} has no canonical form")


def _key(key: Any) -> str:
    if not isinstance(key, str):
        raise TypeError(f"keys are texts, not {key!r}")
    return str(key)
