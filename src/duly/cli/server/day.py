"""`duly day`: run the day, and those that were missed, on the installation's own database."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

import typer

from duly.cli.options import read_day

AsOf = Annotated[
    Any,
    typer.Option("--as-of", metavar="DATE", parser=read_day, help="The day; by default today."),
]


def day(
    as_of: AsOf = None,
    catch_up: Annotated[
        bool, typer.Option("--catch-up", help="Also every day since the last that was run.")
    ] = False,
    fit: Annotated[
        bool, typer.Option(help="Fit the forecast's model too, once a week when it is due.")
    ] = True,
) -> None:
    """Judge every account, age every item, rank the calls and look ahead; keep the answers.

    The same day again, on the same facts and by the same policy, changes nothing.
    """
    from duly.cli.progress import shown_progress
    from duly.cli.server.installation import ready

    ready()
    from duly.server.platform import clock
    from duly.server.portfolio.forecasting import fit_if_due

    today: date = as_of or clock.today()
    with shown_progress() as progress:
        done = _run(today, catch_up, lambda share, what: progress(what, share * 0.7))
        if fit:
            fit_if_due(actor=None, progress=lambda share, what: progress(what, 0.7 + share * 0.3))
    if not done:
        typer.echo("Nothing was missed, and nothing has changed.")
    for line in done:
        typer.echo(line)


def _run(today: date, caught_up: bool, progress: Any) -> list[str]:
    from duly.book.findings import BadInput
    from duly.server.portfolio import day as running
    from duly.server.portfolio.lock import DayIsRunning

    try:
        if caught_up:
            days = running.catch_up(today, actor=None, progress=progress)
        else:
            days = [running.run_day(as_of=today, actor=None, progress=progress)]
    except DayIsRunning:
        raise BadInput("a day is being run already; ask again when it is done") from None
    return [_line(snapshot) for snapshot in days]


def _line(snapshot: Any) -> str:
    from duly.report.figures import format_units

    figures = snapshot.figures
    owed = format_units(figures["open_units"], snapshot.currency)
    late = format_units(figures["overdue_units"], snapshot.currency)
    return (
        f"{snapshot.as_of}: {figures['accounts']['known']:,} accounts, "
        f"{figures['items']['open']:,} open items, {owed} {snapshot.currency} open, {late} overdue"
    )
