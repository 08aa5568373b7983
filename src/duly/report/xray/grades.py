"""How good are the accounts, and how much do the good and the bad owe?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Section
from duly.report.cells import fewer_currencies, part, rows, titled
from duly.report.charts.grade_mix import grade_class, grade_mix
from duly.report.charts.heat import Step, heat
from duly.report.charts.svg import tag
from duly.report.figures import (
    currency_name,
    currency_unit,
    format_count,
    format_share,
    format_short_amount,
    format_units,
)
from duly.report.xray.facts import (
    Xray,
    bucket_name,
    currencies,
    not_known,
    section,
)

_ORDER = ("A", "B", "C", "D", "E", "N")
_BADNESS = {"A": 0.0, "B": 0.25, "C": 0.5, "D": 0.75, "E": 1.0, "N": None}
_MOST_CURRENCIES = 3


def grades_section(xray: Xray) -> Section:
    """The mix of grades with what each owes; heat tables of grade by age where they are known."""
    grades = part(xray, "grades")
    counted = {grade: grades.get(grade) or 0 for grade in _ORDER}
    if not any(counted.values()):
        return section("grades", not_known(xray, "grades", "assessments"))
    return section("grades", _mix(xray, counted), *_heat_cards(xray))


def _mix(xray: Xray, counted: dict[str, int]) -> Card:
    owed: dict[tuple[str, str], int] = defaultdict(int)
    for line in rows(xray, "grade_totals"):
        owed[line["grade"], line["currency"]] += line["exposure_units"]
    every = [c for c in currencies(xray) if any(key[1] == c for key in owed)]
    held = every[:_MOST_CURRENCIES]
    whole = sum(counted.values())
    body = tuple(
        (
            _named_grade(grade),
            Cell(format_count(counted[grade])),
            Cell(format_share(counted[grade] / whole)),
            *(Cell(format_units(owed.get((grade, c), 0), c)) for c in held),
        )
        for grade in _ORDER
    )
    heads = (
        Head("Grade"),
        Head("Accounts", is_figure=True),
        Head("Share", is_figure=True),
        *(Head("Exposure", is_figure=True, unit=currency_unit(each)) for each in held),
    )
    picture = Drawing(grade_mix("Accounts by grade", counted))
    more = fewer_currencies(every, _MOST_CURRENCIES)
    grid = Grid(heads, body, more=more, stacks=len(held) > 1, caption="Accounts by grade")
    return Card("Accounts by grade", (picture, grid))


def _heat_cards(xray: Xray) -> list[Card]:
    """From `grade_ageing` (currency, grade, bucket, units), where anything is open."""
    lines = rows(xray, "grade_ageing")
    if all(line["grade"] == "N" for line in lines):
        return []
    buckets = list(dict.fromkeys(line["bucket"] for line in rows(xray, "ageing")))
    held = [c for c in currencies(xray) if any(line["currency"] == c for line in lines)]
    held = held[:_MOST_CURRENCIES]
    cards = []
    for currency in held:
        own = [line for line in lines if line["currency"] == currency]
        title = titled("Grade by age", currency)
        picture = Drawing(_heat(currency, own, buckets))
        note = "shaded by how bad a place is for money to be"
        cards.append(Card(title, (picture,), note))
    return cards


def _heat(currency: str, lines: list[Mapping[str, Any]], order: list[str]) -> Markup:
    """Columns in the order of the ageing, however the lines come."""
    own = {line["bucket"] for line in lines}
    buckets = [bucket for bucket in order if bucket in own]
    held = {line["grade"] for line in lines}
    return heat(
        f"Open {currency_name(currency)} by grade and days past due",
        [Step(grade, grade, _BADNESS[grade]) for grade in _ORDER if grade in held],
        [
            Step(bucket, bucket_name(bucket), place / max(len(buckets) - 1, 1))
            for place, bucket in enumerate(buckets)
        ],
        {(line["grade"], line["bucket"]): line["units"] for line in lines},
        lambda units: format_short_amount(units, currency),
    )


def grade_cell(grade: str | None) -> Cell:
    """The grade as a chip of its colour."""
    letter = grade or "N"
    hint = "not rated" if letter == "N" else ""
    return Cell("", picture=_chip(letter), css="graded", hint=hint)


def _named_grade(grade: str) -> Cell:
    text = "not rated" if grade == "N" else ""
    return Cell(text, picture=_chip(grade), css="graded")


def _chip(letter: str) -> Markup:
    return tag("span", [letter], css=f"grade {grade_class(letter)}")
