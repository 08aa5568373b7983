import numpy as np
import pytest
from tests.analytics.late_risk.ledgers import observations

from duly.analytics.late_risk.fitting import model_of
from duly.analytics.late_risk.model import Calibration, LateRiskModel, logits_of

VALUES = observations().values[:50]
REFUSED = LateRiskModel(None, "too_few_events", None, None, Calibration(), None)


def test_without_a_model_there_is_no_probability():
    assert np.isnan(REFUSED.probabilities(VALUES)).all()
    assert (REFUSED.contributions(VALUES) == 0).all()


def test_contributions_add_up_to_what_makes_the_probability():
    model = model_of(observations(), fit_until=738000)
    logits = logits_of(model.probabilities(VALUES))
    rest = logits - model.contributions(VALUES).sum(axis=1)
    assert rest == pytest.approx(np.full(50, rest[0]))


def test_calibration_keeps_the_order_and_moves_the_level():
    raised = Calibration(intercept=1.0, slope=0.5).applied(np.array([0.1, 0.2, 0.9]))
    assert (np.diff(raised) > 0).all()
    assert raised[0] > 0.1
    assert Calibration().applied(np.array([0.1, 0.9])) == pytest.approx([0.1, 0.9])


def test_certainty_has_a_finite_logit():
    assert np.isfinite(logits_of(np.array([0.0, 1.0]))).all()
