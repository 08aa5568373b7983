"""Where do the tables of a book lie: which file, folder or sheet holds which?"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from duly.book.findings import BadInput, Finding
from duly.book.reading.workbook import sheet_names
from duly.book.schema import TABLES

Form = Literal["csv", "parquet", "sheet"]

FOREIGN_HINT = "if these are exports of your system, name one file: duly xray FILE"


@dataclass(frozen=True, slots=True)
class Source:
    """One table on disk. `path` is a file, or for Parquet also a folder of parts."""

    table: str
    path: Path
    form: Form
    sheet: str | None = None

    @property
    def file(self) -> str:
        """As the quality report names it."""
        return f"{self.path.name}:{self.sheet}" if self.sheet else self.path.name


def is_book_folder(path: Path) -> bool:
    """Whether `open_book` is the reader for `path`: a folder or workbook with a table of a book.

    A folder that has some table but no invoices, or one twice, counts too, so that its reader can
    say what is wrong. A workbook counts only with a sheet called `invoices`. Nothing is raised.
    """
    try:
        if path.is_dir():
            return any(_form(entry) and _table_name(entry) in TABLES for entry in path.iterdir())
        return "invoices" in _in_workbook(path)[0]
    except (BadInput, OSError):
        return False


def find_sources(path: Path) -> tuple[dict[str, Source], list[Finding]]:
    """The tables at hand, and a note on every file or sheet that looks like one but is unknown.

    Raises `BadInput` when there is nothing to read, a table is there twice, or invoices lack.
    """
    if not path.exists():
        raise BadInput(f"{path} does not exist; name a book folder or a file")
    sources, notes = _in_folder(path) if path.is_dir() else _in_workbook(path)
    if "invoices" not in sources:
        raise BadInput(_lacks_invoices(path, sources, notes))
    return sources, notes


def _in_folder(folder: Path) -> tuple[dict[str, Source], list[Finding]]:
    sources: dict[str, Source] = {}
    notes = []
    for entry in sorted(folder.iterdir()):
        form = _form(entry)
        name = _table_name(entry)
        if form is None:
            continue
        if name not in TABLES:
            notes.append(Finding("unknown_file", name, set_aside=False, file=entry.name))
            continue
        if name in sources:
            raise BadInput(
                f"{folder} has the table {name} twice: {sources[name].file} and {entry.name}; "
                "keep one of them"
            )
        sources[name] = Source(name, entry, form)
    return sources, notes


def _table_name(entry: Path) -> str:
    return (entry.name if entry.is_dir() else entry.stem).lower()


def _form(entry: Path) -> Form | None:
    if entry.name.startswith((".", "_")):
        return None
    if entry.is_dir():
        return "parquet" if any(entry.glob("*.parquet")) else None
    suffix = entry.suffix.lower()
    if suffix == ".csv":
        return "csv"
    return "parquet" if suffix == ".parquet" else None


def _in_workbook(path: Path) -> tuple[dict[str, Source], list[Finding]]:
    if path.suffix.lower() != ".xlsx":
        raise BadInput(f"{path.name} is not a book: a book is a folder or an .xlsx; {FOREIGN_HINT}")
    sources: dict[str, Source] = {}
    notes = []
    for sheet in sheet_names(path):
        name = sheet.strip().lower()
        if name in sources:
            raise BadInput(f"{path.name} has two sheets called {name}; keep one of them")
        if name in TABLES:
            sources[name] = Source(name, path, "sheet", sheet)
        else:
            notes.append(Finding("unknown_file", sheet, set_aside=False, file=path.name))
    return sources, notes


def _lacks_invoices(path: Path, sources: dict[str, Source], notes: list[Finding]) -> str:
    here = sorted({source.sheet or source.file for source in sources.values()})
    here += sorted({note.table if note.file == path.name else str(note.file) for note in notes})
    if not here:
        return f"{path} holds no tables: a book needs invoices.csv or invoices.parquet"
    shown = ", ".join(here[:5]) + (" and others" if len(here) > 5 else "")
    needed = "sheet called invoices" if path.is_file() else "invoices.csv or invoices.parquet"
    return f"{path} has {shown} but no {needed}, which a book needs; {FOREIGN_HINT}"
