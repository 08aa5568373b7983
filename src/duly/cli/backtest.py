"""`duly backtest`: how well would the forecasts have held?"""

from __future__ import annotations

import csv
from pathlib import Path
from typing import Annotated, Any, Literal

import typer

from duly.cli.book_command import on_a_book
from duly.cli.models import model_line
from duly.cli.options import can_be_written, read_day
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, session

FitOn = Annotated[
    Any,
    typer.Option(
        "--fit-on",
        metavar="DATE",
        parser=read_day,
        help="Fit on what was known at the end of this day; score what was issued later.",
    ),
]
Refit = Annotated[
    str | None,
    typer.Option(
        "--refit",
        metavar="monthly",
        help="Fit again at the end of every month.",
        show_default=False,
    ),
]
ScoreFile = Annotated[
    Path | None,
    typer.Option(
        "--score",
        metavar="FILE",
        exists=True,
        dir_okay=False,
        help="Score only the invoices of this CSV (a column invoice_id).",
    ),
]
PredictionsFile = Annotated[
    Path | None,
    typer.Option(
        "--predictions",
        metavar="FILE",
        callback=can_be_written,
        help="Write the forecast of every invoice as CSV.",
    ),
]


@on_a_book("json", "html")
def backtest(
    ask: Ask,
    wanted: Wanted,
    fit_on: FitOn,
    refit: Refit = None,
    score: ScoreFile = None,
    predictions: PredictionsFile = None,
) -> None:
    """Forecast every later invoice as of its own issue date, and compare with what happened."""
    from duly.analytics.foresight.backtest import backtest as look_back
    from duly.report.outlook.backtest import backtest_facts, prediction_rows

    monthly = _monthly(refit)
    numbers = None if score is None else invoices_to_score(score)
    with session(ask) as opened:
        opened.progress("fitting and scoring", 0.7)
        book, until = opened.source.book, opened.source.as_of
        found = look_back(book, fit_on=fit_on, until=until, refit=monthly, score=numbers)
        opened.progress("comparing", 0.95)
        facts = {
            "book": ask.book.name,
            "as_of": until,
            **opened.facts,
            **backtest_facts(found, book),
        }
    if predictions is not None:
        from duly.report.csv_file import write_csv

        columns, rows = prediction_rows(found)
        write_csv(predictions, columns, rows)
    if wanted.json is not None:
        write_json(facts, wanted.json)
    if wanted.html is not None:
        from duly.report.model_card.page import model_card_page
        from duly.report.text_file import write_text

        write_text(wanted.html, model_card_page(facts))
    if not wanted.json_on_terminal:
        _print(facts)


def invoices_to_score(path: Path) -> list[str]:
    """The invoice numbers of a CSV. Raises BadInput where it has no column invoice_id."""
    from duly.book.findings import BadInput

    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            rows = csv.DictReader(file)
            if "invoice_id" not in (rows.fieldnames or ()):
                raise BadInput(f"{path.name} has no column invoice_id; name the invoices to score")
            found = [row["invoice_id"].strip() for row in rows if row["invoice_id"]]
    except (UnicodeError, csv.Error) as error:
        raise BadInput(f"{path.name} cannot be read as CSV in UTF-8") from error
    if not found:
        raise BadInput(f"{path.name} names no invoice; leave --score out to score all")
    return found


def _monthly(refit: str | None) -> Literal["monthly"] | None:
    if refit is None:
        return None
    if refit == "monthly":
        return "monthly"
    raise typer.BadParameter(f"{refit!r} is not known; the model can be fitted again monthly")


def _print(facts: dict[str, Any]) -> None:
    from duly.cli.terminal import print_rows
    from duly.report.columns import ReportColumn

    columns = [
        ReportColumn("forecaster", "Forecaster"),
        ReportColumn("n", "Invoices", "integer"),
        ReportColumn("mae_days", "Mean error of P50, days", "days"),
        ReportColumn("rmse_days", "RMSE of the mean, days", "days"),
        ReportColumn("auc_late", "AUC of late", "number"),
        ReportColumn("within_3_days", "Within 3 days", "share"),
        ReportColumn("coverage_80", "In the 80 % range", "share"),
        ReportColumn("width_80_days", "Its width, days", "days"),
    ]
    rows = [
        {"forecaster": name.replace("_", " "), **figures}
        for name, figures in (("model", facts), *facts["baselines"].items())
    ]
    fitted, count = facts["fit_on"], facts["scored_count"]
    print_rows(f"Fitted on {fitted}, {count:,} later invoices scored", columns, rows)
    typer.echo(model_line(facts["model"]))
