import json

import pyarrow as pa
import pytest
from tests.analytics.failure.firms import firms

from duly.analytics.failure import fit_scorecard, reasons, score
from duly.analytics.failure.binning import FINE
from duly.analytics.failure.boosted import DEEP
from duly.analytics.failure.fitting import _best
from duly.book.findings import BadInput

TABLE = firms()


@pytest.fixture(scope="module")
def fitted():
    return fit_scorecard(TABLE, label="failed", period="year", fit_until=2007)


def test_the_card_tells_later_failures_about_as_well_as_trees(fitted):
    unseen = fitted.validation.unseen
    assert unseen["scorecard"].auc > 0.75
    assert unseen["scorecard"].auc > unseen["boosted"].auc - 0.03
    assert (fitted.fitted_on, unseen["scorecard"].rows) == (2100, 900)


def test_a_report_is_plain_json_with_every_bin_and_model(fitted):
    told = json.loads(json.dumps(fitted.report(), allow_nan=False))
    assert {row["characteristic"] for row in told["bins"]} == set(fitted.card.names)
    assert set(told["unseen"]) == set(told["seen"]) == {"scorecard", "boosted"}
    assert told["gaps_tell"] is False
    assert sum(band["rows"] for band in told["calibration"]) == 900


def test_rows_after_the_last_period_do_not_change_the_card(fitted):
    is_later = [year > 2007 for year in TABLE["year"].to_pylist()]
    failed = [
        1 - was if later else was
        for later, was in zip(is_later, TABLE["failed"].to_pylist(), strict=True)
    ]
    turned = TABLE.drop(["failed"]).append_column("failed", pa.array(failed))
    again = fit_scorecard(turned, label="failed", period="year", fit_until=2007)
    assert again.card == fitted.card
    assert again.validation.unseen != fitted.validation.unseen


def test_the_same_table_gives_the_same_card(fitted):
    again = fit_scorecard(
        TABLE, label="failed", period="year", fit_until=2007, with_challenger=False
    )
    assert again.card == fitted.card
    assert again.trees is None
    assert "boosted" not in again.validation.unseen


def test_without_a_last_period_the_card_is_fitted_on_all():
    found = fit_scorecard(TABLE, label="failed", period="year", with_challenger=False)
    assert found.fitted_on == 3000
    assert found.validation.protocol == "later periods"


def test_without_a_period_there_are_folds():
    found = fit_scorecard(TABLE, label="failed", leave_out=["year"], with_challenger=False)
    assert found.validation.protocol == "folds"
    assert found.validation.unseen["scorecard"].rows == 3000


def test_a_published_score_in_the_table_is_compared_with_and_not_fitted_on():
    table = TABLE.append_column("altman_z", TABLE["profit"])
    found = fit_scorecard(
        table, label="failed", period="year", fit_until=2007, with_challenger=False
    )
    assert "altman_z" not in found.card.names
    assert found.validation.yardsticks["altman_z"].auc > 0.65


def test_a_fitted_card_scores_and_gives_reasons(fitted):
    rows = score(TABLE.slice(0, 5), fitted.card)
    assert rows.num_rows == 5
    firms_named = TABLE.slice(0, 5).append_column("firm", pa.array(list("abcde")))
    assert reasons(firms_named, fitted.card, key="firm").num_rows >= 5


def test_a_table_that_cannot_be_fitted_is_refused():
    with pytest.raises(BadInput, match="no column broke"):
        fit_scorecard(TABLE, label="broke")


class _Sees:
    def __init__(self, column, rows):
        self.column = column

    def probabilities(self, values):
        return values[:, self.column]


def test_the_later_choice_must_be_clearly_better():
    from duly.analytics.failure.labelled import labelled_table

    rows = labelled_table(TABLE, label="failed", leave_out=["year"])
    fit = lambda known, column: _Sees(column, known)  # noqa: E731
    assert _best((2, 1), fit, [(rows, rows)]) == 1
    assert _best((1, 1.0), lambda known, column: _Sees(int(column), known), [(rows, rows)]) == 1
    none_failed = rows.rows(rows.failed == 0)
    assert _best((2, 1), fit, [(rows, none_failed)]) == 2
    assert FINE.name != DEEP.name
