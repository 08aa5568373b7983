"""`duly generate`: a realistic book out of nothing but a seed."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duly.cli.options import can_be_written, read_day

if TYPE_CHECKING:
    from duly.generator import BookPlan

USUAL_INVOICES = 10_000


class Form(StrEnum):
    PARQUET = "parquet"
    CSV = "csv"


class Dialect(StrEnum):
    GERMAN_OPOS = "german_opos"
    ENGLISH_LEDGER = "english_ledger"
    FRENCH_BALANCE = "french_balance"


LastDay = Annotated[
    Any,
    typer.Option("--as-of", metavar="DATE", parser=read_day, help="The last day of the book."),
]


def generate(
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where the book is written.")],
    as_of: LastDay,
    invoices: Annotated[int | None, typer.Option(help="Of the book; by default 10,000.")] = None,
    accounts: Annotated[int | None, typer.Option(help="By default one per 25 invoices.")] = None,
    seed: Annotated[int | None, typer.Option(help="The same seed makes the same book.")] = None,
    years: Annotated[float, typer.Option(help="How far back the book goes.")] = 3.0,
    form: Annotated[Form, typer.Option(help="How the tables are written.")] = Form.PARQUET,
    story: Annotated[
        bool, typer.Option("--story", help="The example company: 60,000 invoices, a cast of ten.")
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

    Nobody's data is in it.
    """
    from duly.cli.progress import shown_progress
    from duly.generator import generate as write_book
    from duly.generator import raw_export

    # A folder on the way to the book will be there when the export is written.
    if export is not None and export.parent not in folder.parents:
        can_be_written(export)
    plan = _plan(as_of, years, story=story, invoices=invoices, accounts=accounts, seed=seed)
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


def _plan(until: date, years: float, *, story: bool, **asked: int | None) -> BookPlan:
    """What was not asked for is as the story has it, or as any book. Raises BadInput."""
    from duly.book.findings import BadInput
    from duly.generator import BookPlan, story_plan

    given: dict[str, Any] = {name: value for name, value in asked.items() if value is not None}
    try:
        usual = BookPlan(until=until, years=years, **{"invoices": USUAL_INVOICES, **given})
        if not story:
            return usual
        if "invoices" in given:
            given["accounts"] = usual.account_count
        return story_plan(until=until, years=years, **given)
    except ValueError as error:
        raise BadInput(f"such a book cannot be made: {error}") from error
