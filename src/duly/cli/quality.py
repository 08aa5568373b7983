"""What was read, how was it understood, and what was wrong with it?"""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING, Any

import typer

from duly.report.figures import format_count
from duly.report.words import title

if TYPE_CHECKING:
    from duly.book.source import Source


def quality_facts(source: Source) -> dict[str, Any]:
    """The quality report as JSON: rows, money, findings with their rows, the mapping."""
    seen = source.recognised
    guesses = [] if seen is None else [asdict(guess) for guess in seen.guesses]
    return {
        "as_of": source.as_of,
        "as_of_reason": source.as_of_reason,
        "rows": asdict(source.rows),
        "money": [asdict(item) for item in source.money],
        "mapping": {guess["source"]: guess["book"] for guess in guesses},
        "guesses": guesses,
        "quality": [{**asdict(item), "units": _by_name(item.units)} for item in source.counts],
        "findings": [asdict(finding) for finding in source.findings],
    }


def print_quality(source: Source) -> None:
    """The same for a person: columns with confidence, then findings."""
    rows = source.rows
    typer.echo(
        f"{source.path.name}: {format_count(rows.read)} rows read = "
        f"{format_count(rows.accepted)} accepted + {format_count(rows.set_aside)} set aside; "
        f"as of {source.as_of}"
    )
    if source.recognised is not None:
        typer.echo("Columns:")
        for guess in source.recognised.guesses:
            meaning = guess.book or "(not used)"
            typer.echo(f"  {guess.source or '(no header)'} -> {meaning}  {guess.confidence:.0%}")
    typer.echo("Findings:" if source.counts else "No findings.")
    for item in sorted(source.counts, key=lambda item: (not item.set_aside, -item.count)):
        aside = ", set aside" if item.set_aside else ""
        words = title(item.code, kind="finding")
        typer.echo(f"  {format_count(item.count)} × {words} ({item.code}{aside})")


def _by_name(units: Any) -> dict[str, int]:
    """Money by currency; what has none stands under the empty name."""
    return {currency or "": amount for currency, amount in units.items()}
