"""How do accounts and money spread over the grades, and where do bad grades meet old money?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.grade_mix import grade_class
from duly.report.charts.heat import Step, heat
from duly.report.charts.strip import Part, strip
from duly.server.web import figures

_BADNESS = {"A": 0.0, "B": 0.25, "C": 0.5, "D": 0.75, "E": 1.0, "N": None}


def grade_strip(grades: Sequence[Mapping[str, Any]], field: str = "accounts") -> Markup:
    """Accounts by grade, the best first; N is not rated."""
    parts = [
        Part(
            grade_name(row["grade"]),
            row[field],
            f"{row['grade']} {figures.count(row[field])}",
            grade_class(row["grade"]),
        )
        for row in grades
    ]
    return strip(gettext("Accounts by grade"), parts, figures.language())


def grade_heat(rows: Sequence[Mapping[str, Any]], buckets: Sequence[str], currency: str) -> Markup:
    """Open money by grade (down) and age (across), shaded by how bad a place it is to be."""
    held = [row for row in rows if any(row["buckets_units"])]
    last = max(len(buckets) - 1, 1)
    return heat(
        gettext("Open money by grade and days past due"),
        [Step(row["grade"], row["grade"], _BADNESS.get(row["grade"])) for row in held],
        [Step(name, name, place / last) for place, name in enumerate(buckets)],
        {
            (row["grade"], name): units
            for row in held
            for name, units in zip(buckets, row["buckets_units"], strict=True)
        },
        lambda units: figures.short_amount(units, currency),
    )


def grade_name(grade: str) -> str:
    """`Grade B`, or that it is not rated."""
    return gettext("Not rated") if grade == "N" else gettext("Grade %(grade)s") % {"grade": grade}
