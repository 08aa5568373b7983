"""Does what is learned once serve every day?"""

from __future__ import annotations

from datetime import date, timedelta

import pyarrow.compute as pc
import pytest
from tests.analytics.foresight.ledgers import END, QUICK, START, book, ledger
from tests.books import book_of

from duly.analytics.cash_forecast.daily import Learned, Outlook, learn, look_ahead, with_past
from duly.analytics.cash_forecast.forecast import Setting, WhatIf
from duly.analytics.foresight.fitting import fit
from duly.book.findings import BadInput
from duly.book.policy.forecast import ForecastPolicy

POLICY = ForecastPolicy(weeks=4, days=10, draws=100)
DAY = END - timedelta(days=60)
LATER = DAY + timedelta(days=10)


@pytest.fixture(scope="module")
def told() -> list[tuple[str, float]]:
    return []


@pytest.fixture(scope="module")
def learned(told: list[tuple[str, float]]) -> Learned:
    def progress(what: str, share: float) -> None:
        told.append((what, share))

    return learn(book(), as_of=DAY, policy=POLICY, settings=QUICK, progress=progress)


@pytest.fixture(scope="module")
def outlook(learned: Learned) -> Outlook:
    return look_ahead(book(), learned, as_of=LATER)


def test_what_is_learned_is_of_the_day_and_was_tried_on_earlier_ones(learned, told):
    assert learned.model.fit_on == DAY
    assert learned.past is not None
    assert date.fromordinal(learned.past.origins.max()) < DAY
    assert learned.setting.policy == POLICY
    assert [share for _, share in told] == sorted(share for _, share in told)


def test_every_open_invoice_has_its_line_in_order(outlook):
    rows = outlook.invoices.to_pylist()
    assert outlook.is_shown
    assert len(rows) == outlook.open_count > 0
    assert [row["invoice_id"] for row in rows] == sorted(row["invoice_id"] for row in rows)
    for row in rows:
        assert row["p10_on"] <= row["p50_on"]
        assert row["p10_on"] > LATER
        assert 0 <= row["p_never"] <= row["p_later_than_90"] <= row["p_later_than_30"] <= 1
        assert row["p50_on"] == row["due_on"] + timedelta(days=round(row["p50_days"]))


def test_cash_has_its_weeks_and_its_accounts(outlook):
    assert set(outlook.cash.weeks["week"].to_pylist()) == {1, 2, 3, 4}
    accounts = set(outlook.cash.accounts["account_id"].to_pylist())
    assert accounts <= set(outlook.invoices["account_id"].to_pylist())


def test_the_same_day_is_said_the_same_and_knows_nothing_later(learned, outlook):
    then = look_ahead(book_of(ledger(until=LATER)), learned, as_of=LATER)
    assert then.invoices.equals(outlook.invoices)
    assert then.cash.weeks.equals(outlook.cash.weeks)


def test_what_if_changes_the_cash_and_not_the_invoices(learned, outlook):
    accounts = frozenset(outlook.cash.accounts["account_id"].to_pylist())
    found = look_ahead(book(), learned, as_of=LATER, what_if=WhatIf(stopped_accounts=accounts))
    assert found.invoices.equals(outlook.invoices)
    assert found.cash.accounts.num_rows == 0


def test_a_day_before_the_model_is_refused(learned):
    with pytest.raises(BadInput, match="fit one as of that day"):
        look_ahead(book(), learned, as_of=DAY - timedelta(days=1))


def test_a_young_book_has_no_past():
    day = START + timedelta(days=80)
    model = fit(book(), as_of=day, settings=QUICK)
    found = with_past(book(), model, Setting(POLICY), as_of=day, settings=QUICK)
    assert (found.past, found.setting) == (None, Setting(POLICY))


def test_each_past_day_is_forecast_by_a_model_that_had_been_fitted_by_then(learned):
    """Of a book that began 39 weeks before: the first quarter cannot be forecast."""
    origins = [date.fromordinal(day) for day in set(learned.past.origins.tolist())]
    assert min(origins) >= DAY - timedelta(weeks=26)


def test_money_to_come_is_whole_units(outlook):
    assert pc.min(outlook.invoices["open_units"]).as_py() > 0


@pytest.mark.parametrize("at_once", [1, 7])
def test_nothing_depends_on_how_many_invoices_are_looked_at_together(
    learned, outlook, monkeypatch, at_once
):
    monkeypatch.setattr("duly.analytics.foresight.curves.AT_ONCE", at_once)
    found = look_ahead(book(), learned, as_of=LATER)
    # What moved a forecast is a sum, whose last digit depends on how it was added up.
    told, retold = (one.invoices.drop(["moved_days", "reasons"]) for one in (outlook, found))
    assert told.equals(retold)
    moved, again = (one.invoices["moved_days"].to_numpy() for one in (outlook, found))
    assert again == pytest.approx(moved, abs=1e-9)
    for name in ("weeks", "days", "accounts"):
        assert getattr(found.cash, name).equals(getattr(outlook.cash, name))
