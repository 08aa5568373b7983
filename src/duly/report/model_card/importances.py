"""Which groups of facts move the forecasts, and by how much?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Drawing, Prose, Section
from duly.report.cells import PageFacts, rows
from duly.report.charts.bars import Bar, bars
from duly.report.figures import format_decimal
from duly.report.model_card.facts import section


def importances_section(facts: PageFacts) -> Section:
    """A bar a group of facts, the strongest first."""
    known = [line for line in rows(facts, "importances") if line.get("days") is not None]
    lines = sorted(known, key=lambda line: (-line["days"], line["code"]))
    most = lines[0]["days"] if lines else 0.0
    if not most:
        quiet = Prose((words.sentence("no_drivers", kind="model_card"),))
        return section("what_moves_it", Card("The customer's own past", (quiet,)))
    drawn = bars(
        "Days by which each group of facts moved the forecast mean, on average",
        [
            Bar(
                words.title(line["code"], kind="foresight"),
                line["days"] / most,
                f"{format_decimal(line['days'], 2)} days",
            )
            for line in lines
        ],
    )
    note = "mean absolute days; the full width is the strongest group"
    return section("what_moves_it", Card("Groups of facts", (Drawing(drawn),), note))
