"""Whom may we trust with how much, on which terms, and why?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Prose, Section
from duly.report.charts.gauge import gauge
from duly.report.charts.waterfall import Step, waterfall
from duly.report.figures import format_number, format_share, format_units
from duly.report.xray.facts import (
    Xray,
    account_cell,
    account_name,
    left_out,
    rows,
    section,
    why_unknown,
)
from duly.report.xray.grades import grade_cell

_SHOWN = 20
_EXPLAINED = 4
_MOST_REASONS = 6

Line = Mapping[str, Any]


def limits_section(xray: Xray) -> Section:
    """The largest exposures with limit and terms, then why the weakest of them are graded so."""
    lines = sorted(rows(xray, "assessments"), key=lambda line: -(line.get("exposure_units") or 0))
    if not lines:
        why = why_unknown(xray, "assessments", "grades") or "No account could be assessed."
        return section("limits", Card("Not known", (Prose((why,)),)))
    body = tuple(_row(line) for line in lines[:_SHOWN])
    grid = Grid(_HEADS, body, more=left_out(len(lines), _SHOWN))
    return section("limits", Card("By exposure", (grid,)), *_explained(lines))


_HEADS = (
    Head("Account"),
    Head("Grade"),
    Head("Score", is_figure=True),
    Head("PD", is_figure=True, unit="a year"),
    Head("Exposure", is_figure=True),
    Head("Recommended limit", is_figure=True),
    Head("Limit used"),
    Head("Present limit", is_figure=True),
    Head("Currency"),
    Head("Terms"),
)


def _row(line: Line) -> tuple[Cell, ...]:
    currency = line["currency"]
    limit, binding = line.get("limit_units"), line.get("binding")
    decided = words.title(str(binding).lower(), kind="binding") if binding else ""
    return (
        account_cell(line),
        grade_cell(line.get("grade")),
        Cell(format_number(line.get("score"), 0)),
        Cell(format_share(line.get("pd"), 2)),
        Cell(format_units(line.get("exposure_units"), currency)),
        Cell(format_units(limit, currency), detail=decided),
        _used(line),
        Cell("none" if line.get("current_limit_units") is None else _current(line, currency)),
        Cell(currency),
        _terms(line),
    )


def _current(line: Line, currency: str) -> str:
    return format_units(line["current_limit_units"], currency)


def _used(line: Line) -> Cell:
    used, limit = line.get("exposure_units"), line.get("limit_units")
    if used is None or limit is None:
        return Cell("")
    shown = format_share(used / limit, 0) if limit > 0 else "no limit"
    css = "over" if used > limit else "used"
    return Cell(shown, picture=gauge(account_name(line), used, limit), css=css)


def _terms(line: Line) -> Cell:
    days, deposit = line.get("terms_days"), line.get("deposit_share")
    if days is None:
        return Cell("not known", css="unknown")
    asked = [f"{format_share(deposit, 0)} deposit"] if deposit else []
    if line.get("security") and line["security"] != "none":
        asked.append(words.title(line["security"], kind="security"))
    return Cell("prepayment" if days == 0 else f"{days} days", detail=", ".join(asked))


def _explained(lines: list[Line]) -> list[Card]:
    """The weakest grades among the largest exposures, each with what its points were lost on."""
    weak = [line for line in lines if line.get("score") is not None and _losses(line)]
    weakest = sorted(weak[:_SHOWN], key=lambda line: (line["score"], -line["exposure_units"]))
    return [_why(line) for line in weakest[:_EXPLAINED]]


def _losses(line: Line) -> list[Line]:
    reasons = [each for each in line.get("reasons") or [] if each.get("points_lost")]
    return sorted(reasons, key=lambda each: -each["points_lost"])[:_MOST_REASONS]


def _why(line: Line) -> Card:
    losses = _losses(line)
    score = float(line["score"])
    start = score + sum(float(each["points_lost"]) for each in losses)
    steps = [
        Step(words.title(each["code"], kind="reason"), -float(each["points_lost"]))
        for each in losses
    ]
    title = f"Why {account_name(line)} scores {format_number(score, 0)}"
    picture = waterfall(title, "Without these reasons", start, steps, "Score")
    said = tuple(_said(each, line["currency"]) for each in losses)
    return Card(
        title,
        (Drawing(picture), Prose(said, is_list=True, css="reasons")),
        note=f"grade {line['grade']}",
        is_half=True,
    )


def _said(reason: Line, currency: str) -> str:
    known = {key: reason.get(key) for key in ("observed", "threshold", "points", "points_lost")}
    count = reason.get("observed")
    plural = count if isinstance(count, int | float) else None
    return words.sentence(reason["code"], kind="reason", currency=currency, count=plural, **known)
