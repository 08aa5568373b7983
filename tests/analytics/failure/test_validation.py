import numpy as np
import pytest
from tests.analytics.failure.firms import firms

from duly.analytics.failure.labelled import labelled_table
from duly.analytics.failure.splits import splits
from duly.analytics.failure.validation import GapRates, validation

ROWS = labelled_table(firms(), label="failed", leave_out=["year"])
WITH_GAPS = labelled_table(firms(gap_tells=True), label="failed", leave_out=["year"])
IN_TIME = labelled_table(firms(), label="failed", period="year")


class ByProfit:
    """A model that knows one thing, and remembers how many rows it was shown."""

    def __init__(self, rows):
        self.shown = len(rows.failed)

    def probabilities(self, values):
        return 1 / (1 + np.exp(2.4 + 1.2 * np.nan_to_num(values[:, 0])))


def judged(rows, published=None, **asked):
    parts = splits(rows, **{"fit_until": None, "seed": 0} | asked)
    return validation(rows, parts, {"scorecard": ByProfit}, published or {})


def test_folds_judge_every_row_and_later_periods_only_theirs():
    assert (judged(ROWS).protocol, judged(ROWS).unseen["scorecard"].rows) == ("folds", 3000)
    later = judged(IN_TIME, fit_until=2007)
    assert (later.protocol, later.unseen["scorecard"].rows) == ("later periods", 900)
    assert later.seen["scorecard"].rows == 2100


def test_calibration_is_of_rows_not_seen():
    assert sum(band.rows for band in judged(IN_TIME, fit_until=2007).calibration) == 900


def test_a_published_score_is_compared_where_it_is_known():
    riskiness = np.where(np.arange(3000) < 1000, -ROWS.values[:, 0], np.nan)
    found = judged(ROWS, {"altman_z": riskiness}).yardsticks["altman_z"]
    assert found.rows == 1000
    assert found.auc == pytest.approx(found.scorecard_auc)


def test_gaps_that_tell_are_told():
    assert judged(WITH_GAPS).gaps_tell
    assert judged(WITH_GAPS).gaps_auc > 0.6


def test_gaps_that_tell_nothing_are_not():
    assert judged(ROWS).gaps_auc == pytest.approx(0.5, abs=0.02)
    assert not judged(ROWS).gaps_tell


def test_a_pattern_of_gaps_never_seen_has_the_overall_rate():
    model = GapRates(ROWS)
    unseen = model.probabilities(np.full((1, 3), np.nan))
    assert unseen[0] == pytest.approx(ROWS.failed.mean())
