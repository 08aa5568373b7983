from datetime import date

import ibis
import pytest
from tests.analytics.observations import accounts, fetched

from duly.analytics.terms import recommended_terms
from duly.book.policy.reading import default_policy

TERMS = default_policy().terms
AS_OF = date(2026, 11, 21)
PD = {"A": 0.001, "B": 0.008, "C": 0.02, "D": 0.04, "E": 0.10, "N": 0.03}


def terms_of(policy, grade, **seen):
    pd = seen.pop("pd", PD[grade])
    row = accounts(seen).mutate(grade=ibis.literal(grade), pd=ibis.literal(pd))
    return fetched(recommended_terms(row, policy, as_of=AS_OF))[0]


TABLE = """
    grade country | days  why    deposit  review      hold
    A     DE      | 60    grade  0        2027-11-21  45
    A     US      | 60    grade  0        2027-11-21  45
    B     DE      | 45    grade  0        2027-11-21  30
    C     DE      | 30    grade  0        2027-05-21  15
    D     DE      | 14    grade  0.25     2027-02-21  7
    E     DE      | 0     grade  1        -           0
    N     DE      | 14    grade  0.15     2027-02-21  7
"""


def lines(table):
    split = [line.split("|") for line in table.strip().splitlines()[1:]]
    return [(*left.split(), *right.split()) for left, right in split]


@pytest.mark.parametrize(
    ("grade", "country", "days", "why", "deposit", "review", "hold"), lines(TABLE)
)
def test_each_grade_has_its_terms(grade, country, days, why, deposit, review, hold):
    row = terms_of(TERMS, grade, country=country)
    assert (row["recommended_days"], row["terms_reason"]) == (int(days), why)
    assert row["deposit_share"] == float(deposit)
    assert str(row["review_on"] or "-") == review
    assert row["hold_overdue_days"] == int(hold)


def with_days(grade, days):
    matrix = TERMS.matrix | {grade: TERMS.matrix[grade].model_copy(update={"days": days})}
    return TERMS.model_copy(update={"matrix": matrix})


@pytest.mark.parametrize(
    ("country", "days", "why"), [("ES", 60, "law"), ("BE", 60, "law"), ("US", 90, "grade")]
)
def test_the_law_shortens_terms_but_never_lengthens_them(country, days, why):
    row = terms_of(with_days("A", 90), "A", country=country)
    assert (row["recommended_days"], row["terms_reason"]) == (days, why)


def test_a_country_without_a_known_law_leaves_the_grade_to_decide():
    row = terms_of(TERMS, "A", country=None)
    assert (row["recommended_days"], row["law_days"]) == (60, None)


@pytest.mark.parametrize(("seller", "law"), [("ES", 60), ("US", None)])
def test_the_sellers_law_holds_where_the_policy_names_it(seller, law):
    policy = TERMS.model_copy(update={"seller_country": seller})
    assert terms_of(policy, "A", country="BE")["law_days"] == law


def test_the_deposit_brings_the_expected_loss_down_to_the_target():
    """Handbook 04 section 5: PD 6 %, LGD 0.8, target 2 % need 58.33 %, in whole percent 59 %."""
    policy = TERMS.model_copy(update={"lgd": 0.8})
    assert terms_of(policy, "C", pd=0.06)["deposit_share"] == 0.59


def test_a_small_loss_needs_no_deposit_beyond_the_matrix():
    assert terms_of(TERMS, "D", pd=0.001)["deposit_share"] == 0.25


def test_an_account_reviewed_with_each_order_has_no_review_day():
    every_order = {
        grade: terms.model_copy(update={"review_months": 0})
        for grade, terms in TERMS.matrix.items()
    }
    policy = TERMS.model_copy(update={"matrix": every_order})
    assert terms_of(policy, "A")["review_on"] is None
