"""`duly fit`: make a model from the user's own book, or from labelled statements."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from duly.cli.book_command import on_a_book
from duly.cli.models import model_line
from duly.cli.options import can_be_written
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, session

if TYPE_CHECKING:
    import pyarrow as pa

Out = Annotated[
    Path,
    typer.Option("--out", metavar="PATH", help="Where the model is kept."),
]
Seed = Annotated[int, typer.Option("--seed", help="The same seed makes the same model.")]
Label = Annotated[
    str | None,
    typer.Option(
        "--label",
        metavar="COLUMN",
        help="BOOK is a CSV of statements; 1 in this column says that the firm failed.",
    ),
]
Period = Annotated[
    str | None,
    typer.Option("--period", metavar="COLUMN", help="With --label: the year of each row."),
]
FitUntil = Annotated[
    int | None,
    typer.Option("--fit-until", metavar="YEAR", help="With --period: judge on later years."),
]


@on_a_book("json")
def fit(
    ask: Ask,
    wanted: Wanted,
    out: Out,
    label: Label = None,
    period: Period = None,
    fit_until: FitUntil = None,
    seed: Seed = 7,
) -> None:
    """Fit the payment-timing model of a book, or a scorecard on labelled statements."""
    if label is None:
        if period is not None or fit_until is not None:
            raise typer.BadParameter("--period and --fit-until need --label")
        facts, line = _timing(ask, out, seed)
    else:
        facts, line = _scorecard(ask.book, out, label, period, fit_until)
    if wanted.json is not None:
        write_json(facts, wanted.json)
    if not wanted.json_on_terminal:
        typer.echo(f"{line}\nKept in {out} (sha256 {facts['sha256'][:12]})")


def _timing(ask: Ask, out: Path, seed: int) -> tuple[dict[str, Any], str]:
    """On what was known at the end of the day."""
    from duly.analytics.foresight.fitting import fit as learn
    from duly.analytics.foresight.settings import Settings
    from duly.analytics.foresight.stored import fingerprint, refuse_occupied, save
    from duly.report.outlook.models import model_facts

    refuse_occupied(out)  # before minutes of fitting, not after
    with session(ask) as opened:
        opened.progress("fitting", 0.7)
        model = learn(opened.source.book, as_of=opened.source.as_of, settings=Settings(seed=seed))
        save(model, out)
        facts = {
            "book": ask.book.name,
            "as_of": opened.source.as_of,
            **opened.facts,
            "model": model_facts(model),
            "sha256": fingerprint(out),
        }
    return facts, model_line(facts["model"])


def _scorecard(
    path: Path, out: Path, label: str, period: str | None, fit_until: int | None
) -> tuple[dict[str, Any], str]:
    """On a table of characteristics with what became of each firm."""
    from duly.analytics.failure import fit_scorecard, write_card
    from duly.cli.progress import shown_progress

    can_be_written(out)
    table = labelled_csv(path)
    with shown_progress() as progress:
        progress("fitting", 0.3)
        fitted = fit_scorecard(table, label=label, period=period, fit_until=fit_until)
    report = fitted.report()
    seal = write_card(fitted.card, out, facts=report)
    rows, failed = fitted.fitted_on, fitted.fitted_failures
    line = f"A scorecard of {len(fitted.card.characteristics)} characteristics, fitted on "
    return {"sha256": seal, **report}, f"{line}{rows:,} rows of which {failed:,} failed."


def labelled_csv(path: Path) -> pa.Table:
    """A CSV of numbers. Raises BadInput for what cannot be read as one."""
    import pyarrow.csv

    from duly.book.findings import BadInput

    try:
        return pyarrow.csv.read_csv(path)
    except (pyarrow.ArrowInvalid, OSError) as error:
        raise BadInput(f"{path.name} cannot be read as a CSV of statements: {error}") from error
