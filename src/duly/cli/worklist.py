"""`duly worklist`: who is worth a call today, and why?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import typer

from duly.cli.book_command import on_a_book
from duly.cli.output import Result, Wanted, deliver
from duly.cli.session import Ask, session


@on_a_book("json", "csv", "xlsx", "html")
def worklist(
    ask: Ask,
    wanted: Wanted,
    everyone: Annotated[
        bool, typer.Option("--all", help="Also who is left alone today, with the reason.")
    ] = False,
) -> None:
    """The calls of the day, ranked by the money each is expected to bring."""
    from duly.analytics.assessment.assess import assess
    from duly.analytics.worklist import worklist_reasons
    from duly.cli.tables import WORKLIST

    with session(ask) as opened:
        opened.progress("assessing every account", 0.7)
        day = opened.source.as_of
        work = assess(opened.source.book, opened.policy, as_of=day)
        listed = opened.source.book.engine.keep(work.worklist)
        asked = (
            listed if everyone else listed.filter(listed["rank"] <= opened.policy.worklist.length)
        )
        rows = opened.fetch(asked.order_by([listed["rank"].asc(nulls_first=False), "account_id"]))
        reasons = opened.fetch(worklist_reasons(asked).order_by(["account_id", "place"]))
        facts = opened.facts
    with_reasons(rows, reasons)
    result = Result("Worklist", day, WORKLIST, rows, facts=facts)
    deliver(result, wanted)


def with_reasons(rows: list[dict[str, Any]], reasons: list[dict[str, Any]]) -> None:
    """Hang each account's reasons on its row, as codes with numbers and as one sentence."""
    by_account: dict[str, list[dict[str, Any]]] = {}
    for reason in reasons:
        by_account.setdefault(reason["account_id"], []).append(reason)
    for row in rows:
        row["reasons"] = by_account.get(row["account_id"], [])
        row["why"] = " ".join(said(reason, row["currency"]) for reason in row["reasons"])


def said(reason: Mapping[str, Any], currency: str) -> str:
    from duly.report.words import sentence

    return sentence(
        reason["code"],
        kind="worklist",
        observed=reason["observed"],
        count=reason["observed"],
        units=reason["units"],
        until=reason["until"],
        currency=currency,
    )
