"""Where do the figures come from, how was it read, and what was wrong with it?"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from duly.book.policy.credit_policy import CreditPolicy
from duly.book.source import Source

MOST_ROWS_SHOWN = 50


def origin_facts(source: Source, policy: CreditPolicy) -> dict[str, Any]:
    """The keys as_of, source, policy, mapping, mapping_detail, rows, money, quality and so on."""
    return {
        "as_of": source.as_of,
        "as_of_reason": source.as_of_reason,
        "source": _source(source),
        "policy": {
            "name": policy.name,
            "version": policy.version,
            "fingerprint": policy.fingerprint,
            "ageing_basis": policy.ageing.basis,
        },
        **_mapping(source),
        "rows": asdict(source.rows),
        "money": [asdict(item) for item in source.money],
        "quality": _quality(source),
        "quality_rows": _quality_rows(source),
    }


def _source(source: Source) -> dict[str, Any]:
    seen = source.recognised
    if seen is None:
        return {"name": source.path.name, "kind": "book", "tables": sorted(source.book.present)}
    layout = seen.layout
    return {
        "name": source.path.name,
        "kind": "export",
        "shape": seen.shape.value,
        "encoding": layout.encoding,
        "delimiter": layout.delimiter,
        "sheet": layout.sheet,
        "header_row": layout.header_row,
        "date_order": layout.date_order,
        "date_order_evidence": layout.date_order_evidence,
        "decimal_sign": layout.decimal,
        "thousands_sign": layout.thousands,
        "currency_source": layout.currency_source,
        "language": layout.language,
    }


def _mapping(source: Source) -> dict[str, Any]:
    """Source column -> book column; a name that occurs twice is told apart by its place."""
    if source.recognised is None:
        return {"mapping": {}, "mapping_detail": []}
    guesses = source.recognised.guesses
    names = [guess.source for guess in guesses]
    unique = [
        name if names.count(name) == 1 else f"{name} ({place})"
        for place, name in enumerate(names, start=1)
    ]
    detail = [
        {
            "source": name,
            "book": guess.book,
            "confidence": guess.confidence,
            "reason": guess.reason,
            "runner_up": guess.runner_up,
            "samples": list(guess.samples),
        }
        for name, guess in zip(unique, guesses, strict=True)
    ]
    return {"mapping": {line["source"]: line["book"] for line in detail}, "mapping_detail": detail}


def _quality(source: Source) -> list[dict[str, Any]]:
    """Every code with its count; what was set aside comes first, then the most frequent."""
    counts = sorted(source.counts, key=lambda item: (not item.set_aside, -item.count, item.code))
    return [
        {
            "code": item.code,
            "count": item.count,
            "set_aside": item.set_aside,
            "table": item.table,
            "units": {currency: units for currency, units in item.units.items() if currency},
        }
        for item in counts
    ]


def _quality_rows(source: Source) -> list[dict[str, Any]]:
    rows = [finding for finding in source.findings if finding.row is not None]
    order = sorted(rows, key=lambda found: (not found.set_aside, found.file or "", found.row or 0))
    first = order[:MOST_ROWS_SHOWN]
    return [
        {
            "code": finding.code,
            "table": finding.table,
            "file": finding.file,
            "row": finding.row,
            "column": finding.column,
            "value": finding.value,
            "set_aside": finding.set_aside,
        }
        for finding in first
    ]
