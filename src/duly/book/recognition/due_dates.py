"""Which of two columns that both look like the due date is it?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from duly.book.findings import BadInput
from duly.book.recognition.column_guesses import Scored
from duly.book.recognition.data_lines import DataLines
from duly.book.recognition.dates import DateOrder
from duly.book.recognition.day_columns import NO_DAY, Days, read_days
from duly.book.recognition.facts import ColumnGuess

CLOSE = 0.09
"""Columns whose headers and cells speak for the due date almost alike: within this."""
CLEARLY_BETTER = 0.15


def settle_due_date(
    guesses: tuple[ColumnGuess, ...],
    scored: Sequence[Scored],
    data: DataLines,
    order: DateOrder,
) -> tuple[ColumnGuess, ...]:
    """The better evidenced of the rivals; `BadInput` when nothing tells them apart.

    Evidence is that no line is due before its issue and that few different terms occur.
    """
    chosen = next((guess for guess in guesses if guess.book == "due_on"), None)
    if chosen is None:
        return guesses
    strength = scored[chosen.position].books.get("due_on", 0.0)
    rivals = [
        guess
        for guess in guesses
        if guess.book is None
        and guess.reason == "better_column"
        and scored[guess.position].books.get("due_on", 0.0) >= strength - CLOSE
        and max(scored[guess.position].books, key=scored[guess.position].books.__getitem__)
        == "due_on"
    ]
    days = {
        guess.position: read_days(data.cells[guess.position], order).days
        for guess in (chosen, *rivals)
    }
    unlike = [rival for rival in rivals if (days[rival.position] != days[chosen.position]).any()]
    if not unlike:
        return guesses
    return _decide(guesses, chosen, unlike, days, _issued(guesses, data, order))


def _issued(guesses: Sequence[ColumnGuess], data: DataLines, order: DateOrder) -> Days:
    for guess in guesses:
        if guess.book == "issued_on":
            return read_days(data.cells[guess.position], order).days
    return np.full(data.count, NO_DAY, dtype=np.int64)


def _decide(
    guesses: tuple[ColumnGuess, ...],
    chosen: ColumnGuess,
    rivals: Sequence[ColumnGuess],
    days: dict[int, Days],
    issued: Days,
) -> tuple[ColumnGuess, ...]:
    candidates = sorted(
        (chosen, *rivals), key=lambda guess: -_evidence(days[guess.position], issued)
    )
    best, second = candidates[0], candidates[1]
    gap = _evidence(days[best.position], issued) - _evidence(days[second.position], issued)
    if gap < CLEARLY_BETTER:
        raise BadInput(
            f"Columns {best.source!r} (no. {best.position + 1}) and {second.source!r} "
            f"(no. {second.position + 1}) both look like the due date and differ. Say which it is: "
            'in mapping.toml, book = "due_on" for the one and book = "" for the other.'
        )
    changed = {
        chosen.position: replace(chosen, book=None, reason="better_column", runner_up="due_on"),
        best.position: replace(
            best, book="due_on", confidence=chosen.confidence, reason="header_and_content"
        ),
    }
    return tuple(changed.get(guess.position, guess) for guess in guesses)


def _evidence(due: Days, issued: Days) -> float:
    both = (due != NO_DAY) & (issued != NO_DAY)
    if not both.any():
        return 0.0
    terms = (due - issued)[both]
    _, counts = np.unique(terms, return_counts=True)
    common = np.sort(counts)[-3:].sum() / len(terms)
    return float(0.5 * (terms >= 0).mean() + 0.5 * common)
