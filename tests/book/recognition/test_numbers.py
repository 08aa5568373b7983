"""Is an amount read as its column writes it, exactly or not at all?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.book.recognition.numbers import (
    NO_CURRENCY,
    read_figure,
    units_of,
    units_or_fault,
    votes_for_decimal,
)


@pytest.mark.parametrize(
    ("cell", "decimal", "text"),
    [
        ("1234.50", ".", "1234.50"),
        ("1,234.50", ".", "1234.50"),
        ("1.234,50", ",", "1234.50"),
        ("1 234,50", ",", "1234.50"),
        ("1\u00a0234,50", ",", "1234.50"),
        ("1\u202f234,50", ",", "1234.50"),
        ("1'234.50", ".", "1234.50"),
        ("1’234.50", ".", "1234.50"),
        ("(1,234.50)", ".", "-1234.50"),
        ("$(1,234.50)", ".", "-1234.50"),
        ("($1,234.50)", ".", "-1234.50"),
        ("1.234,50-", ",", "-1234.50"),
        ("-1234", ".", "-1234"),
        ("−1234", ".", "-1234"),
        ("1,234.50 CR", ".", "-1234.50"),
        ("1,234.50 DR", ".", "1234.50"),
        ("1.234,50 H", ",", "-1234.50"),
        ("1.234,50 S", ",", "1234.50"),
        ("-1.234,50 €", ",", "-1234.50"),
        ("€ -1.234,50", ",", "-1234.50"),
        ("+12.00", ".", "12.00"),
        (".5", ".", "0.5"),
        ("12.", ".", "12"),
        ("12,34,567.00", ".", "1234567.00"),
    ],
)
def test_the_ways_in_which_an_amount_is_written(cell: str, decimal: str, text: str):
    figure = read_figure(cell, decimal)
    assert figure is not None
    assert figure.text == text


@pytest.mark.parametrize(
    "cell",
    [
        "1e999",
        "1E5",
        "NaN",
        "inf",
        "-inf",
        "abc",
        "",
        "1_000",
        "１２",
        "½",
        "12:30",
        ".",
        "1.2.3.4",
    ],
)
def test_what_is_no_amount_is_refused(cell: str):
    assert read_figure(cell, ".") is None


@pytest.mark.parametrize(
    ("cell", "decimal"), [("1234.50", ","), ("1,5", "."), ("1,23,4", "."), ("1.234.50", ",")]
)
def test_a_cell_against_the_habits_of_its_column_is_refused(cell: str, decimal: str):
    assert read_figure(cell, decimal) is None


@pytest.mark.parametrize(
    ("cell", "currency"),
    [
        ("€ 5", "EUR"),
        ("5 €", "EUR"),
        ("£5", "GBP"),
        ("CHF 5", "CHF"),
        ("5 zł", "PLN"),
        ("US$ 5", "USD"),
        ("5 kr", "SEK"),
        ("5 XQZ", None),
        ("5", None),
    ],
)
def test_the_currency_beside_an_amount(cell: str, currency: str | None):
    figure = read_figure(cell, ".")
    assert figure is not None
    assert figure.currency == currency


@pytest.mark.parametrize(
    ("cells", "sign", "thousands"),
    [
        (["1,234.50", "2.00"], ".", ","),
        (["1.234,50", "2,00"], ",", "."),
        (["1 234,50"], ",", " "),
        (["1'234.5"], ".", "'"),
        (["1.234.567"], ",", "."),
        (["1234.567"], ".", ""),
        (["0.123"], ".", ""),
        (["1.234", "2.500"], None, ""),
        (["1234", "abc"], None, ""),
        (["1.50", "1,50"], None, ""),
    ],
)
def test_the_column_as_a_whole_decides_its_decimal_sign(cells, sign, thousands: str):
    votes = votes_for_decimal(cells)
    assert (votes.sign, votes.thousands) == (sign, thousands)


@pytest.mark.parametrize(
    ("text", "currency", "units"),
    [
        ("1234.5", "EUR", 123450),
        ("1234.5000", "EUR", 123450),
        ("1234.5000000000002", "EUR", 123450),
        ("0.30000000000000004", "EUR", 30),
        ("0.00000000000005684341886080802", "EUR", 0),
        ("1234.00", "JPY", 1234),
        ("1.234", "KWD", 1234),
        ("12.34", NO_CURRENCY, 1234),
        ("10.005", "EUR", "too_precise_amount"),
        ("0.0000001", "EUR", "too_precise_amount"),
        ("9" * 40, "EUR", "unreadable_amount"),
    ],
)
def test_units_are_exact_or_refused(text: str, currency: str, units: int | str):
    assert units_or_fault(text, currency) == units


@given(st.integers(-(10**14), 10**14), st.sampled_from([(".", ","), (",", "."), (",", " ")]))
def test_an_amount_survives_being_written_in_any_habit(units: int, signs: tuple[str, str]):
    decimal, thousands = signs
    whole, cents = divmod(abs(units), 100)
    cell = f"{'-' if units < 0 else ''}{whole:,}".replace(",", thousands) + f"{decimal}{cents:02}"
    figure = read_figure(cell, decimal)
    assert figure is not None
    assert units_of(figure.text, "EUR") == units
