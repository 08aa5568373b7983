import operator
from decimal import ROUND_HALF_UP, Decimal, localcontext

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from duly.kernel.amounts import BadAmount
from duly.kernel.currencies import UnknownCurrency
from duly.kernel.money import (
    MixedCurrencies,
    Money,
    round_ratio,
    round_units,
    share,
    split_units,
)

UNITS = st.integers(-(10**18), 10**18)
QUARTERS = st.integers(-40, 40).map(lambda quarters: Decimal(quarters) / 4)
WEIGHTS = st.lists(st.integers(0, 5), min_size=1, max_size=6).filter(any)


def test_money_adds_subtracts_and_negates_within_a_currency():
    ten, three = Money(1000, "EUR"), Money(300, "EUR")
    assert ten + three == Money(1300, "EUR")
    assert three - ten == Money(-700, "EUR")
    assert -ten == Money(-1000, "EUR")


def test_money_is_ordered_within_a_currency():
    assert Money(1, "EUR") < Money(2, "EUR") <= Money(2, "EUR")
    assert max(Money(1, "EUR"), Money(2, "EUR")) == Money(2, "EUR")


@pytest.mark.parametrize(
    "act",
    [operator.add, operator.sub, operator.lt, operator.le, operator.gt, operator.ge],
)
def test_two_currencies_never_meet_in_a_sum_or_comparison(act):
    with pytest.raises(MixedCurrencies, match="EUR met USD"):
        act(Money(1, "EUR"), Money(1, "USD"))


def test_zero_euros_are_not_zero_dollars():
    assert Money(0, "EUR") != Money(0, "USD")


@pytest.mark.parametrize("units", [1.0, Decimal(1), "1", True, None])
def test_units_that_are_no_whole_number_are_refused(units):
    with pytest.raises(TypeError):
        Money(units, "EUR")


def test_money_in_a_currency_that_is_none_is_refused():
    with pytest.raises(UnknownCurrency):
        Money(1, "ZZZ")


def test_money_is_read_and_written_in_major_units():
    assert Money.parse("1234.5", "EUR") == Money(123450, "EUR")
    assert str(Money(-123450, "EUR")) == "-1234.50 EUR"
    with pytest.raises(BadAmount):
        Money.parse("0.5", "JPY")


@pytest.mark.parametrize(
    ("exact", "units"),
    [
        ("0.5", 1),
        ("-0.5", -1),
        ("1.5", 2),
        ("2.5", 3),
        ("-2.5", -3),
        ("2.4999999999999999999999999999999999", 2),
        ("0.49", 0),
        ("-0.49", 0),
        ("7", 7),
        ("1E+3", 1000),
    ],
)
def test_half_a_unit_is_rounded_away_from_zero(exact, units):
    assert round_units(Decimal(exact)) == units


@pytest.mark.parametrize(("number", "error"), [("NaN", ValueError), ("-Infinity", ValueError)])
def test_what_is_not_a_number_is_not_rounded(number, error):
    with pytest.raises(error):
        round_units(Decimal(number))


@pytest.mark.parametrize("act", [round_units, lambda rate: share(100, rate)])
def test_floats_do_not_become_money_unseen(act):
    with pytest.raises(TypeError):
        act(0.5)


@given(QUARTERS)
def test_rounding_is_the_commercial_rounding_of_decimal(exact):
    assert round_units(exact) == int(exact.to_integral_value(rounding=ROUND_HALF_UP))


@settings(deadline=None, max_examples=25)
@given(st.lists(QUARTERS, min_size=1, max_size=20))
def test_rounding_is_that_of_duckdb(exact):
    import duckdb

    rows = duckdb.execute("select round(unnest(?::decimal(18,2)[]), 0)::bigint", [exact]).fetchall()
    assert [round_units(number) for number in exact] == [units for (units,) in rows]


@given(st.integers(-50, 50), st.integers(-20, 20).filter(bool))
def test_a_rounded_fraction_is_at_most_half_a_unit_off_and_halves_go_outward(top, bottom):
    units = round_ratio(top, bottom)
    error = abs(abs(units) * abs(bottom) - abs(top)) * 2
    assert error <= abs(bottom)
    assert units * top * bottom >= 0
    assert error < abs(bottom) or abs(units) * abs(bottom) > abs(top)


@pytest.mark.parametrize(
    ("units", "rate", "part"),
    [(999, "0.5", 500), (-999, "0.5", -500), (1000, "0.0125", 13), (1000, "0", 0), (0, "0.3", 0)],
)
def test_a_share_is_rounded_once(units, rate, part):
    assert share(units, Decimal(rate)) == part
    assert Money(units, "EUR").share(Decimal(rate)) == Money(part, "EUR")


@given(UNITS, st.decimals(0, 1, places=18))
def test_a_share_does_not_depend_on_the_precision_of_decimal(units, rate):
    with localcontext(prec=60):
        exact = units * rate
    assert share(units, rate) == round_units(exact)


@pytest.mark.parametrize(
    ("units", "weights", "parts"),
    [
        (100, [1, 1, 1], [34, 33, 33]),
        (-100, [1, 1, 1], [-34, -33, -33]),
        (1, [1, 1], [1, 0]),
        (5, [0, 1, 0], [0, 5, 0]),
        (10, [1, 2], [3, 7]),
        (0, [3, 4], [0, 0]),
        (7, [5], [7]),
    ],
)
def test_the_rest_of_a_split_goes_to_the_largest_remainder_ties_to_the_first(units, weights, parts):
    assert split_units(units, weights) == parts
    assert Money(units, "EUR").split(weights) == [Money(part, "EUR") for part in parts]


@pytest.mark.parametrize("weights", [[], [0], [0, 0], [1, -1], [3, -1]])
def test_weights_that_are_negative_or_all_zero_split_nothing(weights):
    with pytest.raises(ValueError, match="weights"):
        split_units(100, weights)


@given(UNITS, WEIGHTS)
def test_parts_of_a_split_add_up_to_the_whole(units, weights):
    assert sum(split_units(units, weights)) == units


@given(st.integers(-20, 20), WEIGHTS)
def test_every_part_of_a_split_is_less_than_a_unit_from_its_exact_share(units, weights):
    total = sum(weights)
    parts = split_units(units, weights)
    assert all(
        abs(part * total - units * weight) < total
        for part, weight in zip(parts, weights, strict=True)
    )


@given(st.integers(-20, 20), WEIGHTS)
def test_a_credit_note_is_split_as_its_invoice(units, weights):
    assert split_units(-units, weights) == [-part for part in split_units(units, weights)]
