"""Are figures written as the reader's language has them, and never rounded away?"""

from datetime import UTC, date, datetime

import pytest
from django.utils import translation

from duly.server.web import figures

# language, amount, short amount, share, day: none of these spaces may break a line
WRITTEN = [
    ("en", "€\u00a01,234,567.89", "€\u00a057.9M", "35.6%", "21 Nov 2026"),
    ("de", "1.234.567,89\u00a0€", "57,9\u00a0Mio.\u00a0€", "35,6\u00a0%", "21. Nov. 2026"),
    ("es", "1.234.567,89\u00a0€", "57,9\u00a0M\u00a0€", "35,6\u00a0%", "21 nov 2026"),
]


@pytest.mark.parametrize(("language", "amount", "short", "share", "day"), WRITTEN)
def test_figures_follow_the_language(language, amount, short, share, day):
    with translation.override(language):
        assert figures.money(123_456_789, "EUR") == amount
        assert figures.short_money(5_790_000_000, "EUR") == short
        assert figures.percent(0.3556) == share
        assert figures.day(date(2026, 11, 21)) == day


def test_what_is_not_known_is_a_dash_and_never_a_zero():
    assert figures.money(None, "EUR") == figures.percent(None) == figures.day(None) == "–"
    assert figures.count(None) == figures.days(None) == figures.moment(None) == "–"


def test_a_minus_stands_before_the_currency():
    assert figures.money(-500, "EUR") == "−€\u00a05.00"


def test_a_currency_without_cents_has_none():
    assert figures.money(1_234, "JPY") == "¥\u00a01,234"


def test_no_currency_is_not_written():
    assert figures.money(100, "XXX") == "1.00"


def test_nearly_a_million_is_a_million():
    assert figures.short_amount(99_999_900, "EUR") == "1M"


def test_a_language_without_a_word_for_a_thousand_groups_its_digits():
    with translation.override("de"):
        assert figures.short_amount(12_345_600, "EUR") == "123.000"


def test_one_day_is_one_day():
    assert [figures.days(number) for number in (1, 2, 3.4)] == ["1 day", "2 days", "3.4 days"]


def test_a_moment_is_told_in_the_time_zone_of_the_installation():
    assert figures.moment(datetime(2026, 7, 1, 6, tzinfo=UTC)) == "1 Jul 2026, 08:00"
