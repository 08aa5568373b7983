import pytest

from duly.analytics.failure.evidence import information_value, strength_of, weights_of_evidence

# Years trading 0-1, 2-4, 5-9, 10 and more, of handbook 03 section 1.
COUNTS = (240, 430, 620, 810)
FAILURES = (40, 30, 20, 10)


def test_years_trading_weigh_as_in_the_handbook():
    found = weights_of_evidence(COUNTS, FAILURES)
    assert found == pytest.approx([-1.3863, -0.4055, 0.4055, 1.3863], abs=5e-5)
    assert information_value(COUNTS, FAILURES) == pytest.approx(0.91287, abs=5e-6)


def test_a_bin_without_failures_has_finite_evidence():
    empty, other = weights_of_evidence((50, 150), (0, 10))
    assert empty > 0 > other
    assert information_value((50, 150), (0, 10)) > 0


def test_bins_of_one_failure_rate_say_nothing():
    assert weights_of_evidence((100, 200), (10, 20)) == pytest.approx([0, 0])
    assert information_value((100, 200), (10, 20)) == pytest.approx(0)


@pytest.mark.parametrize(
    ("value", "word"),
    [
        (0.0199, "unpredictive"),
        (0.02, "weak"),
        (0.1, "medium"),
        (0.3, "strong"),
        (0.5, "suspicious"),
        (9, "suspicious"),
    ],
)
def test_an_information_value_has_siddiqis_word(value, word):
    assert strength_of(value) == word
