"""How do the accounts spread over the grades? A strip from A to E, with N for not rated."""

from __future__ import annotations

from collections.abc import Mapping

from markupsafe import Markup

from duly.report.charts.strip import Part, strip


def grade_mix(title: str, accounts: Mapping[str, int]) -> Markup:
    """`accounts` per grade in the order to be drawn; each part names its grade."""
    parts = [
        Part(f"Grade {grade}", count, f"{grade} {count:,}", grade_class(grade))
        for grade, count in accounts.items()
    ]
    return strip(title, parts)


def grade_class(grade: str) -> str:
    """The colour class of a grade; an unknown one looks like not rated."""
    return f"grade-{grade.lower()}" if grade in {"A", "B", "C", "D", "E"} else "grade-n"
