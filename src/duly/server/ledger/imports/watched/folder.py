"""Which files of the watched folder have arrived whole, and where does each go from there?

The places are sub-folders, so that one rename moves a file: at any moment it is in one place.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

from django.conf import settings

from duly.server.platform.fields import plain

TAKEN, REFUSED = "taken", "refused"
_UNFINISHED = (".part", ".tmp")
_MARK_LENGTH = 12
_LONGEST_NAME_BYTES, _LONGEST_STEM = 200, 40


class StillWritten(Exception):
    """Somebody writes to the file: it is left for a later round."""


@dataclass(frozen=True, slots=True)
class Arriving:
    """A file in the folder; `look` is another as soon as size or time of change are."""

    path: Path
    look: str


def watched_folder() -> Path | None:
    return Path(settings.WATCHED_FOLDER) if settings.WATCHED_FOLDER else None


def arriving(folder: Path) -> list[Arriving]:
    """The files that lie there, by name; not what a name says to be unfinished, not links."""
    found = []
    with os.scandir(folder) as entries:
        for entry in sorted(entries, key=lambda entry: entry.name):
            if entry.name.startswith(".") or entry.name.lower().endswith(_UNFINISHED):
                continue
            status = _status(Path(entry.path))
            if status is not None and S_ISREG(status.st_mode):
                found.append(Arriving(Path(entry.path), _look(entry.name, status)))
    return found


@contextmanager
def opened(file: Arriving) -> Iterator[Whole]:
    """The file to be read. Raises StillWritten if it is not as it looked, PermissionError."""
    try:
        number = os.open(file.path, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
    except FileNotFoundError as error:
        raise StillWritten from error
    with os.fdopen(number, "rb") as stream:
        yield Whole(file, stream)


class Whole:
    """Reads a file, and raises StillWritten where it changes meanwhile."""

    def __init__(self, file: Arriving, stream: BinaryIO) -> None:
        self._file, self._stream = file, stream

    def read(self, size: int, /) -> bytes:
        piece = self._stream.read(size)
        if _look(self._file.path.name, os.fstat(self._stream.fileno())) != self._file.look:
            raise StillWritten
        return piece


def take(file: Arriving, digest: str) -> None:
    """Move what is stored to the taken ones. What looks otherwise by now is another file."""
    _move(file, file.path.parent / TAKEN / _marked(file.path, digest))


def refuse(file: Arriving, digest: str, why: str) -> None:
    """Move it to the refused ones, beside a note that says why."""
    _move(file, _with_note(file.path.parent, _marked(file.path, digest), why))


def refuse_taken(folder: Path, digest: str, why: str) -> None:
    """Move what turned out to be unreadable from the taken to the refused ones. Done again, it
    finds nothing to move."""
    for path in sorted((folder / TAKEN).glob(f"*.{digest[:_MARK_LENGTH]}*")):
        path.replace(_with_note(folder, path.name, why))


def unread_digest(file: Arriving) -> str:
    """What marks a file whose content was not read: how it looked."""
    return sha256(file.look.encode()).hexdigest()


def make_places(folder: Path) -> None:
    for name in (TAKEN, REFUSED):
        (folder / name).mkdir(exist_ok=True)


def _move(file: Arriving, target: Path) -> None:
    """The same name is the same content, so that nothing is lost where it is taken."""
    status = _status(file.path)
    if status is not None and _look(file.path.name, status) == file.look:
        file.path.replace(target)


def _with_note(folder: Path, name: str, why: str) -> Path:
    """The place of a refused file, whose note is there before it."""
    target = folder / REFUSED / name
    note = target.with_name(f"{name}.txt")
    partial = target.with_name(f".{name}.tmp")
    partial.write_text(why, encoding="utf-8")
    partial.replace(note)
    return target


def _marked(path: Path, digest: str) -> str:
    """The name with the mark of its content before the ending; two of one name stay two."""
    stem, ending = path.stem, path.suffix
    if len(os.fsencode(path.name)) > _LONGEST_NAME_BYTES:
        stem, ending = stem[:_LONGEST_STEM], ending[:10]
    return f"{stem}.{digest[:_MARK_LENGTH]}{ending}"


def _look(name: str, status: os.stat_result) -> str:
    return f"{plain(name)} {status.st_size} {status.st_mtime_ns}"


def _status(path: Path) -> os.stat_result | None:
    """How the file stands; None for one that somebody took away meanwhile."""
    try:
        return path.lstat()
    except FileNotFoundError:
        return None
