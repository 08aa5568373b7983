import math

import pyarrow as pa
import pytest
from tests.analytics.statements.company import FULL, MODEL_SCHEMA, T, applied, compared, engine

from duly.analytics.failure.published import (
    MODELS,
    ONE_CUT_OFF,
    THREE_ZONES,
    published_reasons,
    published_scores,
)
from duly.analytics.statements import all_models
from duly.book.findings import BadInput

BARE = dict.fromkeys(FULL, None)
FAILING = {**FULL, "ebit": -300, "ebt": -330, "net_income": -330, "retained_earnings": -400}


def at_usual_rate(table):
    return published_scores(all_models(table))


def at_a_higher_rate(table):
    return published_scores(all_models(table), base_rate=0.05)


def scored(of=FULL, by=at_usual_rate):
    return applied(by, compared(of=of))[0]


def told(of=FULL):
    table = pa.Table.from_pylist([compared(of=of)], schema=MODEL_SCHEMA)
    return engine().fetch(published_reasons(all_models(engine().table(table)))).to_pylist()


def test_the_mean_evidence_of_the_known_models_moves_the_expected_odds():
    row = scored(of=T)
    zones = [row[zone] for zone, _ in MODELS.values()]
    known = [
        math.log(shares[zone][1] / shares[zone][0])
        for zone, (_, shares) in zip(zones, MODELS.values(), strict=True)
        if zone is not None
    ]
    logit = math.log(0.02 / 0.98) - sum(known) / len(known)
    assert row["published_models"] == len(known)
    assert row["published_pd"] == pytest.approx(1 / (1 + math.exp(-logit)))


def test_a_failing_firm_is_riskier_than_a_sound_one():
    sound, failing = scored(), scored(FAILING)
    assert failing["published_pd"] > 0.05 > 0.02 > sound["published_pd"]
    assert failing["published_score"] < sound["published_score"]


def test_a_firm_without_any_score_has_no_probability():
    row = scored(BARE)
    assert row["published_models"] == 0
    assert (row["published_pd"], row["published_score"]) == (None, None)
    assert told(BARE) == []


@pytest.mark.parametrize("rate", [0, 1, -0.1, 1.5])
def test_a_rate_that_is_no_share_is_refused(rate):
    with pytest.raises(BadInput, match="between 0 and 1"):
        published_scores(engine().table(MODEL_SCHEMA.empty_table()), base_rate=rate)


def test_a_higher_expected_rate_raises_the_probability():
    assert scored(by=at_a_higher_rate)["published_pd"] > scored()["published_pd"]


def test_the_costliest_models_come_first():
    rows = sorted(told(FAILING), key=lambda row: row["rank"])
    lost = [row["points_lost"] for row in rows]
    assert lost == sorted(lost, reverse=True)
    assert rows[0]["characteristic"].startswith("altman")
    assert {row["zone"] for row in rows} <= {"distress", "grey", "at_risk"}


def test_a_firm_in_every_best_zone_has_no_reasons():
    best = {**FULL, "ebit": 400, "ebt": 390, "net_income": 300, "market_cap": 5000}
    best |= {"total_liabilities": 200, "current_liabilities": 100, "equity": 800}
    best |= {"funds_from_operations": 500}
    assert scored(best)["published_models"] == len(MODELS)
    assert told(best) == []


@pytest.mark.parametrize("shares", [THREE_ZONES, ONE_CUT_OFF], ids=["three", "two"])
def test_the_shares_of_a_model_add_up_to_one(shares):
    for side in (0, 1):
        assert sum(pair[side] for pair in shares.values()) == pytest.approx(1)
