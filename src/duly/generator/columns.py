"""How do columns of numbers become the columns of a book's table?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from duly.book.schema import TABLES
from duly.book.tables import arrow_schema
from duly.generator.chance import Flags
from duly.generator.days import Days
from duly.kernel.currencies import exponent


@dataclass(frozen=True, slots=True)
class Rows:
    """Some rows of a table of the book. `exponents` are the decimals of each row's currency,
    which the CSV form needs where the table itself does not name the currency."""

    name: str
    table: pa.Table
    exponents: npt.NDArray[np.int64]


def rows(name: str, exponents: npt.NDArray[np.int64], /, **columns: Any) -> Rows:
    """Rows in the order and types of the contract; columns left out are null."""
    schema = arrow_schema(TABLES[name])
    unknown = columns.keys() - set(schema.names)
    if unknown:
        raise ValueError(f"{name} has no columns {sorted(unknown)}")
    held = [
        _typed(columns[field.name], field.type)
        if field.name in columns
        else pa.nulls(len(exponents), field.type)
        for field in schema
    ]
    return Rows(name, pa.table(held, schema=schema), exponents)


def account_ids(places: npt.NDArray[np.int64], count: int) -> pa.Array:
    """`C000123`; wider when a million accounts need it."""
    return numbered("C", places + 1, max(6, len(str(count))))


def invoice_ids(places: npt.NDArray[np.int64], count: int) -> pa.Array:
    """`INV-0000001`; wider when ten million invoices need it."""
    return numbered("INV-", places + 1, max(7, len(str(count))))


def numbered(prefix: str, numbers: npt.NDArray[np.int64], width: int = 7) -> pa.Array:
    digits = pc.utf8_lpad(pc.cast(pa.array(numbers), pa.string()), width=width, padding="0")
    return pc.binary_join_element_wise(prefix, digits, "")


def known(values: pa.Array, mask: Flags) -> pa.Array:
    """The values where the mask is True, null elsewhere."""
    return pc.if_else(pa.array(mask), values, pa.scalar(None, values.type))


def dates(days: Days, mask: Flags | None = None) -> pa.Array:
    """Days since 1970 as dates; null where the mask is False."""
    gaps = None if mask is None else ~mask
    small = np.where(mask, days, 0) if mask is not None else days
    return pa.array(small.astype(np.int32), mask=gaps).view(pa.date32())


def words(choices: Sequence[str], index: npt.NDArray[np.int64]) -> pa.Array:
    return pa.array(list(choices), pa.string()).take(pa.array(index))


def repeated(value: str, count: int) -> pa.Array:
    return pa.repeat(pa.scalar(value), count)


def exponents_of(currencies: Sequence[str]) -> npt.NDArray[np.int64]:
    return np.array([exponent(code) for code in currencies], dtype=np.int64)


def _typed(values: Any, kind: pa.DataType) -> Any:
    column = values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values)
    return column.cast(kind)
