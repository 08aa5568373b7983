"""Everything the core says of a day, as far as it is wanted."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from duly.server.portfolio.answers.accounts import account_rows
from duly.server.portfolio.answers.ageing import ageing_facts
from duly.server.portfolio.answers.balances import (
    balances,
    cells,
    exposures,
    unidentified_cash,
)
from duly.server.portfolio.answers.calls import warning_rows, work_rows
from duly.server.portfolio.answers.figures import Standing, figure_facts
from duly.server.portfolio.answers.look import Depth, Facts, Look, Progress, storable
from duly.server.portfolio.answers.movements import movement_facts
from duly.server.portfolio.answers.reasons import reason_facts


@dataclass(frozen=True)
class Answers:
    """Plain values in the shapes that are stored; they can be handed from process to process.

    `movements` becomes Snapshot.changes beside the day before. Warnings and work are empty where
    only figures were wanted, `reasons` where not everything was.
    """

    as_of: date
    currency: str
    accounts: list[Facts]
    cells: list[Facts]
    figures: Facts
    ageing: Facts
    movements: Facts
    warnings: list[Facts] = field(default_factory=list)
    work: list[Facts] = field(default_factory=list)
    reasons: dict[str, Facts] = field(default_factory=dict)


# The movements of a day of which only figures were wanted.
NOT_LOOKED_AT: Facts = {"new_overdue": [], "paid": [], "broken_promises": []}


def silent(_: float, __: str) -> None:
    """Progress that nobody wants to see."""


def answers_of(look: Look, depth: Depth, progress: Progress = silent) -> Answers:
    """Ask the core about the day. Everything lies in the book's engine; nothing is written."""
    progress(0.0, "assessing every account")
    items, exposed = balances(look), exposures(look)
    accounts = account_rows(look, items, exposed)
    progress(0.5, "adding up the portfolio")
    standing = Standing(accounts, items, exposed, unidentified_cash(look))
    figures = figure_facts(look, depth, standing)
    ageing = ageing_facts(look, accounts, items, figures["currencies"])
    ageing["whole"]["unapplied_units"] = figures["unapplied_units"]
    found = Answers(look.as_of, look.currency, accounts, cells(look), storable(figures), ageing, {})
    return found if depth is Depth.FIGURES else _completed(found, look, depth, exposed, progress)


def _completed(
    found: Answers, look: Look, depth: Depth, exposed: list[Facts], progress: Progress
) -> Answers:
    progress(0.7, "looking for early warnings")
    warnings, warned = warning_rows(look)
    progress(0.8, "ranking the calls")
    work, called = work_rows(look)
    progress(0.9, "writing down the reasons")
    is_full = depth is Depth.FULL
    reasons = reason_facts(look, found.accounts, exposed, warnings) if is_full else {}
    return Answers(
        found.as_of,
        found.currency,
        found.accounts,
        found.cells,
        {**found.figures, "work": called, "warnings": warned},
        found.ageing,
        storable(movement_facts(look)),
        [{**row, "facts": storable(row["facts"])} for row in warnings],
        storable(work),
        {account: storable(facts) for account, facts in reasons.items()},
    )
