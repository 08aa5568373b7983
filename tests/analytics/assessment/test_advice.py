from datetime import date
from functools import reduce
from itertools import combinations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.analytics.observations import accounts, engine

from duly.analytics.assessment.advice import Adviser, Goal
from duly.analytics.assessment.change import possible_changes
from duly.book.policy.reading import default_policy
from duly.book.policy.scorecard import Band, Characteristic

POLICY = default_policy()
AS_OF = date(2026, 11, 21)
RANK = "NEDCBA"


def adviser(policy=POLICY, **seen):
    (row,) = engine().fetch(accounts(seen)).to_pylist()
    return Adviser(row, engine=engine(), policy=policy, as_of=AS_OF)


def columns(advice):
    return [{change.column for change in way.changes} for way in advice]


LATE = {"weighted_days_late": 20.0, "late_share": 0.7, "expected_delay_days": 20.0}


def test_the_smallest_change_that_raises_the_grade_is_named_first():
    advice = adviser(**LATE).advice(Goal.GRADE)
    assert len(advice[0].changes) == 1
    (change,) = advice[0].changes
    assert (change.column, change.observed, change.is_below) == ("weighted_days_late", 20.0, True)
    assert change.wanted < change.threshold == 8


def test_each_way_changes_something_else():
    ways = columns(adviser(**LATE).advice(Goal.GRADE))
    assert len(ways) == len({frozenset(way) for way in ways}) > 1


def test_the_best_grade_needs_no_advice():
    assert adviser().advice(Goal.GRADE) == ()


def test_a_limit_that_covers_the_need_needs_no_advice():
    assert adviser().before.limit_binding == "need"
    assert adviser().advice(Goal.LIMIT) == ()


def test_security_raises_a_limit_that_the_buyers_capacity_binds():
    small = {"annual_purchases_units": 900_000_00, "bureau_recommended_units": 5_000_00}
    advice = adviser(**small).advice(Goal.LIMIT)
    assert {"insured_limit_units"} in columns(advice)


def test_an_account_that_is_not_rated_is_told_what_evidence_is_missing():
    stranger = {"paid_count": 1, "weighted_days_late": None, "late_share": None}
    advice = adviser(**stranger).advice(Goal.GRADE)
    assert columns(advice)[0] == {"paid_count"}
    assert advice[0].changes[0].wanted == POLICY.scorecard.evidence.paid_invoices


def test_adverse_events_hold_the_grade_down_until_they_are_cleared():
    advice = adviser(adverse_events=2, has_bureau=True).advice(Goal.GRADE)
    assert all("adverse_events" in way for way in columns(advice))
    assert advice


def test_a_large_debtor_judged_by_payments_alone_is_asked_for_other_evidence():
    advice = adviser(exposure_share=0.4).advice(Goal.GRADE)
    assert all(change.is_new_evidence for way in advice for change in way.changes)
    assert advice[0].after.grade == "A"


def test_many_small_losses_are_mended_together():
    spread = {
        "weighted_days_late": 70.0,
        "late_share": 0.9,
        "slowing_days": 30.0,
        "overdue_share": 0.9,
        "oldest_overdue_days": 200.0,
        "broken_promise_share": 0.9,
        "utilisation": 1.2,
    }
    policy = POLICY.model_copy(
        update={
            "grades": POLICY.grades.model_copy(
                update={"min_score": {"A": 99, "B": 98, "C": 97, "D": 96}}
            )
        }
    )
    advice = adviser(policy, **spread).advice(Goal.GRADE)
    assert len(advice) <= 1
    assert all(len(way.changes) > 3 for way in advice)


def test_a_first_statement_is_not_asked_for_where_the_best_band_is_the_lowest():
    debt = Characteristic(
        code="equity_ratio",
        evidence="statement",
        bands=(Band(points=9), Band(at_least=0.5, points=0)),
    )
    card = POLICY.scorecard.model_copy(update={"characteristics": (debt,)})
    policy = POLICY.model_copy(update={"scorecard": card})
    (seen,) = engine().fetch(accounts({})).to_pylist()
    assert possible_changes(seen, policy, need_units=None) == ()


