"""What was forecast for each invoice, and for which kinds of invoices did it hold?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from duly.analytics.foresight.accuracy import Accuracy, Answers, accuracy
from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.moments import day_of_number
from duly.analytics.foresight.panel import Texts

MODEL = "model"
_HISTORIES = {"0": (0, 0), "1-4": (1, 4), "5-19": (5, 19), "20+": (20, None)}
_QUARTILES = ("smallest", "smaller", "larger", "largest")
Rows = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Predictions:
    """One row an invoice that was scored. `late` is NaN while it is not known
    how late it was; `size` is the logarithm of the amount, as it stands in its currency."""

    invoice_ids: Texts
    account_ids: Texts
    issued: Whole
    due: Whole
    late: Floats
    kinds: Texts
    paid_count: Whole
    answers: Answers
    size: Floats
    by_baseline: Mapping[str, Answers]

    def take(self, places: Rows) -> Predictions:
        """Those of some invoices."""
        parts: dict[str, Any] = {field.name: getattr(self, field.name) for field in fields(self)}
        taken: dict[str, Any] = {
            name: part.take(places) if isinstance(part, Answers) else part[places]
            for name, part in parts.items()
            if name != "by_baseline"
        }
        by_baseline = {name: part.take(places) for name, part in self.by_baseline.items()}
        return Predictions(**taken, by_baseline=by_baseline)


def joined(parts: Sequence[Predictions]) -> Predictions:
    """One below the other."""
    first = parts[0]
    arrays = {
        field.name: np.concatenate([getattr(part, field.name) for part in parts])
        for field in fields(first)
        if field.name not in {"answers", "by_baseline"}
    }
    by_baseline = {
        name: _joined([part.by_baseline[name] for part in parts]) for name in first.by_baseline
    }
    return Predictions(
        **arrays, answers=_joined([part.answers for part in parts]), by_baseline=by_baseline
    )


def figures_of(paid: Predictions) -> dict[str, Accuracy]:
    """The figures of the model and of each baseline, for invoices that were paid."""
    return {
        MODEL: accuracy(paid.late, paid.answers),
        **{name: accuracy(paid.late, answers) for name, answers in paid.by_baseline.items()},
    }


def slices(paid: Predictions) -> dict[str, dict[str, Rows]]:
    """Which rows belong together by length of history, by amount, and by month of issue.

    `history` counts paid invoices of the account by then; `amount` are quarters of the invoices
    by size; `month` is the month of issue.
    """
    return {
        "history": {
            label: (paid.paid_count >= low) & (paid.paid_count <= (high or np.inf))
            if high != 0
            else paid.paid_count == 0
            for label, (low, high) in _HISTORIES.items()
        },
        "amount": _quarters(paid.size),
        "month": _months(paid.issued),
    }


def _quarters(size: Floats) -> dict[str, Rows]:
    if not len(size):
        return {}
    edges = np.quantile(size, (0.25, 0.5, 0.75))
    place = np.searchsorted(edges, size, side="left")
    return {label: place == number for number, label in enumerate(_QUARTILES)}


def _months(issued: Whole) -> dict[str, Rows]:
    months = np.array([f"{day_of_number(int(day)):%Y-%m}" for day in issued], dtype=object)
    return {month: months == month for month in sorted(set(months.tolist()))}


def _joined(parts: Sequence[Answers]) -> Answers:
    found: dict[str, Any] = {}
    for field in fields(parts[0]):
        values = [getattr(part, field.name) for part in parts]
        found[field.name] = None if values[0] is None else np.concatenate(values)
    return Answers(**found)
