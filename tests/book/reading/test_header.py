"""Headers: matched by name, and told apart."""

from __future__ import annotations

import pytest

from duly.book.findings import BadInput, Finding
from duly.book.reading.header import match_header
from duly.book.schema import RATES


def match(cells, **options):
    return match_header(cells, RATES, file="rates.csv", **options)


def test_columns_are_found_wherever_and_however_written():
    assert match(["Rate", " ON ", "quote", "Base"]).positions == {
        "rate": 0, "on": 1, "quote": 2, "base": 3,
    }  # fmt: skip


def test_optional_columns_may_lack():
    assert match(["base", "quote", "on", "rate"]).unknown == ()


def test_unknown_columns_are_noted_by_name_or_place():
    header = match(["base", "quote", "on", "rate", "Mood", ""])
    assert header.findings("rates", "rates.csv") == [
        Finding("unknown_column", "rates", False, "rates.csv", column="Mood"),
        Finding("unknown_column", "rates", False, "rates.csv", column="(column 6)"),
    ]


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (["base", "quote", "on", "rat"], "no column rate.*the nearest is 'rat'"),
        (["base", "quote", "on"], "no column rate, which rates need; if these are exports"),
        (["base", "quote", "on", "rate", "Rate"], "column rate twice"),
        (["base;quote;on;rate"], "not separated by commas"),
    ],
)
def test_a_header_that_cannot_be_used_is_refused(cells, says):
    with pytest.raises(BadInput, match=says):
        match(cells)


def test_a_single_unknown_column_is_not_taken_for_another_delimiter():
    with pytest.raises(BadInput, match="nearest is 'bases'"):
        match(["bases"])
