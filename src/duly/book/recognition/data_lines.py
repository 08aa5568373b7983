"""Which cells do the data lines hold, once headings above them and blanks below are filled in?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from duly.book.recognition.column_guesses import CLAIMED
from duly.book.recognition.grid import Flags, Grid
from duly.book.recognition.header_lines import HeaderLines
from duly.book.recognition.headers import header_scores, is_header
from duly.book.recognition.lines import Lines

SPARSE = 0.85
NAMED_ONCE = 0.95
EMPTY_IN_LINES = 0.1
MOST = 0.6
_LABEL = re.compile(r"^([^:]{2,25}):\s*(.+)$")
_CODE_FIRST = re.compile(
    r"^\(?(?P<code>[A-Z]{0,5}[-./]?[0-9][A-Z0-9./-]*|[A-Z]{2,8}[0-9]+)\)?"
    r"(?:\s*[-–—:|/]\s*|\s+)(?P<name>\S.*)$"
)
_CODE_LAST = re.compile(r"^(?P<name>.*\S)\s*[(\[](?P<code>[A-Z0-9][A-Z0-9./ -]{0,19})[)\]]$")
_ONLY_CODE = re.compile(r"[A-Z]{0,4}[0-9-]+")


@dataclass(frozen=True)
class DataLines:
    """The cells of the data lines, column by column; `rows` are their line numbers from 1.

    `group_ids` and `group_names` come from headings above the lines, None where there are none.
    """

    cells: tuple[pa.Array, ...]
    typed: tuple[Flags | None, ...]
    rows: NDArray[np.int64]
    group: NDArray[np.int64]
    group_ids: pa.Array | None = None
    group_names: pa.Array | None = None
    filled_down: tuple[int, ...] = ()

    @property
    def count(self) -> int:
        return len(self.rows)


def data_lines_of(grid: Grid, header: HeaderLines, lines: Lines) -> DataLines:
    """Take the data lines out of the grid and complete them from what stands above them."""
    wanted = pa.array(lines.data)
    data = DataLines(
        tuple(column.take(wanted) for column in grid.columns),
        tuple(None if flags is None else flags[lines.data] for flags in grid.typed),
        lines.data + 1,
        lines.group,
    )
    if (lines.group >= 0).any():
        data = _with_groups(data, grid, lines)
    return _filled_down(data, header)


def _with_groups(data: DataLines, grid: Grid, lines: Lines) -> DataLines:
    """Headings fill the columns they stand in if those are empty below, else they name a group."""
    heads, position = np.unique(lines.group, return_inverse=True)
    texts = [grid.line(int(head)) if head >= 0 else [""] * len(grid.columns) for head in heads]
    cells = list(data.cells)
    spare: list[list[str]] = [[] for _ in heads]
    for column in range(len(cells)):
        above = [line[column] for line in texts]
        if column in lines.money or not any(above):
            continue
        filled = 1 - cells[column].null_count / max(1, len(cells[column]))
        if filled <= EMPTY_IN_LINES:
            cells[column] = pa.array([text or None for text in above], pa.string()).take(position)
        for group, text in enumerate(above):
            spare[group].extend([text] if text else [])
    named = _customers(spare)
    ids = pa.array([code for code, _ in named], pa.string()).take(position)
    names = pa.array([name for _, name in named], pa.string()).take(position)
    return replace(data, cells=tuple(cells), group_ids=ids, group_names=names)


def _customers(headings: Sequence[Sequence[str]]) -> list[tuple[str | None, str | None]]:
    """Code and name in the headings of groups: `10001 Müller GmbH`, `Client : C12`.

    A code beside a name in one text is believed only if most headings have one: 3M Company is a
    name.
    """
    parts = [[part for text in texts if (part := _without_label(text))] for texts in headings]
    alone = [texts[0] for texts in parts if len(texts) == 1]
    patterns = [
        pattern
        for pattern in (_CODE_FIRST, _CODE_LAST)
        if alone and sum(bool(pattern.match(text)) for text in alone) > MOST * len(alone)
    ]
    return [_customer(texts, patterns[0] if patterns else None) for texts in parts]


def _customer(
    parts: Sequence[str], pattern: re.Pattern[str] | None
) -> tuple[str | None, str | None]:
    if not parts:
        return None, None
    if len(parts) >= 2:
        code = min(parts[:2], key=lambda part: (" " in part, not re.search(r"\d", part), len(part)))
        return code, next((part for part in parts if part != code), None)
    only = parts[0]
    found = pattern.match(only) if pattern else None
    if found is not None:
        return found["code"], found["name"]
    return (only, None) if _ONLY_CODE.fullmatch(only) else (None, only)


def _without_label(text: str) -> str:
    """`Customer: Acme` is Acme; a lone `Kunde` is nothing; `Kunde 10001 Huber` starts at 10001."""
    text = " ".join(text.split())
    if found := _LABEL.match(text):
        return found[2].strip() if is_header(found[1]) else text
    first, _, rest = text.partition(" ")
    if is_header(text.rstrip(": ")) and len(text) < 20 and not re.search(r"\d", text):
        return ""
    return rest if rest[:1].isdigit() and is_header(first.rstrip(":.")) else text


def _filled_down(data: DataLines, header: HeaderLines) -> DataLines:
    """A customer named on the first line of its block only holds for the lines below too."""
    if data.group_names is not None:
        return data
    customers = [
        at
        for at, name in enumerate(header.names[: len(data.cells)])
        if max(
            header_scores(name, header.language).get(book, 0.0) for book in ("account_id", "name")
        )
        > CLAIMED
    ]
    cells = list(data.cells)
    blanks = [at for at in customers if cells[at].null_count < data.count]
    if not blanks or not all(_begins_blocks(cells[at]) for at in blanks):
        return data
    for at in blanks:
        last = np.maximum.accumulate(np.where(_valid(cells[at]), np.arange(data.count), 0))
        cells[at] = cells[at].take(pa.array(last))
    return replace(data, cells=tuple(cells), filled_down=tuple(blanks))


def _valid(cells: pa.Array) -> Flags:
    return np.asarray(cells.is_valid().to_numpy(zero_copy_only=False))


def _begins_blocks(cells: pa.Array) -> bool:
    """Filled on the first line, blank on many, and no customer named twice: blocks, not gaps."""
    valid = _valid(cells)
    named = cells.drop_null()
    distinct = len(named.unique()) / max(1, len(named))
    return bool(valid[0]) and float(valid.mean()) < SPARSE and distinct > NAMED_ONCE
