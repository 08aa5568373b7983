"""`duly model`: what is in a model, and was it changed?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from duly.cli.models import model_line
from duly.cli.options import JsonFile
from duly.cli.output import TERMINAL, write_json

Told = tuple[dict[str, Any], list[str]]

app = typer.Typer(help="Look at a fitted model.", no_args_is_help=True, rich_markup_mode=None)

Kept = Annotated[
    Path,
    typer.Argument(metavar="PATH", exists=True, help="Made by duly fit."),
]


@app.callback()
def model() -> None:
    """Look at a fitted model."""


@app.command("show")
def show(path: Kept, json: JsonFile = None) -> None:
    """Of which day it is, how it was chosen, and how it did in its trials; refused if changed."""
    facts, lines = _timing(path) if path.is_dir() else _scorecard(path)
    if json is not None:
        write_json(facts, json)
    if json != TERMINAL:
        typer.echo("\n".join(lines))


def _timing(folder: Path) -> Told:
    from duly.analytics.foresight.stored import fingerprint, load
    from duly.report.outlook.models import model_facts
    from duly.report.words import title

    told, sha256 = model_facts(load(folder)), fingerprint(folder)
    errors = {**told["error"], **told["baseline_error"]}
    return {"model": told, "sha256": sha256}, [
        model_line(told),
        f"Fitted on {told['fit_on']}, sha256 {sha256[:12]}",
        *(
            f"  mean error in trials: {title(name, kind='model')} {days:.2f} days"
            for name, days in errors.items()
        ),
    ]


def _scorecard(file: Path) -> Told:
    from duly.analytics.failure import read_card, read_facts

    card, facts = read_card(file), dict(read_facts(file))
    return {"scorecard": facts}, [
        f"A statement scorecard of {len(card.characteristics)} characteristics",
        *(f"  {item.name}" for item in card.characteristics),
    ]
