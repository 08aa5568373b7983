"""May this zip or workbook be unpacked at all? What it says of itself is checked against what is
really in it, a piece at a time."""

from __future__ import annotations

import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from duly.book.findings import BadInput

MOST_FILES = 500
MOST_UNPACKED_BYTES = 4 * 1024**3
MOST_WORKBOOK_BYTES = 1024**3
# A small archive may hold anything; a larger one that swells this much is a bomb.
HARMLESS_BYTES = 64 * 1024**2
MOST_SWELLING = 200
_PIECE = 1024**2
_LOCAL_HEADER = struct.Struct("<26xHH")
_TABLE_NAME = re.compile(r"[\w][\w .()-]{0,99}\.(csv|parquet)", re.IGNORECASE)
_FOLDER_NAME = re.compile(r"[\w][\w .()-]{0,99}")


def parts_of(file: Path, most_bytes: int = MOST_UNPACKED_BYTES) -> list[zipfile.ZipInfo]:
    """What the archive says it holds. Raises `BadInput` if that is too much or makes no sense."""
    try:
        with zipfile.ZipFile(file) as archive:
            parts = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise BadInput("The archive is damaged. Pack it again and try once more.") from problem
    if len(parts) > MOST_FILES:
        raise BadInput(f"The archive holds {len(parts)} files; {MOST_FILES} are allowed.")
    packed = sum(part.compress_size for part in parts)
    if packed > file.stat().st_size:
        raise BadInput("The parts of the archive overlap: it is not what it says it is.")
    _demand_modest(sum(part.file_size for part in parts), packed, most_bytes)
    for part in parts:
        if part.flag_bits & 0x1:
            raise BadInput("The archive is protected by a password. Pack it without one.")
        if stat.S_ISLNK(part.external_attr >> 16):
            raise BadInput(f"The archive holds a link, {_shown(part)}; pack the files themselves.")
    return parts


def pieces(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part as it really is, a piece at a time. Raises `BadInput` for a part that
    is longer than it says."""
    left, told = part.compress_size, part.file_size
    for piece in _unpacked(file, part, left):
        told -= len(piece)
        if told < 0:
            raise BadInput(f"{_shown(part)} unpacks to more than the archive says.")
        yield piece


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
            raise BadInput(f"{_shown(part)} is an archive within the archive; unpack it first.")
        out.write(piece)


def _places(parts: list[zipfile.ZipInfo]) -> list[tuple[str, ...]]:
    """Where each part goes, below one common folder at most."""
    paths = [tuple(part.filename.split("/")) for part in parts]
    for path, part in zip(paths, parts, strict=True):
        *folders, name = path
        if not all(_FOLDER_NAME.fullmatch(folder) for folder in folders):
            raise BadInput(f"{_shown(part)} would be unpacked elsewhere; it has no plain name.")
        if not _TABLE_NAME.fullmatch(name):
            raise BadInput(
                f"{_shown(part)} is no table. A zip holds the tables of a book (BOOK.md) as CSV "
                "or Parquet; upload a single export as it is."
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


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """Read past the declared sizes: other programs unpack what is there, not what is said."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or part.compress_type not in (0, zipfile.ZIP_DEFLATED):
        raise BadInput(f"{_shown(part)} is packed in a way that cannot be read. Pack it as ZIP.")
    file.seek(sum(_LOCAL_HEADER.unpack(header)), 1)
    inflate = zlib.decompressobj(-15) if part.compress_type else None
    while left and (packed := file.read(min(left, _PIECE))):
        left -= len(packed)
        yield from _inflated(inflate, packed, part) if inflate else (packed,)


def _inflated(inflate: zlib._Decompress, packed: bytes, part: zipfile.ZipInfo) -> Iterator[bytes]:
    try:
        while packed and not inflate.eof:
            yield inflate.decompress(packed, _PIECE)
            packed = inflate.unconsumed_tail
    except zlib.error as problem:
        raise BadInput(f"{_shown(part)} is damaged. Pack it again and try once more.") from problem


def _demand_modest(unpacked: int, packed: int, most_bytes: int) -> None:
    swollen = unpacked > HARMLESS_BYTES and unpacked > MOST_SWELLING * max(1, packed)
    if unpacked > most_bytes or swollen:
        raise BadInput(
            f"The file would unpack to {unpacked / 1024**2:,.0f} MiB and is not opened. "
            "Export a shorter period, or as CSV."
        )


def _shown(part: zipfile.ZipInfo) -> str:
    return repr(part.filename[-60:])
