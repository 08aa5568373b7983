"""`duly ageing`: how much of the book is how late?"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from duly.cli.book_command import on_a_book
from duly.cli.options import By, SplitBy
from duly.cli.output import Result, Wanted, deliver
from duly.cli.session import STREAMED, Ask, session

if TYPE_CHECKING:
    from duly.book.policy.ageing import AgeingPolicy
    from duly.report.columns import ReportColumn


class Basis(StrEnum):
    DUE = "due"
    ISSUE = "issue"


@on_a_book("json", "csv", "xlsx", "html", memory_limit=STREAMED)
def ageing(
    ask: Ask,
    wanted: Wanted,
    by: SplitBy = By.TOTAL,
    basis: Annotated[
        Basis | None,
        typer.Option(help="Age from the due or the issue day, not as the policy has it."),
    ] = None,
) -> None:
    """Open items by how late they are; credits, unapplied cash and disputes stand apart."""
    from duly.analytics.ageing import ageing_wide
    from duly.analytics.dimensions import Dimension, columns_of

    with session(ask) as opened:
        rules = opened.source.aged_by(opened.policy.ageing)
        if basis is not None:
            rules = rules.model_copy(update={"basis": basis.value})
        split = (Dimension(by.value),)
        keys = columns_of(split)
        day = opened.source.as_of
        opened.progress("ageing", 0.8)
        table = ageing_wide(opened.source.book, as_of=day, policy=rules, by=split)
        rows = opened.fetch(table.order_by([*keys, "currency"]))
        facts = {**opened.facts, "by": by.value, "basis": rules.basis}
    result = Result(f"Ageing by {by.value}", day, _columns(keys, rules), rows, facts=facts)
    deliver(result, wanted)


def _columns(keys: tuple[str, ...], rules: AgeingPolicy) -> list[ReportColumn]:
    from duly.analytics.ageing import bucket_names
    from duly.cli.tables import CURRENCY, KEY_TITLES
    from duly.report.columns import ReportColumn
    from duly.report.words import title

    buckets = [
        ReportColumn(name, title(name, kind="bucket"), "units", CURRENCY)
        for name in bucket_names(rules)
    ]
    return [
        *[ReportColumn(key, KEY_TITLES[key]) for key in keys],
        ReportColumn("currency", "Currency"),
        *buckets,
        ReportColumn("open_units", "Open", "units", CURRENCY),
        ReportColumn("disputed_units", "of which disputed", "units", CURRENCY),
        ReportColumn("balance_units", "Balance", "units", CURRENCY),
    ]
