import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.analytics.metrics.definitions import Unit
from duly.kernel.currencies import UnknownCurrency
from duly.report import figures


@pytest.mark.parametrize(
    ("units", "currency", "text"),
    [
        (123450, "EUR", "1,234.50"),
        (-5, "EUR", "−0.05"),
        (0, "EUR", "0.00"),
        (1234567, "JPY", "1,234,567"),
        (1234567, "KWD", "1,234.567"),
        (None, "EUR", "not known"),
    ],
)
def test_an_amount_has_all_decimals_of_its_currency(
    units: int | None, currency: str, text: str
) -> None:
    assert figures.format_units(units, currency) == text


@given(st.integers(-(10**18), 10**18), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_no_digit_of_an_amount_is_lost(units: int, currency: str) -> None:
    shown = figures.format_units(units, currency)
    digits = shown.replace(",", "").replace(".", "").replace("−", "-")
    assert int(digits) == units


def test_a_currency_that_does_not_exist_is_refused() -> None:
    with pytest.raises(UnknownCurrency):
        figures.format_units(1, "XYZ")


@pytest.mark.parametrize(
    ("units", "card", "short"),
    [
        (481_233_050, "4,812,331", "4.8m"),
        (9_999_999_949, "99,999,999", "100m"),
        (123_456_789_000, "1,234.6m", "1.2bn"),
        (10_600_000, "106,000", "106k"),
        (99_950, "1,000", "1.0k"),
        (94_000, "940", "940"),
        (-1_900_000, "−19,000", "−19.0k"),
        (None, "not known", "not known"),
    ],
)
def test_cards_and_labels_have_shorter_amounts(units: int | None, card: str, short: str) -> None:
    assert figures.format_card_amount(units, "EUR") == card
    assert figures.format_short_amount(units, "EUR") == short


@pytest.mark.parametrize(
    ("share", "text"),
    [(0.35564, "35.6%"), (0.0, "0.0%"), (1, "100.0%"), (-0.05, "−5.0%"), (None, "not known")],
)
def test_a_share_is_a_percentage(share: float | None, text: str) -> None:
    assert figures.format_share(share) == text


@pytest.mark.parametrize(
    ("days", "text"),
    [(1, "1 day"), (0, "0 days"), (3.44, "3.4 days"), (37.0, "37 days"), (None, "not known")],
)
def test_days_carry_their_unit(days: float | None, text: str) -> None:
    assert figures.format_days(days) == text


@pytest.mark.parametrize(
    ("number", "trimmed", "fixed"), [(3.4, "3.4", "3.4"), (12, "12", "12.0"), (100, "100", "100.0")]
)
def test_numbers_are_trimmed_in_sentences_and_fixed_in_columns(
    number: float, trimmed: str, fixed: str
) -> None:
    assert figures.format_number(number) == trimmed
    assert figures.format_decimal(number) == fixed


@pytest.mark.parametrize("day", [dt.date(2026, 11, 2), "2026-11-02"])
def test_a_day_is_written_so_that_no_reader_mistakes_it(day: dt.date | str) -> None:
    assert figures.format_date(day) == "2 November 2026"
    assert figures.format_month(day) == "Nov 26"


def test_unknown_days_and_counts_are_not_known() -> None:
    unknown = (figures.format_date(None), figures.format_month(None), figures.format_count(None))
    assert {*unknown, figures.format_decimal(None)} == {"not known"}


@pytest.mark.parametrize(
    ("text", "clean"), [("a\x00b\x1b[31m", "a\ufffdb\ufffd[31m"), ("Ł\tó\n", "Ł\tó\n"), ("", "")]
)
def test_control_characters_become_visible(text: str, clean: str) -> None:
    assert figures.clean_text(text) == clean


@pytest.mark.parametrize(
    ("value", "unit", "shown"),
    [
        (5.918, "percent", "5.9%"),
        (0.0, "percent", "0.0%"),
        (60.0, "days", "60.0 days"),
        (12.5, "basis_points", "12.5 basis points"),
        (6.749, "times_a_year", "6.7 times a year"),
        (542161835.0, "units", "5,421,618.35"),
        (None, "percent", "not known"),
    ],
)
def test_a_metric_is_written_in_its_own_unit(value: float | None, unit: str, shown: str) -> None:
    assert figures.format_measure(value, unit, "EUR") == shown


@pytest.mark.parametrize("unit", Unit)
def test_every_unit_of_the_metrics_can_be_written(unit: Unit) -> None:
    assert figures.format_measure(1.0, unit.value, "EUR")


@pytest.mark.parametrize(
    ("currency", "name", "unit"), [("EUR", "EUR", "EUR"), ("XXX", "no currency named", "")]
)
def test_no_currency_is_called_so(currency: str, name: str, unit: str) -> None:
    assert (figures.currency_name(currency), figures.currency_unit(currency)) == (name, unit)


@pytest.mark.parametrize(
    ("years", "text"), [(0.71, "0.7 years"), (1.0, "1 year"), (3.0, "3 years"), (None, "not known")]
)
def test_years_carry_their_unit(years: float | None, text: str) -> None:
    assert figures.format_years(years) == text
