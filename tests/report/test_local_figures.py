import datetime as dt

import pytest

from duly.report import figures, local_figures, words


@pytest.mark.parametrize(
    ("language", "number", "share", "amount", "day"),
    [
        ("en", "1,234.5", "35.6%", "\u22121,234.50", "1 March 2026"),
        ("de", "1.234,5", "35,6\u00a0%", "\u22121.234,50", "1. März 2026"),
        ("es", "1.234,5", "35,6\u00a0%", "\u22121.234,50", "1 de marzo de 2026"),
        ("fr", "1\u202f234,5", "35,6\u00a0%", "\u22121\u202f234,50", "1 mars 2026"),
    ],
)
def test_a_figure_is_written_as_its_reader_writes_it(
    language: str, number: str, share: str, amount: str, day: str
) -> None:
    assert local_figures.number(1234.5, language) == number
    assert local_figures.share(0.3556, language) == share
    assert local_figures.units(-123_450, "EUR", language) == amount
    assert local_figures.date(dt.date(2026, 3, 1), language) == day
    assert local_figures.date("2026-03-01T08:00", language) == day


@pytest.mark.parametrize("days", [0, 1, 1.04, 1.5, 2, 1234.5])
def test_english_days_are_those_of_tables(days: float) -> None:
    assert words._forms("en")["days"](days) == figures.format_days(days)
    assert words._forms("en")["years"](days) == figures.format_years(days)


@pytest.mark.parametrize(
    ("value", "language", "form"),
    [
        (1, "en", "one"),
        (1.5, "en", "other"),
        (0, "en", "other"),
        (1.5, "fr", "one"),
        (0, "fr", "one"),
        (2, "fr", "other"),
        (1, "de", "one"),
        (1.04, "de", "one"),
        (-1, "es", "one"),
    ],
)
def test_a_plural_follows_the_number_as_written(value: float, language: str, form: str) -> None:
    assert local_figures.plural_form(value, language) == form
