import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.analytics.observations import accounts, engine, fetched

from duly.analytics.scoring.points import Step, band_of, next_better, steps_to_better
from duly.analytics.scoring.reasons import reasons
from duly.analytics.scoring.score import pd_scale, score
from duly.book.policy.reading import default_policy
from duly.book.policy.scorecard import Band, Characteristic, Evidenced, Missing, Scorecard

POLICY = default_policy()
CARD = Scorecard(
    characteristics=(
        Characteristic(
            code="weighted_days_late",
            evidence="payment",
            bands=(Band(points=60), Band(at_least=1, points=35), Band(at_least=31, points=0)),
            missing=Missing.NEUTRAL,
            neutral_points=20,
        ),
        Characteristic(
            code="years_known",
            evidence="relation",
            bands=(Band(points=5), Band(at_least=3, points=25), Band(at_least=10, points=40)),
            missing=Missing.WORST,
        ),
        Characteristic(
            code="z_double_prime",
            evidence="statement",
            bands=(Band(points=0), Band(at_least=1.1, points=100)),
        ),
    )
)


def scored(card, *changes):
    return score(accounts(*changes), card, POLICY.grades)


TABLE = """
    weighted_days_late  years_known  z_double_prime | points  attainable  score
    0                   12           -              | 100     100         100
    0.99                12           -              | 100     100         100
    1                   12           -              | 75      100         75
    31                  12           -              | 40      100         40
    31                  2.99         -              | 5       100         5
    31                  3            -              | 25      100         25
    -                   12           -              | 60      100         60
    0                   -            -              | 65      100         65
    0                   12           1.09           | 100     200         50
    0                   12           1.1            | 200     200         100
    1                   2            1.1            | 140     200         70
"""


def lines(table):
    split = [line.split("|") for line in table.strip().splitlines()[1:]]
    numbers = [[None if x == "-" else float(x) for x in left.split()] for left, _ in split]
    return [
        (*given, *map(int, right.split())) for given, (_, right) in zip(numbers, split, strict=True)
    ]


@pytest.mark.parametrize(("late", "years", "z", "points", "attainable", "result"), lines(TABLE))
def test_points_add_up_to_the_score(late, years, z, points, attainable, result):
    seen = {"weighted_days_late": late, "years_known": years, "z_double_prime": z}
    (row,) = fetched(scored(CARD, seen), "points", "attainable", "score")
    assert row == {"points": points, "attainable": attainable, "score": result}


def test_a_half_is_rounded_up():
    halves = {"weighted_days_late": 31, "years_known": 2, "z_double_prime": None}
    one_of_forty = CARD.model_copy(update={"characteristics": CARD.characteristics[1:2]})
    (row,) = fetched(scored(one_of_forty, halves), "score")
    assert row["score"] == 13  # 5 of 40 are 12.5


EVIDENCE = [
    ("three paid invoices are enough", {"paid_count": 3}, True),
    ("two are not", {"paid_count": 2}, False),
    ("a bureau report is", {"paid_count": 0, "has_bureau": True}, True),
    ("a statement is", {"paid_count": 0, "has_statement": True}, True),
    ("nothing is not", {"paid_count": 0}, False),
]


@pytest.mark.parametrize(("why", "seen", "is_rated"), EVIDENCE)
def test_below_the_minimum_of_evidence_an_account_is_not_rated(why, seen, is_rated):
    (row,) = fetched(scored(CARD, seen), "score", "grade", "pd")
    assert (row["score"] is not None) is is_rated
    assert (row["grade"] == "N") is not is_rated
    assert is_rated or row["pd"] == POLICY.grades.pd_not_rated


def test_a_policy_may_want_payments_whatever_else_is_known():
    card = CARD.model_copy(
        update={"evidence": Evidenced(paid_invoices=3, bureau_report=False, statement=False)}
    )
    seen = {"paid_count": 0, "has_bureau": True, "has_statement": True}
    (row,) = fetched(scored(card, seen), "grade")
    assert row["grade"] == "N"


def test_an_account_of_which_no_characteristic_is_known_is_not_rated():
    card = CARD.model_copy(update={"characteristics": CARD.characteristics[2:]})
    (row,) = fetched(scored(card, {"z_double_prime": None}), "score", "grade")
    assert row == {"score": None, "grade": "N"}


GRADES = [(100, "A"), (80, "A"), (79, "B"), (65, "B"), (64, "C"), (50, "C"), (35, "D"), (34, "E")]


@pytest.mark.parametrize(("points", "grade"), GRADES)
def test_a_grade_begins_at_its_lowest_score(points, grade):
    whole = Characteristic(
        code="weighted_days_late",
        evidence="payment",
        bands=(Band(points=0), Band(at_least=0, points=points), Band(at_least=9, points=100)),
    )
    card = Scorecard(characteristics=(whole,))
    (row,) = fetched(scored(card, {"weighted_days_late": 1}), "score", "grade")
    assert row == {"score": points, "grade": grade}


