"""Which part of a long list comes next? Found by the last row's key, never by counting rows."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar

from django.core import signing
from django.db.models import Model, Q, QuerySet
from pydantic import Field

from duly.server.api.inputs import Given, Limit, Shown, bounded

Row = TypeVar("Row")
Record = TypeVar("Record", bound=Model)


class Paged(Given):
    """What every list can be asked."""

    cursor: Annotated[str, bounded(500)] | None = Field(
        None, description="`next` of the page before; leave it out at first."
    )
    limit: Limit = Field(50, description="How many rows at most.")


class Page(Shown, Generic[Row]):
    """A part of a list. `next` is null on the last page."""

    items: list[Row]
    next: str | None


class UnknownCursor(LookupError):
    """This server gave no such cursor for this list."""


@dataclass(frozen=True, slots=True)
class Order:
    """The columns a list is ordered by; a minus means largest first. The last one is unique.

    None of them may be null. All go the same way, so that one comparison of rows finds the next
    page in the index.
    """

    name: str
    columns: tuple[str, ...]

    @property
    def is_falling(self) -> bool:
        return self.columns[0].startswith("-")

    @property
    def names(self) -> list[str]:
        return [column.lstrip("-") for column in self.columns]

    @property
    def salt(self) -> str:
        return f"duly.cursor.{self.name}.{','.join(self.columns)}"


def page_of(
    rows: QuerySet[Record], order: Order, asked: Paged, show: Callable[[Record], Any]
) -> dict[str, Any]:
    """One page of the rows, shown, and the cursor of the next."""
    found = after(rows, order, asked.cursor).order_by(*order.columns)[: asked.limit + 1]
    records = list(found)
    more = len(records) > asked.limit
    records = records[: asked.limit]
    return {
        "items": [show(record) for record in records],
        "next": _token(order, records[-1]) if more else None,
    }


def after(rows: QuerySet[Record], order: Order, cursor: str | None) -> QuerySet[Record]:
    """The rows behind the one the cursor stands for."""
    if cursor is None:
        return rows
    return rows.filter(_beyond(order, _values(order, cursor)))


def _beyond(order: Order, values: Sequence[Any]) -> Q:
    """(a, b) > (x, y), written so that both databases use an index on (a, b)."""
    sign = "lt" if order.is_falling else "gt"
    names = order.names
    beyond = Q(**{f"{names[-1]}__{sign}": values[-1]})
    for name, value in zip(reversed(names[:-1]), reversed(values[:-1]), strict=True):
        beyond = Q(**{f"{name}__{sign}e": value}) & (Q(**{f"{name}__{sign}": value}) | beyond)
    return beyond


def _token(order: Order, record: Model) -> str:
    values = [_plain(_attribute(record, name)) for name in order.names]
    return signing.dumps(values, salt=order.salt, compress=False)


def _values(order: Order, cursor: str) -> list[Any]:
    try:
        values = signing.loads(cursor, salt=order.salt)
    except (signing.BadSignature, ValueError) as error:
        raise UnknownCursor(cursor) from error
    return list(values)


def _attribute(record: Model, path: str) -> Any:
    value: Any = record
    for name in path.split("__"):
        value = getattr(value, name)
    return value


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date | datetime) else value
