"""Which lines of the file are data, and which are totals, group headings or decoration?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
import pyarrow.compute as pc
from numpy.typing import NDArray

from duly.book.recognition.buckets import Bucket
from duly.book.recognition.fitness import DATES, MONEY
from duly.book.recognition.grid import Flags, Grid
from duly.book.recognition.header_lines import HeaderLines
from duly.book.recognition.headers import header_scores
from duly.book.recognition.samples import spread_rows
from duly.book.recognition.sums import LineSums
from duly.book.recognition.totals import is_only_total, is_page_number, says_total

Rows = NDArray[np.int64]

_NAME = r"[^\d\s.,/\-]{3,10}"
DATE_LIKE = (
    r"^\d{1,4}\s?[./\- ]\s?\d{1,2}\s?[./\- ]\s?\d{2,4}(?:$|[ T,.])|^(?:19|20)\d{6}(?:\.0)?$|"
    rf"^\d{{1,2}}(?:st|nd|rd|th|er|º)?[. \-/]*(?:de |di )?{_NAME}\.?[ \-/,]*(?:del? |di )?"
    rf"\d{{2,4}}$|^{_NAME}\.? \d{{1,2}}(?:st|nd|rd|th)?,? \d{{4}}|"
    r"^[^\d\s.,]{2,10}[.,]? \d{1,2}[./]\d{1,2}[./]"
)
_BLANK = " \u00a0\u202f\u2009"
_SIGN = rf"[^0-9.,()\s{_BLANK}+\-]{{1,4}}"
NUMBER_LIKE = (
    rf"^[(\-+−–{_BLANK}]*(?:{_SIGN})?[(\-+−–{_BLANK}]*[0-9.,][0-9.,'’´{_BLANK}]*"
    rf"[)\-−–{_BLANK}]*(?:{_SIGN})?[)\-{_BLANK}]*(?:DR|CR|Dr|Cr|[SHDC])?\.?$"
)
"""What looks like a date or an amount, in the common part of the dialects of Python and RE2."""
_IS_DATE, _IS_NUMBER = re.compile(DATE_LIKE), re.compile(NUMBER_LIKE)
OTHER_MONEY = frozenset({"-cumulative", "-overdue_total", "-net_amount", "-tax", "-local_amount"})


@dataclass(frozen=True)
class Lines:
    """`data` are the rows of the grid that are data; `group` the heading above each, or -1.

    `money` are the columns of amounts, in which a heading may carry the sum of its lines.
    """

    data: Rows
    group: Rows
    money: tuple[int, ...] = ()
    structural: dict[str, list[int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Cores:
    """Columns by what decides whether a line is data: its dates, its amounts, its customer."""

    dates: tuple[int, ...]
    money: tuple[int, ...]
    customers: tuple[int, ...]


def lines_of(grid: Grid, header: HeaderLines, buckets: dict[int, Bucket]) -> Lines:
    """Sort every line. Rows count from 0 in the grid; `structural` is finding code to rows."""
    sorting = _Sorting(grid, header, buckets)
    return sorting.result()


class _Sorting:
    """The flags of all lines below the headers, and what follows from them."""

    def __init__(self, grid: Grid, header: HeaderLines, buckets: dict[int, Bucket]) -> None:
        self.grid, self.header = grid, header
        self.start = header.first_data_row
        self.filled = grid.filled()[self.start :]
        self.count = self.filled.sum(axis=1)
        self.repeated = self._repeated()
        self.cores = self._cores(buckets)
        self.structural: dict[str, list[int]] = {"preamble_line": list(range(header.row))}

    def result(self) -> Lines:
        dated = self._matching(self.cores.dates, DATE_LIKE)
        worth = self._matching(self.cores.money, NUMBER_LIKE)
        blank = self.count == 0
        bare = ~blank & ~self.repeated & ~dated & ~worth
        self._note("blank_line", blank)
        self._note("repeated_header", self.repeated)
        candidates = ~blank & ~self.repeated & ~bare
        if self.cores.dates:
            candidates &= ~dated
        totals, headed = self._totals(candidates, dated)
        self._note("total_line", totals)
        data = ~blank & ~self.repeated & ~bare & ~totals & ~headed
        return self._grouped(data, bare | headed)

    def _repeated(self) -> Flags:
        """Page headers: the words of the header line once more."""
        cells = [self.grid.line(self.header.row + at) for at in range(self.header.lines)]
        same = np.zeros(len(self.filled), dtype=bool)
        for line in cells:
            named = [at for at, cell in enumerate(line) if cell]
            if len(named) >= 2:
                same |= np.logical_and.reduce([self._equals(at, line[at]) for at in named])
        return same

    def _equals(self, column: int, text: str) -> Flags:
        flags = pc.fill_null(pc.equal(self.grid.columns[column], text), False)
        return np.asarray(flags.to_numpy(zero_copy_only=False))[self.start :]

    def _cores(self, buckets: dict[int, Bucket]) -> Cores:
        """Judged on the fuller lines, so that headings and totals do not blur the picture."""
        long = self._full_lines()
        rows = long[spread_rows(len(long))]
        meant = [header_scores(name, self.header.language) for name in self.header.names]
        dates, money, customers = [], list(buckets), []
        for at, scores in enumerate(meant):
            texts = self._texts(at, rows)
            filled = sum(map(bool, texts))
            best = max(scores, key=lambda book: scores[book], default="")
            if best in ("account_id", "name") and scores[best] > 0.6:
                customers.append(at)
            if at in buckets or filled <= 0.25 * len(texts):
                continue
            dated = [_IS_DATE.search(text) is not None for text in texts]
            if sum(dated) > 0.4 * filled:
                dates.append(at)
            elif sum(_IS_NUMBER.search(text) is not None for text in texts) > 0.4 * filled:
                money.extend([at] if _is_money(texts, best) else [])
        return Cores(tuple(dates), tuple(money), tuple(customers))

    def _full_lines(self) -> Rows:
        present = (self.count > 0) & ~self.repeated
        typical = np.median(self.count[present]) if present.any() else 0
        return np.flatnonzero(present & (self.count >= max(2, 0.5 * typical)))

    def _texts(self, column: int, rows: Sequence[int] | Rows) -> list[str]:
        wanted = np.asarray(rows, dtype=np.int64) + self.start
        return [cell or "" for cell in self.grid.columns[column].take(wanted).to_pylist()]

    def _matching(self, columns: tuple[int, ...], pattern: str) -> Flags:
        """Lines with a cell that matches, in one of the columns."""
        found = np.zeros(len(self.filled), dtype=bool)
        for at in columns:
            cells = self.grid.columns[at].slice(self.start)
            flags = pc.fill_null(pc.match_substring_regex(cells, pattern), False)
            found |= np.asarray(flags.to_numpy(zero_copy_only=False))
        return found

    def _note(self, code: str, flags: Flags) -> None:
        rows = [int(row) + self.start for row in np.flatnonzero(flags)]
        if rows:
            self.structural[code] = self.structural.get(code, []) + rows

    def _totals(self, candidates: Flags, dated: Flags) -> tuple[Flags, Flags]:
        """Of the lines with amounts but no date: which are totals, which head a group?"""
        totals, headed = np.zeros_like(candidates), np.zeros_like(candidates)
        undated = np.flatnonzero(candidates)
        if not len(undated):
            return totals, headed
        sums = LineSums(self.grid, self.cores.money, self.start, dated)
        for row, texts in zip(undated.tolist(), self._words(undated), strict=True):
            totals[row] = self._is_total(row, texts, sums)
            headed[row] = (
                not totals[row] and bool(self.cores.dates and texts) and sums.heads_block(row)
            )
            if totals[row] or headed[row]:
                sums.leave_out(row)
        return totals, headed

    def _is_total(self, row: int, texts: list[str], sums: LineSums) -> bool:
        """By its words where lines have dates and this has none; else by words and sum together.

        Total Energies may be a customer: in a report without dates a name is not enough.
        """
        if any(map(is_only_total, texts)):
            return True
        if self.cores.dates:
            return any(map(says_total, texts)) or sums.ends_block(row)
        return (not texts or any(map(says_total, texts))) and sums.ends_block(row)

    def _words(self, rows: Rows) -> list[list[str]]:
        """The texts of the lines outside their amounts and dates."""
        plain = [at for at in range(len(self.grid.columns)) if at not in self.cores.money]
        columns = [self._texts(at, rows) for at in plain]
        return [
            [cell for cell in line if cell]
            for line in (zip(*columns, strict=True) if columns else [])
        ] or [[] for _ in rows]

    def _grouped(self, data: Flags, bare: Flags) -> Lines:
        rows = np.flatnonzero(data)
        bare = self._without_pages(bare)
        heads = bare & self._before_data(bare, data)
        if self._has_customers(rows, int(heads.sum())) or not heads.any():
            self._note("text_line", bare)
            return self._lines(rows, np.full(len(rows), -1))
        self._note("group_line", heads)
        self._note("text_line", bare & ~heads)
        positions = np.where(heads, np.arange(len(heads)), -1)
        above = np.maximum.accumulate(positions)[rows] if len(rows) else rows
        return self._lines(rows, np.where(above < 0, -1, above + self.start))

    def _has_customers(self, rows: Rows, heads: int) -> bool:
        """Do the lines name their customers themselves? One name on all of them, below several

        headings, is an account of the general ledger.
        """
        columns = [self.grid.columns[at].take(rows + self.start) for at in self.cores.customers]
        varied = [cells for cells in columns if heads < 2 or len(cells.drop_null().unique()) > 1]
        return any(cells.null_count < 0.5 * len(rows) for cells in varied)

    def _lines(self, rows: Rows, group: Rows) -> Lines:
        return Lines(rows + self.start, group, self.cores.money, self.structural)

    def _without_pages(self, bare: Flags) -> Flags:
        rows = np.flatnonzero(bare)
        pages = np.zeros_like(bare)
        for row, texts in zip(rows, self.grid.lines(rows + self.start), strict=True):
            cells = [cell for cell in texts if cell]
            pages[row] = any(map(is_page_number, cells)) or all(map(is_only_total, cells))
        self._note("text_line", pages)
        return bare & ~pages

    def _before_data(self, bare: Flags, data: Flags) -> Flags:
        """Of several text lines in a row the customer's is the last; if there are always several,

        the first (the rest are its address). Lines with no data below head nothing.
        """
        runs: list[list[int]] = []
        open_run: list[int] = []
        for row in np.flatnonzero(bare | data):
            if bare[row]:
                open_run.append(int(row))
            elif open_run:
                runs.append(open_run)
                open_run = []
        always_several = len(runs) > 1 and all(len(run) > 1 for run in runs)
        heads = np.zeros_like(bare)
        heads[[run[0] if always_several else run[-1] for run in runs]] = True
        return heads


def _is_money(texts: Sequence[str], best: str) -> bool:
    """Do the cells look like amounts, by what the header means or by their decimals?"""
    if best in MONEY or best in OTHER_MONEY:
        return True
    filled = [text for text in texts if text]
    decimals = sum(len(cell) > 2 and cell.strip("-)€ ")[-3:-2] in (".", ",") for cell in filled)
    return best not in DATES and decimals > 0.3 * max(1, len(filled))
