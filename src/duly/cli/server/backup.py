"""`duly backup`: copy the database while the desk is open."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from duly.cli.options import can_be_written

if TYPE_CHECKING:
    from duly.cli.progress import Progress


def backup(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", callback=can_be_written, help="Where the copy goes.")
    ],
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace a file that is there.")
    ] = False,
) -> None:
    """Copy the SQLite database as of one moment, checked, while the desk stays open.

    The keys in DULY_HOME are not in it: keep them apart. PostgreSQL has its own tool for this.
    """
    from duly.book.findings import BadInput
    from duly.cli.server.installation import ready, told

    ready(migrated=False)
    from django.conf import settings

    database = settings.DATABASES["default"]
    if not database["ENGINE"].endswith("sqlite3"):
        raise BadInput(
            "this database is PostgreSQL; its own tool copies it: "
            f'pg_dump --format=custom --file={file} "$DATABASE_URL"'
        )
    source = Path(database["NAME"])
    if not source.is_file():
        raise BadInput(f"there is no database at {source} yet")
    if file.exists() and not overwrite:
        raise BadInput(f"{file} is there already; --overwrite replaces it")
    with told():
        _copy(source, file)
    typer.echo(f"{file}: {file.stat().st_size / 2**20:,.1f} MiB, checked")


def _copy(source: Path, file: Path) -> None:
    """Whole or not at all: written beside, checked, then given its name."""
    from duly.book.findings import BadInput
    from duly.cli.progress import shown_progress

    partial = file.with_name(f"{file.name}.partial")
    partial.unlink(missing_ok=True)
    try:
        with shown_progress() as progress:
            _copy_pages(source, partial, progress)
        _flush(partial)
        partial.replace(file)
    except sqlite3.Error as error:
        raise BadInput(f"the copy could not be made: {error}") from error
    finally:
        partial.unlink(missing_ok=True)


def _copy_pages(source: Path, partial: Path, progress: Progress) -> None:
    with (
        closing(sqlite3.connect(f"{source.as_uri()}?mode=ro", uri=True)) as original,
        closing(sqlite3.connect(partial)) as copy,
    ):

        def step(_: int, left: int, all_pages: int) -> None:
            progress("Copying", 1 - left / max(all_pages, 1))

        # All at once: page by page, a busy desk would make the copy start again and again.
        original.backup(copy, pages=-1, progress=step)
        cursor = copy.cursor()
        cursor.execute("PRAGMA journal_mode=DELETE")
        found = cursor.execute("PRAGMA integrity_check").fetchone()[0]
        if found != "ok":
            raise sqlite3.DatabaseError(f"the copy is damaged: {found}")


def _flush(partial: Path) -> None:
    partial.chmod(0o600)
    handle = os.open(partial, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
