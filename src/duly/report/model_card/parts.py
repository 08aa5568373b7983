"""Of which invoices does the model know less: of new customers, of large amounts?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Key, Section
from duly.report.cells import PageFacts
from duly.report.charts.pairs import Pair, pairs
from duly.report.figures import NOT_KNOWN
from duly.report.model_card.facts import USUAL, missing, section, shown, slices

Figures = Mapping[str, Mapping[str, Any]]
_SLICINGS = {"history": "history", "amount": "size"}


def parts_section(facts: PageFacts) -> Section:
    """One card a slicing: mean error beside the customer's median, then all of it as a table."""
    cards = [_card(facts, name) for name in _SLICINGS]
    return section("errors_by_part", *(cards if any(cards) else [missing()]))


def _card(facts: PageFacts, name: str) -> Card | None:
    held = {
        key: figures
        for key, figures in slices(facts, name).items()
        if (figures.get("model") or {}).get("n")
    }
    if not held:
        return None
    code = _SLICINGS[name]
    drawn = pairs(
        f"{words.title(code, kind='slice')}: mean error beside the customer's median",
        [_pair(key, figures) for key, figures in held.items()],
    )
    keys = (Key("this model", "model"), Key("customer's median", "against"))
    title, note = words.title(code, kind="slice"), words.sentence(code, kind="slice")
    return Card(title, (Drawing(drawn, keys), _table(held, title)), note, is_half=True)


def _pair(key: str, figures: Figures) -> Pair:
    error = _of(figures, "model", "mae_days")
    usual = _of(figures, USUAL, "mae_days")
    said = f"{shown('mae_days', error)} against {shown('mae_days', usual)} days"
    return Pair(words.title(key, kind="slice"), error, usual, said)


def _table(held: Mapping[str, Figures], title: str) -> Grid:
    heads = (
        Head("Invoices of"),
        Head("Count", is_figure=True),
        Head("Mean error", is_figure=True, unit="days"),
        Head("AUC", is_figure=True),
        Head("Held", is_figure=True),
        Head("Width", is_figure=True, unit="days"),
    )
    keys = ("n", "mae_days", "auc_late", "coverage_80", "width_80_days")
    body = tuple(
        (
            Cell(words.title(key, kind="slice"), css="lead"),
            *(_cell(measure, _of(figures, "model", measure)) for measure in keys),
        )
        for key, figures in held.items()
    )
    return Grid(heads, body, caption=title)


def _of(figures: Figures, who: str, key: str) -> float | None:
    return (figures.get(who) or {}).get(key)


def _cell(key: str, value: float | None) -> Cell:
    return Cell(NOT_KNOWN, css="unknown") if value is None else Cell(shown(key, value))
