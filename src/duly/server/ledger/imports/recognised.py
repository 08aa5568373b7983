"""What does an upload say, read by the core's recognition, and is it fit for the ledger?"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import pyarrow.compute as pc

from duly.book.engines import Engine
from duly.book.findings import BadInput
from duly.book.reading import is_book_folder
from duly.book.recognition import draft_mapping, write_mapping
from duly.book.source import Rows, Source, open_source
from duly.book.tables import book_from_arrow
from duly.book.writing import write_book
from duly.book.zip_parts import is_zip
from duly.server.ledger.imports.archive import unpack_tables
from duly.server.ledger.imports.fitting import fitted
from duly.server.ledger.imports.parquet import check_parquet
from duly.server.ledger.rates import ecb_history, is_ecb_history

Progress = Callable[[float, str], None]


@dataclass(frozen=True)
class Seen:
    """The upload as a checked book, with all that was found and the mapping as a text."""

    source: Source
    mapping: str


def look_at(
    stored: Path,
    *,
    engine: Engine,
    work: Path,
    mapping: str | None,
    as_of: date | None,
    progress: Progress,
) -> Seen:
    """Open the upload and write it as a book of checked Parquet tables to `work / "book"`.

    Raises BadInput with what is wrong and what to do.
    """
    path = _unpacked(stored, work)
    opened = _rates(path, engine) or _open(path, engine, mapping, as_of, progress)
    text = _mapping_text(opened)
    if opened.recognised is not None:
        opened = _checked(opened, engine, work)
    book, notes = fitted(opened.book)
    progress(0.9, "writing")
    write_book(book, work / "book", form="parquet", replacing=True)
    merged = replace(
        opened,
        book=book,
        findings=(*opened.findings, *notes.findings),
        counts=(*opened.counts, *notes.counts),
    )
    return Seen(merged, text)


def drafted(stored: Path) -> str:
    """A mapping to correct, for an export that is not understood; empty if there is no table."""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "mapping.toml"
        try:
            _demand_harmless(stored)
            draft_mapping(stored, target)
        except (BadInput, OSError):
            return ""
        return target.read_text(encoding="utf-8")


def _unpacked(stored: Path, work: Path) -> Path:
    """The file itself once it is known to be harmless, or the folder of what a zip held."""
    if stored.suffix == ".zip" and is_zip(stored):
        folder = work / "tables"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(mode=0o700)
        unpack_tables(stored, folder)
        stored = _single(folder) or folder
    _demand_harmless(stored)
    return stored


def _single(folder: Path) -> Path | None:
    """The only file of a zip, if it is an export on its own and not the table of a book."""
    entries = list(folder.iterdir())
    is_export = len(entries) == 1 and entries[0].is_file() and not is_book_folder(folder)
    return entries[0] if is_export else None


def _demand_harmless(stored: Path) -> None:
    """Raises BadInput for what would fill the memory when it is opened; the readers of the book
    look at workbooks themselves."""
    files = [stored] if stored.is_file() else stored.rglob("*")
    for file in files:
        if file.suffix.lower() == ".parquet" and file.is_file():
            check_parquet(file)


def _open(
    path: Path, engine: Engine, mapping: str | None, as_of: date | None, progress: Progress
) -> Source:
    def told(what: str, share: float) -> None:
        progress(share * 0.7, what)

    if not mapping or path.is_dir() or is_book_folder(path):
        return open_source(path, engine=engine, as_of=as_of, progress=told)
    with tempfile.TemporaryDirectory() as folder:
        saved = Path(folder) / "mapping.toml"
        saved.write_text(mapping, encoding="utf-8")
        return open_source(path, engine=engine, as_of=as_of, mapping=saved, progress=told)


def _rates(path: Path, engine: Engine) -> Source | None:
    """The history of the central bank, alone or in a zip; None for all other files."""
    if not path.is_file() or not is_ecb_history(path):
        return None
    table = ecb_history(path)
    book = book_from_arrow(engine, {"rates": table})
    rows = Rows(read=table.num_rows, accepted=table.num_rows, set_aside=0)
    last: date = pc.max(table.column("on")).as_py()
    # A book has invoices; this one has none of them.
    book = replace(book, present=book.present | {"invoices"})
    return Source(path, book, last, "latest_event", (), (), rows, (), None)


def _mapping_text(opened: Source) -> str:
    if opened.recognised is None:
        return ""
    with tempfile.TemporaryDirectory() as folder:
        target = Path(folder) / "mapping.toml"
        write_mapping(opened.recognised, target)
        return target.read_text(encoding="utf-8")


def _checked(opened: Source, engine: Engine, work: Path) -> Source:
    """An export has not yet met the rules of a book's rows: its first reading checks it."""
    draft = work / "draft"
    write_book(opened.book, draft, form="parquet", replacing=True, checked=False)
    checked = open_source(draft, engine=engine, as_of=opened.as_of)
    lost = checked.rows.set_aside
    return replace(
        opened,
        book=checked.book,
        findings=(*opened.findings, *checked.findings),
        counts=(*opened.counts, *checked.counts),
        rows=replace(
            opened.rows,
            accepted=max(0, opened.rows.accepted - lost),
            set_aside=opened.rows.set_aside + lost,
        ),
    )
