"""How good are the accounts, and how much do the good and the bad owe?"""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup

from duly.report.blocks import Card, Cell, Drawing, Grid, Head, Prose, Section
from duly.report.charts.grade_mix import grade_class, grade_mix
from duly.report.charts.heat import heat
from duly.report.charts.svg import tag
from duly.report.figures import format_count, format_share, format_short_amount, format_units
from duly.report.xray.facts import Xray, bucket_name, currencies, part, rows, section, why_unknown

_ORDER = ("A", "B", "C", "D", "E", "N")
_MOST_CURRENCIES = 3


def grades_section(xray: Xray) -> Section:
    """The mix of grades with what each owes; heat tables of grade by age where they are known."""
    grades = part(xray, "grades")
    counted = {grade: grades.get(grade) or 0 for grade in _ORDER}
    if not any(counted.values()):
        why = why_unknown(xray, "grades") or "No account could be assessed."
        return section("grades", Card("Not known", (Prose((why,)),)))
    return section("grades", _mix(xray, counted), *_heat_cards(xray))


def _mix(xray: Xray, counted: dict[str, int]) -> Card:
    owed: dict[tuple[str, str], int] = defaultdict(int)
    for line in rows(xray, "assessments"):
        if line.get("exposure_units") is not None:
            owed[line["grade"], line["currency"]] += line["exposure_units"]
    held = [c for c in currencies(xray) if any(key[1] == c for key in owed)][:_MOST_CURRENCIES]
    whole = sum(counted.values())
    body = tuple(
        (
            grade_cell(grade),
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
        *(Head("Exposure", is_figure=True, unit=currency) for currency in held),
    )
    picture = Drawing(grade_mix("Accounts by grade", counted))
    return Card("Accounts by grade", (picture, Grid(heads, body, stacks=False)))


def _heat_cards(xray: Xray) -> list[Card]:
    """Needs `grade_ageing` (currency, grade, bucket, units), which only a full book can give."""
    cards = []
    for currency in currencies(xray)[:_MOST_CURRENCIES]:
        lines = [m for m in rows(xray, "grade_ageing") if m["currency"] == currency]
        if lines:
            buckets = list(dict.fromkeys(line["bucket"] for line in lines))
            table = heat(
                f"Open {currency} by grade and age",
                [grade for grade in _ORDER if any(line["grade"] == grade for line in lines)],
                [(bucket, bucket_name(bucket)) for bucket in buckets],
                {(line["grade"], line["bucket"]): line["units"] for line in lines},
                lambda units, held=currency: format_short_amount(units, held),  # type: ignore[misc]
            )
            cards.append(Card(f"Grade \u00d7 age \u00b7 {currency}", (Drawing(table),)))
    return cards


def grade_cell(grade: str | None) -> Cell:
    """The grade as a chip of its colour."""
    letter = grade or "N"
    chip: Markup = tag("span", [letter], css=f"grade {grade_class(letter)}")
    return Cell("not rated" if letter == "N" else "", picture=chip, css="graded")
