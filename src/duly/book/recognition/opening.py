"""May this file be opened at all, and as what: text, a workbook or Parquet?"""

from __future__ import annotations

import zipfile
from enum import StrEnum
from pathlib import Path

from duly.book.findings import BadInput

MAX_BYTES = 2**30
MAX_RATIO = 200
SMALL_ARCHIVE_BYTES = 2**26


class FileKind(StrEnum):
    """What a file is by its first bytes; its name may lie."""

    TEXT = "text"
    WORKBOOK = "workbook"
    PARQUET = "parquet"


PICTURES_AND_THE_LIKE = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"BM": "a bitmap picture",
    b"II*\x00": "a TIFF picture",
    b"MM\x00*": "a TIFF picture",
    b"%PDF": "a PDF document",
    b"\x1f\x8b": "a gzip archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3": "a database",
    b"{\\rtf": "an RTF document",
}
EXPORT_AGAIN = "Export the list of invoices as CSV or XLSX and try again."


def kind_of_file(path: Path) -> FileKind:
    """What the file is. Raises `BadInput` for what cannot be a table, before reading it whole."""
    if path.is_dir():
        raise BadInput(f"{path} is a folder. Name the export file itself.")
    if not path.is_file():
        raise BadInput(f"There is no file {path}. Check the name and the folder.")
    size = path.stat().st_size
    if size == 0:
        raise BadInput(f"{path.name} is empty. {EXPORT_AGAIN}")
    if size > MAX_BYTES:
        raise BadInput(
            f"{path.name} has {size / 2**30:.1f} GiB; an export may have 1 GiB. Export a shorter "
            "period, or write a book folder of Parquet files (BOOK.md), which has no such limit."
        )
    return _kind_by_content(path)


def _kind_by_content(path: Path) -> FileKind:
    with path.open("rb") as file:
        start = file.read(4096)
    for signature, what in PICTURES_AND_THE_LIKE.items():
        if start.startswith(signature) and _is_binary(start):
            raise BadInput(f"{path.name} is {what}, not a table. {EXPORT_AGAIN}")
    if start.startswith(b"PK\x03\x04"):
        _check_archive(path)
        return FileKind.WORKBOOK
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return FileKind.WORKBOOK
    if start.startswith(b"PAR1"):
        return FileKind.PARQUET
    return FileKind.TEXT


def _is_binary(start: bytes) -> bool:
    """Text may begin with the letters BM; control characters it has not."""
    control = sum(byte < 9 or 13 < byte < 32 for byte in start)
    return control > 0 or start.startswith((b"%PDF", b"{\\rtf"))


def _check_archive(path: Path) -> None:
    """A workbook of 300 KB can unpack to gigabytes: look at the sizes it declares first."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise BadInput(
            f"{path.name} looks like a workbook but is damaged. {EXPORT_AGAIN}"
        ) from problem
    unpacked = sum(part.file_size for part in parts)
    packed = max(1, sum(part.compress_size for part in parts))
    swollen = unpacked > SMALL_ARCHIVE_BYTES and unpacked / packed > MAX_RATIO
    if unpacked > MAX_BYTES or swollen:
        raise BadInput(
            f"{path.name} would unpack to {unpacked / 2**20:.0f} MiB and is not opened. "
            "Export it as CSV instead."
        )
