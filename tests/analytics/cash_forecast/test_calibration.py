"""How far do invoices go together, and how wide must the bands be, by this book's own past?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago
from tests.analytics.cash_forecast.certainties import QUICK, paid_late

from duly.analytics.cash_forecast import calibration
from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.baselines import known_paid, simpler_rules
from duly.analytics.cash_forecast.calibration import Calibrated, calibrated, past_origins
from duly.analytics.cash_forecast.correction import NO_CORRECTION
from duly.analytics.cash_forecast.dependence import Dependence

USUAL = Dependence(account=0.35, everybody=0.02)
SETTING = replace(QUICK, dependence=USUAL)
EVENLY = paid_late(dict.fromkeys(range(1, 15), 1 / 14))


def test_past_forecasts_are_made_every_other_week_for_three_quarters_of_a_year():
    weeks = np.array([(AS_OF - day).days for day in past_origins(AS_OF)]) / 7
    assert weeks.max() == weeks[0] >= calibration.LEARNED_FROM_WEEKS - 1
    assert set(np.diff(weeks)) == {-calibration.EVERY_WEEKS}
    assert weeks[-1] >= 4  # the near weeks of the last of them are over


TEN_AND_SIX_WEEKS_AGO = (ago(70), ago(42))


def measured(ledger: Ledger, told: list[float] | None = None, **more) -> Calibrated:
    told = [] if told is None else told
    book = ledger.book()
    rules = {"due_date": simpler_rules(known_paid(book, as_of=AS_OF))["due_date"]}
    asked = {"origins": TEN_AND_SIX_WEEKS_AGO, **more}
    return calibrated(
        book, EVENLY, SETTING, as_of=AS_OF, baselines=rules, progress=told.append, **asked
    )


def three_each(*, together: bool) -> Ledger:
    """Three invoices of every account are due on the day of each past forecast.

    Together: all three are paid on one day of the two weeks after it; else each on its own.
    """
    random, ledger = np.random.default_rng(3), Ledger()
    for due in (ago(70), ago(42)):
        for account in range(20):
            days = random.integers(1, 15, size=3).tolist()
            for late in days[:1] * 3 if together else days:
                ledger.invoice(f"A{account}", 100, due, parts=((100, late),), terms=14)
    return ledger


@pytest.fixture(scope="module")
def told():
    return []


@pytest.fixture(scope="module")
def together(told):
    return measured(three_each(together=True), told)


def test_customers_who_pay_all_at_once_are_seen_to_do_so(together):
    assert together.setting.dependence.account > 0.7


def test_customers_who_pay_each_invoice_on_its_own_are_not():
    assert measured(three_each(together=False)).setting.dependence.account < 0.15


def test_bands_are_measured_on_the_same_past_weeks(together):
    assert together.setting.bands == together.past.bands()
    assert set(together.past.origins.tolist()) == {day.toordinal() for day in TEN_AND_SIX_WEEKS_AGO}
    assert set(together.past.baselines) == {"due_date"}


def test_all_else_of_the_setting_stays(together):
    found = together.setting
    assert replace(found, dependence=USUAL, bands=Bands(), correction=NO_CORRECTION) == SETTING


def test_half_of_it_is_told_to_who_waits(together, told):
    assert told == [0.5]


def test_origins_of_long_ago_teach_and_are_not_measured():
    long_ago = ago(7 * (calibration.LOOKED_BACK_WEEKS + 2))
    ledger = three_each(together=False)
    for account in range(300):
        ledger.invoice(f"A{account}", 100, long_ago, parts=((100, 1),), terms=14)
    found = measured(ledger, origins=(long_ago, *TEN_AND_SIX_WEEKS_AGO))
    assert found.past.origins.min() == TEN_AND_SIX_WEEKS_AGO[0].toordinal()
    # All of it came at once, where half of it had been likely.
    week = np.array([[0.5]])
    taught = found.setting.correction.of(week, np.array([0]), np.array([0]))
    plain = measured(three_each(together=False)).setting.correction
    assert taught[0, 0] > plain.of(week, np.array([0]), np.array([0]))[0, 0] + 0.05


@pytest.mark.parametrize(
    "ledger", [Ledger(), Ledger().invoice("A", 100, ago(3))], ids=["empty", "one_invoice"]
)
def test_a_book_without_a_past_leaves_what_is_usual(ledger):
    found = measured(ledger).setting
    assert (found.dependence, found.bands) == (USUAL, Bands())
    said = np.array([[0.02, 0.5, 0.98]])
    assert found.correction.of(said, np.array([3]), np.arange(3)) == pytest.approx(said)