@pytest.mark.parametrize(("insured", "asked"), [(None, True), (9_00, True), (10_00, False)])
def test_security_is_asked_for_up_to_the_need(insured, asked):
    (seen,) = engine().fetch(accounts({"insured_limit_units": insured})).to_pylist()
    columns = {change.column for change in possible_changes(seen, POLICY, need_units=10_00)}
    assert ("insured_limit_units" in columns) is asked


def test_what_cannot_be_reached_is_not_advised():
    only_word = POLICY.scorecard.characteristics[-1:]
    card = POLICY.scorecard.model_copy(update={"characteristics": only_word})
    policy = POLICY.model_copy(update={"scorecard": card})
    assert adviser(policy, country="VE").advice(Goal.GRADE) == ()


days = st.sampled_from([0.0, 4.0, 16.0, 70.0])
shares = st.sampled_from([0.0, 0.2, 0.5, 0.9])


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(days, shares, days, shares, st.sampled_from([None, 0.1, 0.9]), st.sampled_from([0, 1]))
def test_applying_the_advice_really_changes_the_outcome(late, share, old, overdue, bureau, events):
    seen = {
        "weighted_days_late": late,
        "late_share": share,
        "oldest_overdue_days": old,
        "overdue_share": overdue,
        "bureau_standing": bureau,
        "has_bureau": bureau is not None,
        "adverse_events": events,
    }
    one = adviser(**seen)
    for way in one.advice(Goal.GRADE):
        applied = seen.copy()
        for change in way.changes:
            applied |= {change.column: change.wanted, **change.also}
        again = adviser(**applied).before
        assert again == way.after
        assert RANK.index(again.grade) > RANK.index(one.before.grade)
    for way in one.advice(Goal.LIMIT):
        assert (way.after.limit_units or 0) > (one.before.limit_units or 0)


# Loses points on six things at once, so that one change alone makes up for nothing.
SPREAD = {
    "weighted_days_late": 20.0,
    "late_share": 0.7,
    "slowing_days": 12.0,
    "oldest_overdue_days": 45.0,
    "overdue_share": 0.5,
    "utilisation": 0.9,
}


def asking(score_of_b):
    """The policy with a B from this score, and a C for nearly everybody."""
    scores = {"A": 99, "B": score_of_b, "C": 20, "D": 10}
    grades = POLICY.grades.model_copy(update={"min_score": scores})
    return POLICY.model_copy(update={"grades": grades})


def grades_with(one, sets):
    """The grade with each of these sets of changes."""
    (seen,) = engine().fetch(accounts(SPREAD)).to_pylist()
    rows = [reduce(lambda row, change: change.apply(row), changes, seen) for changes in sets]
    return [row["grade"] for row in one.judged(rows)]


def every_step(policy, one):
    (seen,) = engine().fetch(accounts(SPREAD)).to_pylist()
    return possible_changes(seen, policy, need_units=one.judgement["need_units"])


@pytest.mark.parametrize(("score_of_b", "size"), [(58, 2), (62, 2), (70, 3), (75, 3)])
def test_no_advised_change_could_be_a_smaller_step(score_of_b, size):
    policy = asking(score_of_b)
    one = adviser(policy, **SPREAD)
    ways = [way.changes for way in one.advice(Goal.GRADE)]
    assert {len(changes) for changes in ways} == {size}
    smaller = [
        [step if other is change else other for other in changes]
        for changes in ways
        for change in changes
        for step in every_step(policy, one)
        if step.column == change.column and step.effort < change.effort
    ]
    assert set(grades_with(one, smaller)) == {"C"}


@pytest.mark.parametrize("score_of_b", [58, 62, 66])
def test_no_two_changes_reach_the_goal_with_less(score_of_b):
    policy = asking(score_of_b)
    one = adviser(policy, **SPREAD)
    pairs = [
        pair
        for pair in combinations(every_step(policy, one), 2)
        if pair[0].column != pair[1].column and not any(c.is_new_evidence for c in pair)
    ]
    reached = zip(pairs, grades_with(one, pairs), strict=True)
    least = min(sum(c.effort for c in pair) for pair, grade in reached if grade == "B")
    assert sum(c.effort for c in one.advice(Goal.GRADE)[0].changes) == least


@pytest.mark.parametrize("goal", list(Goal))
def test_the_advice_is_the_same_every_time(goal):
    assert adviser(**LATE).advice(goal) == adviser(**LATE).advice(goal)
