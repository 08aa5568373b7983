import json

import numpy as np
import pytest
from tests.analytics.late_risk.ledgers import observations
from tests.analytics.late_risk.test_model import REFUSED, VALUES

from duly.analytics.failure.boosted import SHALLOW, fitted_trees
from duly.analytics.late_risk import read_late_risk, write_late_risk
from duly.analytics.late_risk.fitting import model_of
from duly.analytics.late_risk.model import Calibration, LateRiskModel
from duly.analytics.late_risk.stored import KIND, VERSION
from duly.book.findings import BadInput
from duly.book.sealed_document import read_sealed, write_sealed

MODEL = model_of(observations(), fit_until=738000)
TREES = LateRiskModel(
    "boosted",
    None,
    None,
    fitted_trees(observations(), shape=SHALLOW, directions={}, seed=0),
    Calibration(0.1, 0.9),
    None,
)


@pytest.fixture
def path(tmp_path):
    return tmp_path / "model.json"


@pytest.mark.parametrize("model", [MODEL, TREES], ids=["chosen", "trees"])
def test_a_model_says_the_same_after_it_was_kept(path, model):
    write_late_risk(model, path)
    again = read_late_risk(path)
    assert again.judgement == model.judgement
    assert (again.probabilities(VALUES) == model.probabilities(VALUES)).all()
    assert np.array_equal(again.contributions(VALUES), model.contributions(VALUES))


def test_a_refusal_is_kept_as_a_refusal(path):
    write_late_risk(REFUSED, path)
    assert read_late_risk(path) == REFUSED


def test_a_model_that_was_changed_is_refused(path):
    write_late_risk(MODEL, path)
    document = json.loads(path.read_text("utf-8"))
    document["content"]["calibration"]["slope"] = 9
    path.write_text(json.dumps(document), "utf-8")
    with pytest.raises(BadInput, match="was changed since it was written"):
        read_late_risk(path)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"characteristics": ["age"]}, "other characteristics"),
        ({"kind": None}, "neither a model nor the refusal"),
        ({"kind": "oracle"}, "neither a model nor the refusal"),
        ({"refusal": "too_few_events"}, "neither a model nor the refusal"),
        ({"kind": None, "refusal": "tired"}, "why there is no model is unknown"),
        ({"card": None, "trees": None}, "do not fit its kind"),
        ({"calibration": {"tilt": 1}}, "makes sense"),
    ],
    ids=["characteristics", "nothing", "kind", "both", "refusal", "parts", "calibration"],
)
def test_a_sealed_model_that_makes_no_sense_is_refused(path, changed, message):
    write_late_risk(MODEL, path)
    content = read_sealed(path, kind=KIND, newest_version=VERSION)
    write_sealed(path, kind=KIND, version=VERSION, content=content | changed)
    with pytest.raises(BadInput, match=message):
        read_late_risk(path)
