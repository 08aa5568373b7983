"""`duly generate`: a realistic book out of nothing but a seed."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from duly.cli.options import AsOf


class Form(StrEnum):
    PARQUET = "parquet"
    CSV = "csv"


class Dialect(StrEnum):
    GERMAN_OPOS = "german_opos"
    ENGLISH_LEDGER = "english_ledger"
    FRENCH_BALANCE = "french_balance"


def generate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the book is written.")],
    as_of: AsOf,
    invoices: Annotated[int, typer.Option(help="Rows of the table invoices.")] = 10_000,
    accounts: Annotated[int | None, typer.Option(help="By default one per 25 invoices.")] = None,
    seed: Annotated[int, typer.Option(help="The same seed makes the same book.")] = 1,
    years: Annotated[float, typer.Option(help="How far back the book goes.")] = 3.0,
    form: Annotated[Form, typer.Option(help="How the tables are written.")] = Form.PARQUET,
    story: Annotated[
        bool, typer.Option("--story", help="The example company: its size, seed and characters.")
    ] = False,
    export: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help="Also write a raw export, as a ledger would."),
    ] = None,
    dialect: Annotated[
        Dialect, typer.Option(help="Which ledger the raw export looks like.")
    ] = Dialect.ENGLISH_LEDGER,
    overwrite: Annotated[
        bool, typer.Option("--overwrite", help="Replace what the folder holds.")
    ] = False,
) -> None:
    """Make a realistic book: heavy-tailed accounts, habits, disputes, failures foreshadowed.

    --as-of is the last day known in the book. Nobody's data is in it.
    """
    from duly.book.findings import BadInput
    from duly.cli.progress import shown_progress
    from duly.generator import BookPlan, raw_export, story_plan
    from duly.generator import generate as write_book

    try:
        plan = (
            story_plan(until=as_of, seed=seed)
            if story
            else BookPlan(invoices=invoices, until=as_of, accounts=accounts, seed=seed, years=years)
        )
    except ValueError as error:
        raise BadInput(f"such a book cannot be made: {error}") from error
    with shown_progress() as progress:
        totals = write_book(
            plan,
            folder,
            form=form.value,
            overwrite=overwrite,
            progress=lambda done, total: progress("writing the book", done / max(1, total)),
        )
    typer.echo(
        f"{folder}: {totals.rows['invoices']:,} invoices of {totals.rows['accounts']:,} accounts"
    )
    if export is not None:
        raw_export(folder, export, dialect=dialect.value)
        typer.echo(f"{export}: raw export ({dialect.value})")
