"""May this zip be unpacked at all? What it says of itself is checked against what is really in it,
a piece at a time."""

from __future__ import annotations

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
# A small archive may hold anything; a larger one that swells this much is a bomb.
HARMLESS_BYTES = 64 * 1024**2
MOST_SWELLING = 200
_PIECE = 1024**2
_LOCAL_HEADER = struct.Struct("<26xHH")


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
            raise BadInput(
                f"The archive holds a link, {shown_name(part)}; pack the files themselves."
            )
    return parts


def pieces(file: BinaryIO, part: zipfile.ZipInfo) -> Iterator[bytes]:
    """The content of a part as it really is, a piece at a time. Raises `BadInput` for a part that
    is longer than it says."""
    left, told = part.compress_size, part.file_size
    for piece in _unpacked(file, part, left):
        told -= len(piece)
        if told < 0:
            raise BadInput(f"{shown_name(part)} unpacks to more than the archive says.")
        yield piece


def is_zip(file: Path) -> bool:
    """Whether the file begins as a zip does, whatever it is called."""
    with file.open("rb") as opened:
        return opened.read(4) == b"PK\x03\x04"


def shown_name(part: zipfile.ZipInfo) -> str:
    """The name of a part, as it can be told; its end, where it is long."""
    return repr(part.filename[-60:])


def _unpacked(file: BinaryIO, part: zipfile.ZipInfo, left: int) -> Iterator[bytes]:
    """Read past the declared sizes: other programs unpack what is there, not what is said."""
    file.seek(part.header_offset)
    header = file.read(_LOCAL_HEADER.size)
    if len(header) < _LOCAL_HEADER.size or part.compress_type not in (0, zipfile.ZIP_DEFLATED):
        raise BadInput(
            f"{shown_name(part)} is packed in a way that cannot be read. Pack it as ZIP."
        )
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
        raise BadInput(
            f"{shown_name(part)} is damaged. Pack it again and try once more."
        ) from problem


def _demand_modest(unpacked: int, packed: int, most_bytes: int) -> None:
    swollen = unpacked > HARMLESS_BYTES and unpacked > MOST_SWELLING * max(1, packed)
    if unpacked > most_bytes or swollen:
        raise BadInput(
            f"The file would unpack to {unpacked / 1024**2:,.0f} MiB and is not opened. "
            "Export a shorter period, or as CSV."
        )
