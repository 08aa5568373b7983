"""How does a book reach the disk, in whole or not at all?"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv as pa_csv
import pyarrow.parquet as pq

from duly.book.findings import BadInput
from duly.book.schema import TABLES, Kind
from duly.book.tables import arrow_schema
from duly.book.writing.money import money_of
from duly.book.writing.seal import Measured, Seal, mark_of
from duly.generator.columns import Rows

Form = Literal["parquet", "csv"]


class BookFiles:
    """One open file per table of the book; rows are appended as they are made."""

    def __init__(self, folder: Path, form: Form) -> None:
        self._csv = form == "csv"
        self._rows: Counter[str] = Counter()
        self._money: dict[str, Counter[str | None]] = {name: Counter() for name in TABLES}
        self._writers = {name: self._open(folder / f"{name}.{form}", name) for name in TABLES}

    def append(self, rows: Rows) -> None:
        if rows.table.num_rows:
            table = _as_text(rows) if self._csv else rows.table
            self._writers[rows.name].write_table(table)
            self._rows[rows.name] += rows.table.num_rows
            self._money[rows.name].update(money_of(rows.table))

    def seal(self) -> None:
        """Say in the files that their book is sound by making, so that no one checks it again."""
        if self._csv:
            return
        measured: dict[str, Measured] = {
            name: (self._rows[name], dict(self._money[name])) for name in TABLES
        }
        mark = mark_of(measured)
        for name, (rows, money) in measured.items():
            self._writers[name].add_key_value_metadata(Seal(name, rows, money, mark).metadata())

    def close(self) -> None:
        for writer in self._writers.values():
            writer.close()

    def _open(self, path: Path, name: str) -> Any:
        if self._csv:
            return pa_csv.CSVWriter(path, _text_schema(name))
        return pq.ParquetWriter(path, arrow_schema(TABLES[name]), compression="zstd")


@contextmanager
def book_files(folder: Path, form: Form, *, overwrite: bool) -> Iterator[BookFiles]:
    """Files of a new book. They appear in `folder` when all is written, or not at all.

    Raises BadInput when the folder holds anything and `overwrite` is False. With `overwrite`
    the tables of the old book go, in either form; other files stay.
    """
    if folder.exists() and not folder.is_dir():
        raise BadInput(f"{folder} is a file; name a folder for the book")
    if folder.exists() and any(folder.iterdir()) and not overwrite:
        raise BadInput(f"{folder} is not empty; choose another folder or allow overwriting")
    drafts = folder.with_name(f".{folder.name}.unfinished")
    shutil.rmtree(drafts, ignore_errors=True)
    drafts.mkdir(parents=True)
    try:
        files = BookFiles(drafts, form)
        try:
            yield files
            files.seal()
        finally:
            files.close()
        _publish(drafts, folder)
    finally:
        shutil.rmtree(drafts, ignore_errors=True)


def _publish(drafts: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name in TABLES:
        for form in ("parquet", "csv"):
            (folder / f"{name}.{form}").unlink(missing_ok=True)
    for path in sorted(drafts.iterdir()):
        path.replace(folder / path.name)


def _text_schema(name: str) -> pa.Schema:
    kinds = {Kind.DATE: pa.date32(), Kind.INTEGER: pa.int64(), Kind.NUMBER: pa.float64()}
    return pa.schema([(c.name, kinds.get(c.kind, pa.string())) for c in TABLES[name].columns])


def _as_text(rows: Rows) -> pa.Table:
    columns = [
        decimal_text(rows.table.column(column.field), rows.exponents)
        if column.kind is Kind.MONEY
        else rows.table.column(column.field)
        for column in TABLES[rows.name].columns
    ]
    return pa.table(columns, schema=_text_schema(rows.name))


def decimal_text(units: Any, exponents: npt.NDArray[np.int64]) -> Any:
    """Units as decimal text in the major unit, each row with its own number of decimals."""
    text = pa.nulls(len(units), pa.string())
    for places in np.unique(exponents):
        of_these = pa.array(exponents == places)
        text = pc.if_else(of_these, _with_point(units, int(places)), text)
    return text


def _with_point(units: Any, places: int) -> Any:
    size = pc.abs(units)
    scale = pa.scalar(10**places, pa.int64())
    major = pc.divide(size, scale)
    text = pc.cast(major, pa.string())
    if places:
        minor = pc.cast(pc.subtract(size, pc.multiply(major, scale)), pa.string())
        text = pc.binary_join_element_wise(text, pc.utf8_lpad(minor, places, "0"), ".")
    sign = pc.if_else(pc.less(units, 0), "-", "")
    return pc.binary_join_element_wise(sign, text, "")
