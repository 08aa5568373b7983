"""Which cells does a CSV, TSV, semicolon or pipe file hold?"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Literal, TextIO

from duly.book.findings import BadInput
from duly.book.recognition.encoding import encoding_of
from duly.book.recognition.grid import Grid, columns_of
from duly.book.recognition.sniffing import SAMPLE_LINES, delimiter_of

BATCH_LINES = 50_000


def read_text(path: Path, *, encoding: str | None = None, delimiter: str | None = None) -> Grid:
    """The grid of a text file; what is not given is found out. Raises `BadInput`."""
    encoding = encoding or encoding_of(path)
    try:
        with path.open(encoding=encoding, newline="") as file:
            delimiter = delimiter or _told(file) or delimiter_of(list(islice(file, SAMPLE_LINES)))
        columns, rows = _read(path, encoding, delimiter)
    except (UnicodeError, LookupError) as problem:
        raise BadInput(
            f"{path.name} cannot be read as {encoding}. Save it as UTF-8, or name its encoding in "
            "mapping.toml ([layout] encoding)."
        ) from problem
    return Grid(columns, (None,) * len(columns), rows, encoding=encoding, delimiter=delimiter)


def _told(file: TextIO) -> str | None:
    """Excel's own first line, `sep=;`. Otherwise the file is left at its start."""
    first = file.readline(64).strip("\ufeff\r\n \"'")
    if first.lower().startswith("sep=") and len(first) == 5:
        return first[4]
    file.seek(0)
    return None


def _read(path: Path, encoding: str, delimiter: str) -> tuple[tuple[object, ...], int]:
    try:
        return columns_of(_batches(path, encoding, delimiter, csv.QUOTE_MINIMAL))
    except csv.Error:  # a quotation mark that never closes: then it is a sign like others
        try:
            return columns_of(_batches(path, encoding, delimiter, csv.QUOTE_NONE))
        except csv.Error as problem:
            raise BadInput(
                f"{path.name} has a cell of more than 128 KB. Is this a table? "
                "Export the list of invoices as CSV or XLSX."
            ) from problem


def _batches(
    path: Path, encoding: str, delimiter: str, quoting: Literal[0, 3]
) -> Iterator[list[list[str]]]:
    with path.open(encoding=encoding, newline="") as file:
        lines = csv.reader(file, delimiter=delimiter, quoting=quoting)
        while batch := list(islice(lines, BATCH_LINES)):
            yield batch
