import numpy as np
import pytest
from tests.analytics.failure.firms import firms

from duly.analytics.failure.labelled import LabelledTable, labelled_table
from duly.analytics.failure.splits import FOLDS, inner_splits, splits
from duly.book.findings import BadInput

IN_TIME = labelled_table(firms(), label="failed", period="year")
WITHOUT = labelled_table(firms(), label="failed", leave_out=["year"])


def test_a_time_split_scores_later_periods_only():
    (split,) = splits(IN_TIME, fit_until=2007, seed=0)
    assert IN_TIME.periods[split.fitted].max() == 2007
    assert IN_TIME.periods[split.scored].min() == 2008
    assert (split.fitted ^ split.scored).all()


def test_without_a_last_period_a_fifth_of_the_failures_is_later():
    (split,) = splits(IN_TIME, fit_until=None, seed=0)
    later = IN_TIME.failed[split.scored].sum() / IN_TIME.failed.sum()
    assert 0.2 <= later < 0.35


def test_folds_score_every_row_once_at_one_failure_rate():
    folds = splits(WITHOUT, fit_until=None, seed=0)
    assert len(folds) == FOLDS
    assert (sum(fold.scored.astype(int) for fold in folds) == 1).all()
    failures = [WITHOUT.failed[fold.scored].sum() for fold in folds]
    assert max(failures) - min(failures) <= 1
    assert not any((fold.fitted & fold.scored).any() for fold in folds)


def test_folds_depend_on_the_seed_alone():
    first, again, other = (splits(WITHOUT, fit_until=None, seed=s)[0].scored for s in (0, 0, 1))
    assert (first == again).all()
    assert (first != other).any()


def test_choices_are_judged_inside_the_rows_to_fit_on():
    (split,) = inner_splits(IN_TIME, seed=0)
    assert IN_TIME.periods[split.fitted].max() < IN_TIME.periods[split.scored].min()
    assert len(inner_splits(WITHOUT, seed=0)) == FOLDS


def test_one_period_leaves_nothing_to_judge_by():
    table = firms().drop(["year"]).append_column("year", [[2001] * 3000])
    with pytest.raises(BadInput, match="after period 2001 there are not both"):
        splits(labelled_table(table, label="failed", period="year"), fit_until=None, seed=0)


@pytest.mark.parametrize(
    ("fit_until", "message"),
    [(2000, "up to period 2000 there are 0 failures"), (2010, "after period 2010")],
)
def test_a_split_that_cannot_be_judged_is_refused(fit_until, message):
    with pytest.raises(BadInput, match=message):
        splits(IN_TIME, fit_until=fit_until, seed=0)


def test_a_last_period_without_periods_is_refused():
    with pytest.raises(BadInput, match="needs a period column"):
        splits(WITHOUT, fit_until=2007, seed=0)


def test_failures_all_in_the_first_period_are_still_parted_somewhere():
    rows = LabelledTable(("x",), np.zeros((4, 1)), np.array([1.0, 1, 0, 0]), np.array([1, 1, 2, 3]))
    (split,) = inner_splits(rows, seed=0)
    assert split.fitted.tolist() == [True, True, False, False]
