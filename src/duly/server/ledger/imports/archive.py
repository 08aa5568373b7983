"""May this zip be unpacked as the tables of a book, and where does each of them go?"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from duly.book.findings import BadInput
from duly.book.zip_parts import parts_of, pieces, shown_name

_TABLE_NAME = re.compile(r"[\w][\w .()-]{0,99}\.(csv|parquet)", re.IGNORECASE)
_FOLDER_NAME = re.compile(r"[\w][\w .()-]{0,99}")


def unpack_tables(file: Path, folder: Path) -> None:
    """The tables of a book out of a zip, into an empty folder. Raises `BadInput` for all else."""
    parts = [part for part in parts_of(file) if not _is_beside_the_point(part)]
    places = _places(parts)
    with file.open("rb") as packed:
        for part, place in zip(parts, places, strict=True):
            target = folder.joinpath(*place)
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as out:
                _write(pieces(packed, part), out, part)


def _write(content: Iterator[bytes], out: BinaryIO, part: zipfile.ZipInfo) -> None:
    for number, piece in enumerate(content):
        if number == 0 and piece.startswith(b"PK\x03\x04"):
            raise BadInput(f"{shown_name(part)} is an archive within the archive; unpack it first.")
        out.write(piece)


def _places(parts: list[zipfile.ZipInfo]) -> list[tuple[str, ...]]:
    """Where each part goes, below one common folder at most."""
    paths = [tuple(part.filename.split("/")) for part in parts]
    for path, part in zip(paths, parts, strict=True):
        *folders, name = path
        if not all(_FOLDER_NAME.fullmatch(folder) for folder in folders):
            raise BadInput(f"{shown_name(part)} would be unpacked elsewhere; it has no plain name.")
        if not _TABLE_NAME.fullmatch(name):
            raise BadInput(
                f"{shown_name(part)} is no table. A zip holds the tables of a book (BOOK.md) as "
                "CSV or Parquet; upload a single export as it is."
            )
    if not paths:
        raise BadInput("The archive holds no tables.")
    first = {path[0] for path in paths}
    if len(first) == 1 and all(len(path) > 1 for path in paths):
        paths = [path[1:] for path in paths]
    if max(map(len, paths)) > 2:
        raise BadInput("The archive has folders within folders; pack the tables side by side.")
    if len({"/".join(path).lower() for path in paths}) < len(paths):
        raise BadInput("The archive holds a file of the same name twice.")
    return paths


def _is_beside_the_point(part: zipfile.ZipInfo) -> bool:
    """Folders, and what some systems add unasked."""
    return part.is_dir() or part.filename.startswith("__MACOSX/") or part.filename == ".DS_Store"
