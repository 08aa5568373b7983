"""What does a model see of the invoices, as rows and columns of numbers?"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.features import CATEGORIES, features
from duly.analytics.foresight.moments import Moments, day_number
from duly.book.tables import Book

Texts = NDArray[np.object_]
_KEYS = ("invoice_id", "account_id", "group", "issued_day", "due_day", "scored_day")


@dataclass(frozen=True, slots=True)
class Panel:
    """One row a moment, ordered by day of scoring and invoice; days count from 1970.

    `groups` names segment and country together. `figures` has a column for each of `names`, NaN
    where not known; `categories` are texts, None where not known.
    """

    invoice_ids: Texts
    account_ids: Texts
    groups: Texts
    issued: Whole
    due: Whole
    scored: Whole
    names: tuple[str, ...]
    figures: Floats
    categories: Mapping[str, Texts] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.invoice_ids)

    def take(self, places: NDArray[np.int64] | NDArray[np.bool_]) -> Panel:
        """Some of the rows, in the order of `places`."""
        return Panel(
            self.invoice_ids[places],
            self.account_ids[places],
            self.groups[places],
            self.issued[places],
            self.due[places],
            self.scored[places],
            self.names,
            self.figures[places],
            {name: texts[places] for name, texts in self.categories.items()},
        )


def panel(
    book: Book,
    outcomes: ir.Table,
    moments: Moments,
    *,
    as_of: date,
    figures: Collection[str] | None = None,
) -> Panel:
    """The features of these moments, from what was known at the end of `as_of`.

    `figures` names those that are looked at, in the order of all; None: all of them.
    """
    found = features(book, outcomes, moments, as_of=as_of, figures=figures)
    dropped = ("invoice_id", "account_id", "issued_on", "due_on", "scored_on", *CATEGORIES)
    names = [
        name
        for name in found.columns
        if name not in dropped and (figures is None or name in figures)
    ]
    ready = found.select(
        "invoice_id",
        "account_id",
        *CATEGORIES,
        group=group_of(found),
        issued_day=day_number(found.issued_on),
        due_day=day_number(found.due_on),
        scored_day=day_number(found.scored_on),
        **{name: found[name].cast("float64") for name in names},
    )
    rows = book.engine.fetch(ready.order_by("scored_day", "invoice_id"))
    texts = {name: texts_of(rows[name]) for name in (*_KEYS[:3], *CATEGORIES)}
    days = [rows.column(name).to_numpy().astype(np.int64) for name in _KEYS[3:]]
    table = np.empty((rows.num_rows, len(names)))
    for place, name in enumerate(names):
        table[:, place] = rows.column(name).to_numpy()
    categories = {name: texts[name] for name in CATEGORIES}
    issued, due, scored = days
    return Panel(
        texts["invoice_id"],
        texts["account_id"],
        texts["group"],
        issued,
        due,
        scored,
        tuple(names),
        table,
        categories,
    )


def group_of(table: ir.Table) -> ir.StringValue:
    """Segment and country, the group an account is compared with."""
    return table.segment.fill_null("") + ibis.literal("|") + table.country.fill_null("")


def rows_by(names: Texts) -> Iterator[tuple[str, Whole]]:
    """Each name, in order, with the places of its rows; of no rows, none."""
    found, numbers, counts = np.unique(names.astype(str), return_inverse=True, return_counts=True)
    order = np.argsort(numbers, kind="stable")
    for name, end, count in zip(found.tolist(), np.cumsum(counts), counts, strict=True):
        yield name, order[end - count : end]


def places_of(
    asked: Texts | pa.Array, held: Texts | pa.Array
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Where each asked number stands among those held (0 if it does not), and whether it does."""
    found = pc.index_in(pa.array(asked, pa.string()), pa.array(held, pa.string()))
    is_held = found.is_valid().to_numpy(zero_copy_only=False)
    return found.fill_null(0).to_numpy(zero_copy_only=False).astype(np.int64), is_held


def texts_of(column: pa.ChunkedArray) -> Texts:
    """Texts as Python has them, None where there is none; what is said often is held once."""
    codes = column.combine_chunks().dictionary_encode()
    different = np.array([*codes.dictionary.to_pylist(), None], dtype=object)
    nothing = len(different) - 1
    return np.asarray(different[codes.indices.fill_null(nothing).to_numpy(zero_copy_only=False)])
