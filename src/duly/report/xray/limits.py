"""Whom may we trust with how much, on which terms, and why?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Prose, Section, unknown
from duly.report.cells import (
    account_cell,
    account_name,
    currency_head,
    left_out,
    one_currency,
    rows,
    with_currency,
)
from duly.report.charts.gauge import gauge
from duly.report.charts.waterfall import Step, waterfall
from duly.report.figures import currency_unit, format_number, format_share, format_units
from duly.report.xray.facts import Xray, currencies, not_known, said, section
from duly.report.xray.grades import grade_cell
from duly.report.xray.limit_totals import totals_card

_SHOWN = 20
_EXPLAINED = 4
_MOST_REASONS = 6

Line = Mapping[str, Any]


def limits_section(xray: Xray) -> Section:
    """The largest exposures with limit and terms, then why the weakest of them are graded so."""
    lines = _largest_first(xray)
    if not lines:
        return section("limits", not_known(xray, "assessments", "grades"))
    shown = lines[:_SHOWN]
    common = one_currency(shown)
    has_present = any(line.get("current_limit_units") is not None for line in shown)
    body = tuple(_row(line, common, has_present) for line in shown)
    more = left_out(len(lines), _SHOWN)
    grid = Grid(_heads(common, has_present), body, more=more, caption="Limits and terms")
    listed = Card("By exposure", (grid, *_cut(xray, len(lines))))
    return section("limits", totals_card(xray), listed, *_explained(lines))


def _cut(xray: Xray, held: int) -> tuple[Prose, ...]:
    """The JSON itself may hold the largest only, and then says of how many."""
    whole = xray.get("assessment_count") or 0
    if whole <= held:
        return ()
    said = words.sentence("more_accounts", kind="page", shown=held, count=whole)
    return (Prose((said,), css="faint"),)


def _largest_first(xray: Xray) -> list[Line]:
    """The largest of each currency, then the second of each: amounts of two are not compared.

    An account that never had an amount has no currency, and nothing to be shown here.
    """
    order = {currency: place for place, currency in enumerate(currencies(xray))}
    held = [line for line in rows(xray, "assessments") if line.get("currency")]
    by_size = sorted(held, key=lambda line: -(line.get("exposure_units") or 0))
    seen: Counter[str] = Counter()
    ranked = []
    for line in by_size:
        seen[line["currency"]] += 1
        ranked.append((seen[line["currency"]], order.get(line["currency"], len(order)), line))
    return [line for *_, line in sorted(ranked, key=lambda each: each[:2])]


def _heads(common: str, has_present: bool) -> tuple[Head, ...]:
    present = (
        (Head("Present limit", is_figure=True, unit=currency_unit(common)),) if has_present else ()
    )
    return (
        Head("Account"),
        Head("Grade"),
        Head("Score", is_figure=True),
        Head("PD", is_figure=True, unit="a year"),
        Head("Exposure", is_figure=True, unit=currency_unit(common)),
        Head("Recommended limit", is_figure=True, unit=currency_unit(common)),
        Head("Limit used"),
        *present,
        *currency_head(common),
        Head("Terms"),
    )


def _row(line: Line, common: str, has_present: bool) -> tuple[Cell, ...]:
    currency = line["currency"]
    limit, binding = line.get("limit_units"), line.get("binding")
    decided = words.title(str(binding).lower(), kind="binding") if binding else ""
    money = (
        account_cell(line),
        grade_cell(line.get("grade")),
        _score(line),
        Cell(format_share(line.get("pd"), 2)),
        Cell(format_units(line.get("exposure_units"), currency)),
        Cell(format_units(limit, currency), detail=decided),
        _used(line),
        *((_present(line, currency),) if has_present else ()),
    )
    return (*with_currency(money, line, common), _terms(line))


def _score(line: Line) -> Cell:
    score = line.get("score")
    return Cell("not rated", css="faint") if score is None else Cell(format_number(score, 0))


def _present(line: Line, currency: str) -> Cell:
    units = line.get("current_limit_units")
    return Cell("none", css="faint") if units is None else Cell(format_units(units, currency))


def _used(line: Line) -> Cell:
    used, limit = line.get("exposure_units"), line.get("limit_units")
    if used is None or limit is None:
        return Cell("")
    shown = format_share(used / limit, 0) if limit > 0 else "no credit"
    css = "over" if used > limit else "used"
    return Cell(shown, picture=gauge(account_name(line), used, limit), css=css)


def _terms(line: Line) -> Cell:
    days, deposit = line.get("terms_days"), line.get("deposit_share")
    if days is None:
        return unknown()
    asked = [f"{format_share(deposit, 0)} deposit"] if deposit and days else []
    if line.get("security") and line["security"] != "none":
        asked.append(words.title(line["security"], kind="security"))
    return Cell("prepayment" if days == 0 else f"{days} days", detail=", ".join(asked))


def _explained(lines: list[Line]) -> list[Card]:
    """The weakest grades among the largest exposures, each with what its points were lost on."""
    weak = [line for line in lines if line.get("score") is not None and _losses(line)]
    weakest = sorted(weak[:_SHOWN], key=lambda line: float(line["score"]))
    return [_why(line) for line in weakest[:_EXPLAINED]]


def _losses(line: Line) -> list[Line]:
    reasons = [each for each in line.get("reasons") or [] if each.get("points_lost")]
    return sorted(reasons, key=lambda each: -each["points_lost"])[:_MOST_REASONS]


def _lost(reason: Line) -> float:
    return float(reason.get("points_lost") or 0)


def _why(line: Line) -> Card:
    losses = _losses(line)
    start = sum((each.get("points") or 0) + _lost(each) for each in line["reasons"])
    steps = [Step(words.title(each["code"], kind="reason"), -_lost(each)) for each in losses]
    rest = sum(map(_lost, line["reasons"])) - sum(map(_lost, losses))
    if rest > 0:
        steps.append(Step("other reasons", -rest))
    title = f"Why {account_name(line)} scores {format_number(line['score'], 0)}"
    picture = waterfall(title, "Points attainable", start, steps, "Points received")
    told = tuple(said(each, "reason", line["currency"]) for each in losses)
    return Card(
        title,
        (Drawing(picture), Prose(told, is_list=True, css="reasons")),
        note=_sum(line, start),
        is_half=True,
    )


def _sum(line: Line, attainable: float) -> str:
    """The score is the points received, per hundred attainable; a guard may have capped it."""
    received = sum(each.get("points") or 0 for each in line["reasons"])
    points = f"{format_number(received, 0)} of {format_number(attainable, 0)} points"
    guard = line.get("guard")
    capped = f", capped: {words.title(guard, kind='reason').lower()}" if guard else ""
    return f"grade {line['grade']}, {points}{capped}"
