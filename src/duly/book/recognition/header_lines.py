"""On which line, or two, do the column headers stand?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from duly.book.recognition.buckets import raw_bucket
from duly.book.recognition.calendar_months import is_month
from duly.book.recognition.contents import is_figure
from duly.book.recognition.dates import is_date
from duly.book.recognition.grid import Grid
from duly.book.recognition.headers import header_language, header_scores, is_header

SEARCHED_LINES = 80
SURE = 0.9
"""A header as certain as this by itself needs no help from the line above it."""


@dataclass(frozen=True, slots=True)
class HeaderLines:
    """`row` is the first line of the headers, from 0; `lines` 0 (none), 1 or 2 of them."""

    row: int
    lines: int
    names: tuple[str, ...]
    language: str

    @property
    def first_data_row(self) -> int:
        return self.row + self.lines


def header_lines_of(grid: Grid, *, sources: Sequence[str] = ()) -> HeaderLines:
    """Where the headers are. `sources` are those of a saved mapping, which then decides."""
    shown = grid.lines(range(min(SEARCHED_LINES, grid.rows)))
    if sources:
        found = _by_sources(shown, sources)
        if found is not None:
            return found
    best, points = 0, 0.0
    for row, line in enumerate(shown):
        worth = _worth(line)
        if worth > points:
            best, points = row, worth
    if points == 0.0:
        return _without_headers(shown)
    return _one_or_two(shown, best)


def _by_sources(shown: list[list[str]], sources: Sequence[str]) -> HeaderLines | None:
    places = [(row, lines) for lines in (1, 2) for row in range(len(shown) - lines + 1)]
    for row, lines in places:
        names = _names(shown, row, lines)
        if names == tuple(sources):
            return HeaderLines(row, lines, names, header_language(names))
    return None


def _worth(line: Sequence[str]) -> float:
    """How many cells read as headers, weighed by their share; nothing for a line of data."""
    cells = [cell for cell in line if cell]
    if not cells or sum(map(_is_data, cells)) > 0.2 * len(cells):
        return 0.0
    known = len({cell for cell in cells if is_header(cell) or _is_bucket(cell)})
    if known < 2 or known < 0.4 * len(cells):
        return 0.0
    return known * known / len(cells)


def _is_data(cell: str) -> bool:
    return (is_date(cell) or is_figure(cell)) and not _is_bucket(cell)


def _is_bucket(cell: str) -> bool:
    return len(cell) < 40 and (raw_bucket(cell, "en") is not None or is_month(cell))


def _one_or_two(shown: list[list[str]], best: int) -> HeaderLines:
    """A second header line may stand below the best line, or the first above it."""
    row, lines = best, 1
    if best + 1 < len(shown) and _continues(shown[best], shown[best + 1]):
        lines = 2
    elif best > 0 and _spans(shown[best - 1], shown[best]):
        row, lines = best - 1, 2
    names = _names(shown, row, lines)
    return HeaderLines(row, lines, names, header_language(names))


def _continues(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Does the line below complete the headers? It names things, and fills gaps or abounds."""
    cells = [cell for cell in lower if cell]
    if len(cells) < 2 or any(map(_is_data, cells)) or list(upper) == list(lower):
        return False
    known = sum(is_header(cell) or _is_bucket(cell) for cell in cells)
    return known >= 0.6 * len(cells)


def _spans(upper: Sequence[str], lower: Sequence[str]) -> bool:
    """Is the line above a row of group titles, not the title of the report?"""
    at = [position for position, cell in enumerate(upper) if cell]
    if not at or at == [0] or any(_is_data(upper[position]) for position in at):
        return False
    gaps_filled = sum(bool(lower[position]) for position in range(at[0], len(lower)))
    known = sum(is_header(upper[position]) for position in at)
    return known >= 0.6 * len(at) and gaps_filled >= len(at)


def _names(shown: list[list[str]], row: int, lines: int) -> tuple[str, ...]:
    if lines == 1:
        return tuple(_one_line(cell) for cell in shown[row])
    lower = shown[row + 1]
    joined = [
        _one_line(f"{above} {below}")
        for above, below in zip(_spread(shown[row], lower), lower, strict=True)
    ]
    language = header_language(joined)
    return tuple(
        _better(_one_line(below), name, language) for below, name in zip(lower, joined, strict=True)
    )


def _spread(upper: Sequence[str], lower: Sequence[str]) -> list[str]:
    """A merged cell is its text and then blanks: the text holds for those below it too."""
    spread = [upper[0]]
    for position, (above, below) in enumerate(pairwise(upper), start=1):
        wide = not below and lower[position] and lower[position - 1]
        spread.append(spread[-1] if wide and (above or spread[-1]) else below)
    return spread


def _better(below: str, joined: str, language: str) -> str:
    """The lower line alone where it says enough and the upper one would only blur it."""
    alone = max(header_scores(below, language).values(), default=0.0)
    together = max(header_scores(joined, language).values(), default=0.0)
    if below and (raw_bucket(below, language) or (alone >= SURE and alone >= together)):
        return below
    return joined


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _without_headers(shown: list[list[str]]) -> HeaderLines:
    """No line of headers: the first line with a date or an amount is the first of the data."""
    row = next((at for at, line in enumerate(shown) if sum(map(_is_data, line)) >= 2), 0)
    width = len(shown[0]) if shown else 0
    return HeaderLines(row, 0, tuple(f"column {n}" for n in range(1, width + 1)), "en")
