from datetime import date, timedelta

import pytest
from tests.analytics.late_risk.ledgers import AS_OF, invoice, monthly_ledger
from tests.books import book_of

from duly.analytics.late_risk import windows as module
from duly.analytics.late_risk.windows import Windows, labelled, windows

JUDGED = AS_OF - timedelta(days=365)


def first_issued(days_ago: int):
    start = AS_OF - timedelta(days=days_ago)
    return book_of({"invoices": [invoice("I", "A", due=AS_OF, issued_on=start)]})


@pytest.mark.parametrize(("days_ago", "days", "fitted"), [(821, 6, 1), (894, 7, 2), (5000, 10, 5)])
def test_a_longer_history_gives_more_days(days_ago, days, fitted):
    found = windows(first_issued(days_ago), as_of=AS_OF)
    assert (len(found.days), found.fitted, found.judged) == (days, fitted, JUDGED)


@pytest.mark.parametrize("days_ago", [820, 365, 0, -10])
def test_a_short_history_gives_none(days_ago):
    assert windows(first_issued(days_ago), as_of=AS_OF) is None


def test_an_empty_book_gives_none():
    assert windows(book_of({"invoices": []}), as_of=AS_OF) is None


def test_no_year_to_fit_on_overlaps_the_year_to_judge_by():
    found = windows(monthly_ledger(), as_of=AS_OF)
    assert found.days[found.fitted - 1] + timedelta(days=365) <= found.judged
    assert found.judged + timedelta(days=365) <= AS_OF


def test_an_observation_is_labelled_by_the_year_after_it():
    rows = labelled(monthly_ledger(), [JUDGED])
    assert len(rows.failed) == 160
    assert set(rows.periods) == {JUDGED.toordinal()}
    assert rows.failed.reshape(-1, 4)[:, 1:].sum() == 0
    assert rows.failed.reshape(-1, 4)[:, 0].mean() > 0.8


def test_days_are_a_fifth_of_a_year_apart():
    assert module.STEP_DAYS * 5 == 365
    assert Windows([date(2024, 1, 1), JUDGED], 1).judged == JUDGED
