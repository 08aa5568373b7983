"""Can a model be fitted on this table of firms, and if not, which column is wrong and why?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from duly.book.findings import BadInput

Floats = npt.NDArray[np.float64]

MIN_FAILURES = 50
"""Fewer failed (or fewer sound) firms than this teach nothing that would hold next year."""


@dataclass(frozen=True, slots=True)
class LabelledTable:
    """Characteristics by column (NaN where missing), what happened (1 failed), and when."""

    names: tuple[str, ...]
    values: Floats
    failed: Floats
    periods: npt.NDArray[np.int64] | None

    def rows(self, chosen: npt.NDArray[np.bool_]) -> LabelledTable:
        periods = None if self.periods is None else self.periods[chosen]
        return LabelledTable(self.names, self.values[chosen], self.failed[chosen], periods)


def labelled_table(
    table: pa.Table, *, label: str, period: str | None = None, leave_out: Sequence[str] = ()
) -> LabelledTable:
    """The table as numbers.

    `label` holds 1 (or true) where the firm failed within the year, else 0; `period` a whole
    number that orders the rows in time, such as the fiscal year. All other columns but those to
    `leave_out` are characteristics, and must be numbers.

    Raises `BadInput` for a column that is not there, is not of numbers, or a label other than 0
    and 1, or of fewer failed or sound firms than `MIN_FAILURES`.
    """
    for name in (label, *([period] if period else []), *leave_out):
        if name not in table.column_names:
            raise BadInput(f"there is no column {name}; the table has {_listed(table)}")
    aside = {label, period, *leave_out}
    names = tuple(name for name in table.column_names if name not in aside)
    if not names:
        raise BadInput("the table has no characteristics beside its label and period; add ratios")
    failed = _label(table, label)
    _refuse_too_few(failed)
    values = np.column_stack([numbers(table, name) for name in names])
    return LabelledTable(names, values, failed, None if period is None else _period(table, period))


def numbers(table: pa.Table, name: str) -> Floats:
    """A column as float64: NaN where it is null or not finite."""
    if name not in table.column_names:
        raise BadInput(f"there is no column {name}; the table has {_listed(table)}")
    column = table.column(name)
    if not _is_numeric(column.type):
        raise BadInput(
            f"the column {name} is {column.type}, not of numbers; leave it out, or give numbers"
        )
    cast = column.cast(pa.float64(), safe=False).combine_chunks()
    values = np.asarray(pc.fill_null(cast, float("nan")).to_numpy(zero_copy_only=False), np.float64)
    return np.where(np.isfinite(values), values, np.nan)


def _is_numeric(kind: pa.DataType) -> bool:
    types = pa.types
    checks = (types.is_integer, types.is_floating, types.is_decimal, types.is_boolean)
    return types.is_null(kind) or any(is_kind(kind) for is_kind in checks)


def _label(table: pa.Table, name: str) -> Floats:
    values = numbers(table, name)
    strange = sorted({_shown(value) for value in np.unique(values)} - {"0", "1"})
    if strange:
        raise BadInput(f"the label {name} must be 0 or 1 in every row; it also holds {strange[0]}")
    return values


def _refuse_too_few(failed: Floats) -> None:
    failures = int(failed.sum())
    sound = len(failed) - failures
    if min(failures, sound) < MIN_FAILURES:
        raise BadInput(
            f"{failures} failed and {sound} sound firms are too few to fit on; at least "
            f"{MIN_FAILURES} of each are needed. Without them the published scores are used"
        )


def _period(table: pa.Table, name: str) -> npt.NDArray[np.int64]:
    values = numbers(table, name)
    if np.isnan(values).any() or (values != np.floor(values)).any():
        raise BadInput(f"the period {name} must be a whole number in every row, such as the year")
    return values.astype(np.int64)


def _shown(value: float) -> str:
    return "nothing" if np.isnan(value) else f"{value:g}"


def _listed(table: pa.Table) -> str:
    names = table.column_names
    return ", ".join(names[:8]) + (f" and {len(names) - 8} more" if len(names) > 8 else "")
