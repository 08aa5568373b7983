"""`duly forecast`: who pays when, and what cash comes?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

import typer

from duly.cli.book_command import on_a_book
from duly.cli.models import ModelFolder, learned_for, model_line
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, Session, session

# Reasons are given for so many of the largest invoices; they take longer than all the rest.
EXPLAINED = 5_000

Stopped = Annotated[
    list[str] | None,
    typer.Option("--stop", metavar="ACCOUNT", help="What if this customer paid nothing more?"),
]
Later = Annotated[
    int, typer.Option("--later", metavar="DAYS", min=0, help="What if all paid so much later?")
]


@on_a_book("json", "csv", "xlsx", "html")
def forecast(
    ask: Ask,
    wanted: Wanted,
    model: ModelFolder = None,
    stop: Stopped = None,
    later: Later = 0,
) -> None:
    """When each open invoice is paid, and the cash of 13 weeks, with honest bands."""
    with session(ask) as opened:
        facts = {"book": ask.book.name, **_facts(opened, model, frozenset(stop or ()), later)}
    if wanted.json is not None:
        write_json(facts, wanted.json)
    _write_tables(facts, wanted)
    if wanted.html is not None:
        from duly.report.forecast.page import forecast_page
        from duly.report.text_file import write_text

        write_text(wanted.html, forecast_page(facts))
    if not wanted.json_on_terminal:
        _print(facts)


def _facts(opened: Session, folder: Path | None, stopped: frozenset[str], later: int) -> Any:
    from duly.analytics.cash_forecast.daily import look_ahead
    from duly.analytics.cash_forecast.forecast import WhatIf
    from duly.report.outlook.cash import cash_facts
    from duly.report.outlook.invoices import invoice_facts
    from duly.report.outlook.late_risk import late_risk_facts
    from duly.report.outlook.models import model_facts

    book, as_of = opened.source.book, opened.source.as_of
    names = _names(opened, stopped)
    what_if = WhatIf(stopped, later)
    learned = learned_for(opened, folder)
    opened.progress("drawing payments", 0.85)
    found = look_ahead(book, learned, as_of=as_of, what_if=what_if, explained=EXPLAINED)
    opened.progress("looking for accounts at risk", 0.95)
    return {
        "as_of": as_of,
        **opened.facts,
        "model": model_facts(learned.model),
        **cash_facts(found.cash, learned, what_if, names),
        "invoice_count": found.open_count,
        "invoices": invoice_facts(found.invoices, names),
        **late_risk_facts(book, as_of=as_of, names=names),
    }


def _names(opened: Session, stopped: frozenset[str]) -> dict[str, str | None]:
    """The name of every account. Raises BadInput for an account that nobody knows."""
    from duly.book.findings import BadInput

    book = opened.source.book
    rows = opened.fetch(book.accounts.select("account_id", "name"))
    names = {row["account_id"]: row["name"] for row in rows}
    seen = opened.fetch(book.invoices.select("account_id").distinct())
    unknown = sorted(stopped - names.keys() - {row["account_id"] for row in seen})
    if unknown:
        raise BadInput(f"no account {unknown[0]!r} in the book; --stop takes an account's number")
    return names


def _write_tables(facts: dict[str, Any], wanted: Wanted) -> None:
    from duly.cli.forecast_tables import ACCOUNTS, DAYS, INVOICES, WEEKS

    if wanted.csv is not None:
        from duly.report.csv_file import write_csv

        write_csv(wanted.csv, INVOICES, facts["invoices"])
    if wanted.xlsx is not None:
        from duly.report.xlsx_file import Sheet, write_xlsx

        sheets = (
            ("Weeks", WEEKS, "weeks"),
            ("Days", DAYS, "days"),
            ("Accounts", ACCOUNTS, "accounts"),
            ("Invoices", INVOICES, "invoices"),
        )
        write_xlsx(wanted.xlsx, [Sheet(title, table, facts[key]) for title, table, key in sheets])


def _print(facts: dict[str, Any]) -> None:
    from duly.cli.forecast_tables import AT_RISK, WEEKS_SHOWN
    from duly.cli.terminal import print_rows

    together = [row for row in facts["weeks"] if row["entity"] is None and row["source"] == "all"]
    if together:
        print_rows(f"Cash to come, as of {facts['as_of']}", WEEKS_SHOWN, together)
    else:
        typer.echo(f"Cash to come, as of {facts['as_of']}: nothing is open, nothing was billed")
    typer.echo(model_line(facts["model"]))
    past = facts["past"]
    if past is not None and past["coverage_80"] is not None:
        typer.echo(
            f"Of {past['weeks']:,} past weeks {past['coverage_80']:.0%} fell into their band."
        )
    if facts["late_risk"]:
        print_rows("Most likely to fall far behind", AT_RISK, facts["late_risk"][:10])
