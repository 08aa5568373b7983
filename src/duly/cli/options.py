"""Which options do the commands share, and how are they read?"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import typer


class EngineChoice(StrEnum):
    DUCKDB = "duckdb"
    SPARK = "spark"


def read_day(text: str | date) -> date:
    """A day as an option has it: ISO text. Raises what Typer answers with exit code 2."""
    if isinstance(text, datetime):
        return text.date()
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise typer.BadParameter(f"{text!r} is not a day; write it as 2026-11-21") from error


def _currency(code: str) -> str:
    from duly.kernel.currencies import EXPONENTS

    if code.upper() not in EXPONENTS:
        raise typer.BadParameter(f"{code!r} is no currency; write its code, as EUR or GBP")
    return code.upper()


def can_be_written(path: Path | None) -> Path | None:
    """Refuse at once what could not be written after minutes of work; `-` is the terminal."""
    if path is None or path == Path("-"):
        return path
    if path.is_dir():
        raise typer.BadParameter(f"{path} is a folder; name a file")
    if not path.parent.is_dir():
        raise typer.BadParameter(f"there is no folder {path.parent}; make it first")
    return path


BookPath = Annotated[
    Path,
    typer.Argument(
        metavar="BOOK",
        help="A book folder, a workbook of tables, or any export of receivables.",
        show_default=False,
    ),
]
AsOf = Annotated[
    Any,
    typer.Option(
        "--as-of",
        metavar="DATE",
        parser=read_day,
        help="The day to look from; by default the report's own day, or the last one known.",
        show_default=False,
    ),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option(
        "--policy",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="A credit policy; by default the shipped one.",
    ),
]
MappingFile = Annotated[
    Path | None,
    typer.Option(
        "--mapping",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="A saved mapping.toml for a foreign export.",
    ),
]
Currency = Annotated[
    str | None,
    typer.Option(
        "--currency",
        metavar="CODE",
        parser=_currency,
        help="The currency of an export that names none.",
    ),
]
JsonFile = Annotated[
    Path | None,
    typer.Option(
        "--json",
        metavar="FILE",
        callback=can_be_written,
        help="Write the result as JSON; - for the terminal.",
    ),
]
CsvFile = Annotated[
    Path | None,
    typer.Option("--csv", metavar="FILE", callback=can_be_written, help="Write the table as CSV."),
]
XlsxFile = Annotated[
    Path | None,
    typer.Option(
        "--xlsx", metavar="FILE", callback=can_be_written, help="Write the table as a workbook."
    ),
]
HtmlFile = Annotated[
    Path | None,
    typer.Option(
        "--html", metavar="FILE", callback=can_be_written, help="Write a page to read or print."
    ),
]
SavedMapping = Annotated[
    Path | None,
    typer.Option(
        "--save-mapping",
        metavar="FILE",
        callback=can_be_written,
        help="Write how the columns were read, to edit and reuse.",
    ),
]
EngineName = Annotated[
    EngineChoice,
    typer.Option("--engine", help="Where to compute: here (duckdb) or on Spark."),
]
Master = Annotated[
    str,
    typer.Option("--master", metavar="URL", help="The Spark master, with --engine spark."),
]


class By(StrEnum):
    """The ways to split a portfolio; every split is per currency as well."""

    TOTAL = "total"
    ACCOUNT = "account"
    GROUP = "group"
    ENTITY = "entity"
    SEGMENT = "segment"
    SECTOR = "sector"
    COUNTRY = "country"
    CURRENCY = "currency"


SplitBy = Annotated[By, typer.Option("--by", help="One row for each of these, per currency.")]
