"""Short questions that the tests of recognition ask of a result."""

from __future__ import annotations

from typing import Any

from duly.book.recognition import Recognised


def mapping(found: Recognised) -> dict[str, str | None]:
    return {guess.source: guess.book for guess in found.guesses}


def counts(found: Recognised) -> dict[str, int]:
    totals: dict[str, int] = {}
    for finding in found.findings:
        totals[finding.code] = totals.get(finding.code, 0) + finding.count
    return totals


def set_aside(found: Recognised) -> list[tuple[int | None, str]]:
    return [(f.row, f.code) for f in found.findings if f.set_aside]


def column(found: Recognised, table: str, name: str) -> list[Any]:
    return found.tables[table].column(name).to_pylist()


def invoices(found: Recognised, *names: str) -> list[tuple[Any, ...]]:
    return list(zip(*(column(found, "invoices", name) for name in names), strict=True))