GUARDS = [
    ("a large debtor judged by payments alone", {"exposure_share": 0.05}, "payment_only"),
    ("a small one", {"exposure_share": 0.049}, None),
    ("a share that is not known", {"exposure_share": None}, None),
    ("a large one with a statement", {"exposure_share": 0.5, "z_double_prime": 5.0}, None),
    ("a large one with a bureau score", {"exposure_share": 0.5, "bureau_standing": 0.9}, None),
    ("an adverse event", {"adverse_events": 1}, "adverse_events"),
    ("both", {"exposure_share": 0.5, "adverse_events": 2}, "adverse_events"),
]


@pytest.mark.parametrize(("why", "seen", "guard"), GUARDS)
def test_a_guard_lowers_the_score_to_its_cap(why, seen, guard):
    card = POLICY.scorecard
    (row,) = fetched(scored(card, seen), "raw_score", "score", "guard")
    caps = {"payment_only": card.payment_only, "adverse_events": card.adverse_events}
    assert row["guard"] == guard
    assert row["score"] == (caps[guard].cap_score if guard else row["raw_score"])


def test_a_guard_never_raises_a_score():
    bad = {"weighted_days_late": 90, "late_share": 1.0, "oldest_overdue_days": 200}
    (row,) = fetched(scored(POLICY.scorecard, bad | {"exposure_share": 0.9}), "guard")
    assert row["guard"] is None


def test_without_guards_the_raw_score_stands():
    card = POLICY.scorecard.model_copy(update={"payment_only": None, "adverse_events": None})
    (row,) = fetched(scored(card, {"adverse_events": 5}), "raw_score", "score", "guard")
    assert row["score"] == row["raw_score"]
    assert row["guard"] is None


def test_the_pd_passes_through_its_anchors_and_falls_with_every_point():
    scale = pd_scale(POLICY.grades)
    assert {a.score: a.pd for a in POLICY.grades.pd_anchors}.items() <= scale.items()
    assert list(scale) == list(range(101))
    assert all(scale[s] > scale[s + 1] for s in range(100))


LATE = CARD.characteristics[0]


def test_the_next_better_band_is_named_by_its_edge():
    assert next_better(LATE, 2) == Step(31, is_below=True, points=35)
    assert next_better(LATE, 1) == Step(1, is_below=True, points=60)
    assert next_better(LATE, 0) is None


def test_a_band_may_have_better_ones_on_both_sides():
    hill = Characteristic(
        code="x",
        evidence="payment",
        bands=(Band(points=5), Band(at_least=1, points=0), Band(at_least=2, points=9)),
    )
    both = (Step(2, is_below=False, points=9), Step(1, is_below=True, points=5))
    assert steps_to_better(hill, 1) == both


@pytest.mark.parametrize(("value", "place"), [(-5, 0), (0.99, 0), (1, 1), (30.9, 1), (31, 2)])
def test_a_value_falls_into_one_band(value, place):
    assert band_of(LATE, value) == place


def reasoned(card, *changes):
    table = reasons(scored(card, *changes), card)
    return engine().fetch(table.order_by(["account_id", "rank"])).to_pylist()


def test_the_costliest_reason_comes_first_and_says_what_was_seen():
    rows = reasoned(CARD, {"weighted_days_late": 45.0, "years_known": 12.0})
    assert [row["characteristic"] for row in rows] == ["weighted_days_late", "years_known"]
    first = rows[0]
    assert (first["observed"], first["threshold"], first["is_below"]) == (45.0, 31.0, True)
    assert (first["points"], first["points_lost"]) == (0, 60)


def test_equal_losses_keep_the_order_of_the_scorecard():
    seen = {"weighted_days_late": 1.0, "years_known": 3.0}  # 25 and 15 lost
    seen_equal = {"weighted_days_late": 0.0, "years_known": 12.0}  # nothing lost
    assert [row["rank"] for row in reasoned(CARD, seen)] == [1, 2]
    equal = [row["characteristic"] for row in reasoned(CARD, seen_equal)]
    assert equal == ["weighted_days_late", "years_known"]


def test_what_was_left_out_is_no_reason():
    rows = reasoned(CARD, {"z_double_prime": None})
    assert "z_double_prime" not in {row["characteristic"] for row in rows}


def test_a_word_is_shown_as_it_stands():
    rows = reasoned(POLICY.scorecard, {"sector": "Construction"})
    (row,) = [row for row in rows if row["characteristic"] == "sector"]
    assert (row["observed_text"], row["observed"], row["threshold"]) == ("Construction", None, None)
    assert row["points_lost"] == 3


maybe = st.one_of(st.none(), st.floats(-3, 3))


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(maybe, maybe, maybe), min_size=1, max_size=5))
def test_the_points_of_the_reasons_add_up(rows):
    names = ("weighted_days_late", "years_known", "z_double_prime")
    table = scored(CARD, *[dict(zip(names, row, strict=True)) for row in rows])
    totals = {row["account_id"]: row for row in fetched(table)}
    reason = reasons(table, CARD)
    summed = reason.group_by("account_id").agg(
        points=reason.points.sum(), lost=reason.points_lost.sum()
    )
    for row in engine().fetch(summed).to_pylist():
        total = totals[row["account_id"]]
        assert row["points"] == total["points"]
        assert row["points"] + row["lost"] == total["attainable"]


def test_a_single_characteristic_gives_reasons_too():
    card = CARD.model_copy(update={"characteristics": CARD.characteristics[:1]})
    assert len(reasoned(card, {"weighted_days_late": 5.0})) == 1
