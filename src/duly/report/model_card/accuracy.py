"""How close did the model come, beside the simple rules?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Cell, Grid, Head, Section
from duly.report.cells import PageFacts
from duly.report.figures import NOT_KNOWN
from duly.report.model_card.facts import BASELINES, missing, rule, section, shown

MEASURES = (
    *("mae_days", "rmse_days", "within_3_days", "auc_late", "brier_late"),
    *("coverage_80", "width_80_days", "pinball", "weekly_cash_wape"),
)
_HEADS = ("This model", "Due date", "Median", "Mean")
"""Short, so that four of them stand beside their figures on a telephone."""


def accuracy_section(facts: PageFacts) -> Section:
    """A row a measure, a column a forecaster."""
    if all(facts.get(key) is None for key in MEASURES):
        return section("accuracy_of_all", missing())
    heads = (Head("Measure"), *(Head(each, is_figure=True) for each in _HEADS))
    body = tuple(
        (
            Cell(words.title(key, kind="accuracy"), css="lead"),
            _of_model(key, facts.get(key)),
            *(_of_rule(facts, name, key) for name in BASELINES),
        )
        for key in MEASURES
    )
    count = facts.get("n")
    named = f"on {shown('n', count)} invoices; median and mean are the customer\u2019s own"
    grid = Grid(heads, body, caption="Accuracy of the model and of simple rules")
    card = Card("Model and simple rules", (grid,), named if count else "")
    return section("accuracy_of_all", card)


def _of_model(key: str, value: float | None) -> Cell:
    return Cell(NOT_KNOWN, css="unknown") if value is None else Cell(shown(key, value), css="own")


def _of_rule(facts: PageFacts, name: str, key: str) -> Cell:
    """A rule that names one day has no range and no chance; that is no gap in the facts."""
    if not rule(facts, name):
        return Cell(NOT_KNOWN, css="unknown")
    value = rule(facts, name).get(key)
    if value is None:
        return Cell("\u2013", hint="the rule does not say", css="faint")
    return Cell(shown(key, value))
