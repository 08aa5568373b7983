"""`duly import`: from any export to a book folder that every command reads at once."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from duly.cli.book_command import on_a_book
from duly.cli.generate import Form
from duly.cli.options import can_be_written
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, session


@on_a_book("json", without=("policy", "engine", "master"))
def import_book(
    ask: Ask,
    wanted: Wanted,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the book is written.")],
    form: Annotated[Form, typer.Option(help="How the tables are written.")] = Form.PARQUET,
    save_mapping: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE",
            callback=can_be_written,
            help="Where to write the mapping; by default mapping.toml in FOLDER.",
        ),
    ] = None,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what the folder holds.")
    ] = False,
) -> None:
    """Read any export, say how it was understood, and write a checked book.

    Nothing is half imported: the folder appears whole or not at all. What was set aside is
    listed in the JSON and by `duly check`.
    """
    from duly.book.recognition import write_mapping
    from duly.book.writing import write_book
    from duly.cli.quality import print_quality, quality_facts

    with session(ask) as opened:
        source = opened.source
        opened.progress("writing the book", 0.8)
        # An export has not yet met the rules of a book's rows: its first reading checks it.
        is_checked = source.recognised is None
        write_book(source.book, folder, form=form.value, replacing=overwrite, checked=is_checked)
        if source.recognised is not None:
            write_mapping(source.recognised, save_mapping or folder / "mapping.toml")
    if wanted.json is not None:
        write_json(quality_facts(source), wanted.json)
    if not wanted.json_on_terminal:
        print_quality(source)
        typer.echo(f"The book: {folder}")
