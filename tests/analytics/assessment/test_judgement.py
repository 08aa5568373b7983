from datetime import date

import pytest
from tests.analytics.observations import accounts, fetched

from duly.analytics.assessment.judgement import judge
from duly.book.policy.reading import default_policy

POLICY = default_policy()
AS_OF = date(2026, 11, 21)


def judged(*changes):
    return fetched(judge(accounts(*changes), POLICY, as_of=AS_OF))


def test_a_prompt_small_payer_is_rated_limited_and_given_terms():
    (row,) = judged({})
    assert (row["grade"], row["terms_reason"]) == ("A", "grade")
    assert row["limit_units"] == 12_000_00  # need: 120,000 x 31/360 x 1.25 = 12,916.67
    assert row["limit_binding"] == "need"


EXPECTED_LOSS = [
    ("on the whole exposure", {}, 10_000_00),
    ("less what is insured", {"insured_limit_units": 4_000_00}, 6_000_00),
    (
        "the uninsured share stays",
        {"insured_limit_units": 4_000_00, "insured_share": 0.9},
        6_400_00,
    ),
    ("nothing when all is insured", {"insured_limit_units": 12_000_00}, 0),
    ("nothing when we owe the account", {"exposure_units": -5_00}, 0),
]


@pytest.mark.parametrize(("why", "seen", "at_default"), EXPECTED_LOSS)
def test_the_expected_loss_is_pd_times_lgd_times_exposure(why, seen, at_default):
    (row,) = judged(seen)
    assert row["expected_loss_units"] == round(at_default * row["pd"] * POLICY.terms.lgd)


def test_an_exposure_that_is_not_known_has_no_expected_loss():
    (row,) = judged({"exposure_units": None})
    assert row["expected_loss_units"] is None


def test_accounts_do_not_influence_each_other():
    alone = judged({})[0]
    beside = judged({}, {"weighted_days_late": 99.0, "adverse_events": 3})[0]
    assert alone == beside
