"""How was a file understood, as a text that a person can correct and that can be used again?"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import tomlkit

from duly.book.findings import BadInput
from duly.book.recognition.buckets import Bucket, bucket_from_name
from duly.book.recognition.column_guesses import BOOKS
from duly.book.recognition.facts import ColumnGuess, Recognised

LAYOUT_KEYS: dict[str, frozenset[str] | None] = {
    "encoding": None,
    "delimiter": None,
    "sheet": None,
    "decimal": frozenset({".", ","}),
    "date_order": frozenset({"dmy", "mdy"}),
}
"""What the layout section may say; None is any text."""

INTRODUCTION = """\
How the columns of this export were understood. Change what is wrong and use the file again.
book names a column of the book; book = "" leaves a column out. Columns of ageing reports are
bucket:current, bucket:1-30, bucket:91+ and the like. Delete a layout line to let it be found out.
"""


@dataclass(frozen=True)
class ColumnMapping:
    """Per source column, in file order, the column of the book or None.

    Layout values (how the file is written) that are None are found out anew.
    """

    columns: tuple[tuple[str, str | None], ...]
    encoding: str | None = None
    delimiter: str | None = None
    sheet: str | None = None
    decimal: str | None = None
    date_order: str | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        return tuple(source for source, _ in self.columns)

    @property
    def buckets(self) -> dict[int, Bucket]:
        found = {at: bucket_from_name(book) for at, (_, book) in enumerate(self.columns) if book}
        return {at: bucket for at, bucket in found.items() if bucket is not None}

    def check(self, names: tuple[str, ...]) -> None:
        """Refuse a file with other columns than the mapping's."""
        if names == self.sources:
            return
        missing = [source for source in self.sources if source not in names]
        raise BadInput(
            "mapping.toml belongs to a file with other columns"
            + (f": {missing[0]!r} is missing here" if missing else "")
            + ". Import without it, or correct its [[column]] entries (source, in file order)."
        )

    def applied(self, guesses: Sequence[ColumnGuess]) -> tuple[ColumnGuess, ...]:
        """The guesses, with the mapping's word in place of the guess where they differ."""
        return tuple(
            guess
            if guess.book == book
            else replace(guess, book=book, confidence=1.0, reason="mapping", runner_up=guess.book)
            for guess, (_, book) in zip(guesses, self.columns, strict=True)
        )


def write_mapping(recognised: Recognised, path: Path) -> None:
    """Save how a file was understood as commented TOML."""
    known = {key: getattr(recognised.layout, key) for key in LAYOUT_KEYS}
    write_guesses(recognised.guesses, path, layout=known)


def write_guesses(
    guesses: Sequence[ColumnGuess], path: Path, *, layout: Mapping[str, str | None]
) -> None:
    """Save guesses, also those of a file that is not booked yet, as commented TOML."""
    document = tomlkit.document()
    for line in INTRODUCTION.splitlines():
        document.add(tomlkit.comment(line))
    section = tomlkit.table()
    for key, value in layout.items():
        if value is not None:
            section.add(key, value)
    document.add("layout", section)
    columns = tomlkit.aot()
    for guess in guesses:
        columns.append(_entry(guess))
    document.add("column", columns)
    path.write_text(tomlkit.dumps(document), encoding="utf-8")


def _entry(guess: ColumnGuess) -> Any:
    entry = tomlkit.table()
    entry.add("source", guess.source)
    entry.add("book", guess.book or "")
    samples = ", ".join(" ".join(sample.split()) for sample in guess.samples)
    printable = "".join(sign for sign in samples if sign.isprintable())
    entry["book"].comment(f"{guess.confidence:.0%} {guess.reason}; {printable or 'no values'}")
    return entry


def read_mapping(path: Path) -> ColumnMapping:
    """Read a mapping; an impossible one is refused with `BadInput` that names the key."""
    try:
        saved = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as problem:
        raise BadInput(f"{path.name} cannot be read as a mapping: {problem}") from problem
    unknown = sorted(saved.keys() - {"layout", "column"})
    if unknown:
        raise BadInput(f"{path.name}: {unknown[0]} is no key of a mapping (layout, column).")
    columns = _columns(saved.get("column"), path.name)
    return ColumnMapping(columns, **_layout(saved.get("layout", {}), path.name))


def _columns(entries: Any, name: str) -> tuple[tuple[str, str | None], ...]:
    if not isinstance(entries, list) or not entries:
        raise BadInput(f"{name}: column is missing; each column of the file is a [[column]].")
    columns: list[tuple[str, str | None]] = []
    taken: dict[str, int] = {}
    for number, entry in enumerate(entries, start=1):
        source, book = _column(entry, f"column {number}", name)
        if book is not None and not book.startswith("bucket:") and book in taken:
            raise BadInput(
                f"{name}: column {number}, book: {book!r} is already column {taken[book]}. "
                'Only one column can be it; write book = "" for the other.'
            )
        taken[book or ""] = number
        columns.append((source, book))
    return tuple(columns)


def _column(entry: Any, place: str, name: str) -> tuple[str, str | None]:
    if not isinstance(entry, Mapping):
        raise BadInput(f"{name}: {place} is not a table with source and book.")
    source, book = entry.get("source"), entry.get("book", "")
    if not isinstance(source, str):
        raise BadInput(f"{name}: {place}, source: the column's header is missing.")
    if book == "":
        return source, None
    if not isinstance(book, str) or (book not in BOOKS and bucket_from_name(book) is None):
        raise BadInput(
            f"{name}: {place}, book: {book!r} is no column of the book. "
            f"Possible are {', '.join(BOOKS)}, bucket:current, bucket:1-30, bucket:91+."
        )
    return source, book


def _layout(section: Any, name: str) -> dict[str, str]:
    if not isinstance(section, Mapping):
        raise BadInput(f"{name}: layout is not a section.")
    for key, value in section.items():
        if key not in LAYOUT_KEYS:
            raise BadInput(f"{name}: layout.{key} is no key; known are {', '.join(LAYOUT_KEYS)}.")
        allowed = LAYOUT_KEYS[key]
        if not isinstance(value, str) or (allowed is not None and value not in allowed):
            known = " or ".join(sorted(allowed)) if allowed else "a text"
            raise BadInput(f"{name}: layout.{key} must be {known}, not {value!r}.")
    if len(section.get("delimiter", ",")) != 1:
        raise BadInput(f"{name}: layout.delimiter must be one sign.")
    return dict(section)
