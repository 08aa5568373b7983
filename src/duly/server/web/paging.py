"""Which rows come next? Lists are paged by the values of their last row, so that depth is free.

A page costs the same however deep it lies, and rows that come in above move nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core import signing
from django.core.exceptions import BadRequest
from django.db.models import F, OrderBy, Q, QuerySet

ROWS = 50
Value = str | int | float | None


@dataclass(frozen=True, slots=True)
class Key:
    """A field rows are ordered by; the order ends with one that no two rows share."""

    field: str
    is_descending: bool = False
    may_be_null: bool = False

    def order(self, *, is_backwards: bool) -> OrderBy:
        """Nulls come last going forward; a field without nulls keeps to its index."""
        descends = self.is_descending != is_backwards
        nulls: dict[str, bool] = {}
        if self.may_be_null:
            nulls = {"nulls_first": True} if is_backwards else {"nulls_last": True}
        return F(self.field).desc(**nulls) if descends else F(self.field).asc(**nulls)


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows of a list, and the cursors of what lies before and after them."""

    rows: list[Any]
    previous: str = ""
    next: str = ""


def page_of(
    rows: QuerySet[Any], keys: Sequence[Key], *, after: str = "", before: str = "", size: int = ROWS
) -> Page:
    """The rows after (or before) a cursor. A cursor that was tampered with is a bad request."""
    is_backwards = bool(before) and not after
    cursor = before if is_backwards else after
    ordered = rows.order_by(*(key.order(is_backwards=is_backwards) for key in keys))
    if cursor:
        ordered = ordered.filter(_beyond(keys, _read(cursor, keys), is_backwards))
    found = list(ordered[: size + 1])
    has_more, found = len(found) > size, found[:size]
    if is_backwards:
        found.reverse()
    return Page(
        found,
        previous=_written(found[0], keys)
        if found and (has_more if is_backwards else after)
        else "",
        next=_written(found[-1], keys) if found and (has_more or is_backwards) else "",
    )


def _beyond(keys: Sequence[Key], values: Sequence[Value], is_backwards: bool) -> Q:
    """Rows strictly beyond these values: the first key alone narrows, the others break ties."""
    key, value = keys[0], values[0]
    further = _further(key, value, is_backwards)
    if len(keys) == 1:
        return further
    same = Q(**{f"{key.field}__isnull": True}) if value is None else Q(**{key.field: value})
    beyond = further | (same & _beyond(keys[1:], values[1:], is_backwards))
    if value is None or key.may_be_null:
        return beyond
    # Said once more in a form an index can answer; the rest only filters.
    reach = "gte" if key.is_descending == is_backwards else "lte"
    return Q(**{f"{key.field}__{reach}": value}) & beyond


def _further(key: Key, value: Value, is_backwards: bool) -> Q:
    nulls = Q(**{f"{key.field}__isnull": True})
    if value is None:
        return ~nulls if is_backwards else Q(pk__in=[])
    step = "gt" if key.is_descending == is_backwards else "lt"
    further = Q(**{f"{key.field}__{step}": value})
    return further | nulls if key.may_be_null and not is_backwards else further


def _written(row: Any, keys: Sequence[Key]) -> str:
    values = [_plain(_value(row, key.field)) for key in keys]
    return signing.dumps(values, salt=_salt(keys))


def _value(row: Any, field: str) -> Any:
    for part in field.split("__"):
        row = row[part] if isinstance(row, dict) else getattr(row, part)
    return row


def _plain(value: Any) -> Value:
    return value.isoformat() if isinstance(value, dt.date) else value


def _read(cursor: str, keys: Sequence[Key]) -> list[Value]:
    try:
        return list(signing.loads(cursor, salt=_salt(keys)))
    except signing.BadSignature as error:
        raise BadRequest("cursor") from error


def _salt(keys: Sequence[Key]) -> str:
    """A cursor of one order means nothing in another."""
    return "duly.web.paging." + ",".join(f"{key.field}{key.is_descending:d}" for key in keys)
