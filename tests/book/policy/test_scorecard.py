import pytest
from pydantic import ValidationError

from duly.book.policy.reading import default_policy
from duly.book.policy.scorecard import Band, Category, Characteristic, Missing, PaymentOnlyGuard

BANDS = (Band(points=9), Band(at_least=5, points=0))
WORDS = (Category(value="Retail", points=1),)

SENSELESS = [
    ("neither bands nor categories", {}),
    ("both", {"bands": BANDS, "categories": WORDS, "other_points": 0}),
    ("words without other_points", {"categories": WORDS}),
    ("bands with other_points", {"bands": BANDS, "other_points": 2}),
    ("a first band with a start", {"bands": (Band(at_least=0, points=1), *BANDS[1:])}),
    ("a later band without a start", {"bands": (Band(points=9), Band(points=1))}),
    ("bands that fall", {"bands": (*BANDS, Band(at_least=4, points=3))}),
    ("points that decide nothing", {"bands": (Band(points=4), Band(at_least=1, points=4))}),
    ("neutral without points", {"bands": BANDS, "missing": Missing.NEUTRAL}),
    ("neutral points nobody asked for", {"bands": BANDS, "neutral_points": 3}),
    (
        "neutral points above the best",
        {"bands": BANDS, "missing": Missing.NEUTRAL, "neutral_points": 10},
    ),
]


@pytest.mark.parametrize(("why", "given"), SENSELESS, ids=[why for why, _ in SENSELESS])
def test_a_characteristic_that_makes_no_sense_cannot_be_built(why, given):
    with pytest.raises(ValidationError):
        Characteristic(code="x", evidence="payment", **given)


def test_best_and_worst_points_are_those_of_the_bands():
    item = Characteristic(code="x", evidence="payment", bands=BANDS)
    assert (item.best, item.worst) == (9, 0)


def test_values_that_are_not_listed_count_among_best_and_worst():
    item = Characteristic(code="x", evidence="market", categories=WORDS, other_points=3)
    assert (item.best, item.worst) == (3, 1)


def test_the_guard_that_is_not_filled_in_is_the_one_that_is_shipped():
    assert default_policy().scorecard.payment_only == PaymentOnlyGuard()
