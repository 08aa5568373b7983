"""What a golden file says about a recognised export: everything but the samples."""

from __future__ import annotations

from collections import Counter
from typing import Any

from duly.book.recognition import Recognised


def summary(recognised: Recognised) -> dict[str, Any]:
    """A plain object to be kept as JSON beside the export."""
    return {
        "shape": recognised.shape.value,
        "as_of": recognised.as_of.isoformat(),
        "as_of_reason": recognised.as_of_reason,
        "mapping": {guess.source: guess.book for guess in recognised.guesses},
        "layout": _layout(recognised),
        "rows": {name: getattr(recognised.rows, name) for name in recognised.rows.__slots__},
        "money": [
            {name: getattr(total, name) for name in total.__slots__} for total in recognised.money
        ],
        "tables": {name: table.num_rows for name, table in sorted(recognised.tables.items())},
        "accounts": recognised.tables["accounts"].select(["account_id", "name"]).to_pylist(),
        "findings": _findings(recognised),
    }


def _layout(recognised: Recognised) -> dict[str, Any]:
    layout = recognised.layout
    return {name: getattr(layout, name) for name in layout.__slots__}


def _findings(recognised: Recognised) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for finding in recognised.findings:
        counts[finding.code] += finding.count
    return dict(sorted(counts.items()))
