from datetime import date

import numpy as np
import pytest

from duly.generator.days import (
    ANY_DAY,
    MONTHLY,
    TWICE_A_MONTH,
    WEEKLY,
    day_number,
    month_end,
    next_business_day,
    next_run,
)


def days(*texts: str) -> np.ndarray:
    return np.array([day_number(date.fromisoformat(text)) for text in texts])


@pytest.mark.parametrize(
    ("day", "end"),
    [
        ("2026-01-31", "2026-01-31"),
        ("2026-02-01", "2026-02-28"),
        ("2028-02-10", "2028-02-29"),
        ("2026-12-31", "2026-12-31"),
    ],
)
def test_a_month_ends_on_its_last_day(day, end):
    assert month_end(days(day)).tolist() == days(end).tolist()


@pytest.mark.parametrize(
    ("day", "banked"),
    [
        ("2026-11-20", "2026-11-20"),  # a Friday stays
        ("2026-11-21", "2026-11-23"),  # Saturday to Monday
        ("2026-12-25", "2026-12-28"),  # Christmas, then a weekend
        ("2026-05-01", "2026-05-04"),
    ],
)
def test_banks_rest_on_weekends_and_the_common_holidays(day, banked):
    assert next_business_day(days(day)).tolist() == days(banked).tolist()


@pytest.mark.parametrize(
    ("kind", "run_day", "wanted", "paid"),
    [
        (ANY_DAY, 3, "2026-11-17", "2026-11-17"),
        (WEEKLY, 3, "2026-11-19", "2026-11-19"),  # Thursday is its day
        (WEEKLY, 3, "2026-11-20", "2026-11-26"),  # a day late: next week
        (MONTHLY, 10, "2026-11-10", "2026-11-10"),
        (MONTHLY, 10, "2026-11-11", "2026-12-10"),
        (MONTHLY, 15, "2026-11-11", "2026-11-16"),  # the 15th is a Sunday
        (TWICE_A_MONTH, 10, "2026-11-11", "2026-11-25"),
        (TWICE_A_MONTH, 20, "2026-11-01", "2026-11-09"),  # the 7th is a Saturday
    ],
)
def test_a_run_pays_on_its_day_or_on_the_next_one(kind, run_day, wanted, paid):
    found = next_run(days(wanted), np.array([kind]), np.array([run_day]))
    assert found.tolist() == days(paid).tolist()
