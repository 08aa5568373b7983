"""Which model is used, and how is it told in a line?"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from duly.analytics.cash_forecast.daily import Learned
    from duly.cli.session import Session

ModelFolder = Annotated[
    Path | None,
    typer.Option(
        "--model",
        metavar="FOLDER",
        exists=True,
        file_okay=False,
        help="A model made by duly fit; by default one is fitted for the day.",
    ),
]


def learned_for(opened: Session, folder: Path | None) -> Learned:
    """The model of a folder, or one fitted on what was known on the day, with its bands of cash."""
    from duly.analytics.cash_forecast.daily import learn, with_past
    from duly.analytics.cash_forecast.forecast import Setting

    book, as_of = opened.source.book, opened.source.as_of
    tolerance = opened.policy.metrics.promise_tolerance_days
    if folder is None:
        return learn(
            book,
            as_of=as_of,
            policy=opened.policy.forecast,
            promise_tolerance_days=tolerance,
            progress=lambda what, share: opened.progress(what, 0.6 + 0.2 * share),
        )
    from duly.analytics.foresight.scoring import refuse_later_model
    from duly.analytics.foresight.stored import load

    model = load(folder)
    refuse_later_model(model, as_of=as_of)
    opened.progress("forecasting again from past days", 0.65)
    setting = Setting(opened.policy.forecast, promise_tolerance_days=tolerance)
    return with_past(book, model, setting, as_of=as_of)


def model_line(model: dict[str, Any]) -> str:
    """One sentence on the choice of the model, from `choice_facts`."""
    from duly.report.words import sentence, title

    known = {"trials": model["trial_count"], "count": model["paid_count"]}
    line = f"Model: {title(model['kind'], kind='model')}."
    line += f" {sentence(model['reason'], kind='model', **known)}"
    if model["refusal"] is None:
        return line
    why = sentence(model["refusal"], kind="model", **known)
    return f"{line} {sentence('refused', kind='model', why=why)}"
