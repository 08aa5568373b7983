"""What is an amount worth in another currency, at which rate, of which day, from which source?"""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.books import AS_OF, Shelf, ago, book_of, few_books, rows

from duly.analytics.conversion import convert, converted, rate_table


def rate(base, quote, value, days=1, source="ECB"):
    return {"base": base, "quote": quote, "rate": value, "on": ago(days), "source": source}


def known(*rates):
    found = rows(rate_table(book_of({"rates": list(rates)}), as_of=AS_OF))
    return {(row["base"], row["quote"]): row for row in found}


def priced(units, currency, target, *rates):
    cash = {"payment_id": "P", "currency": currency, "amount_units": units}
    book = book_of({"payments": [cash], "rates": list(rates)})
    table = rate_table(book, as_of=AS_OF)
    (found,) = rows(convert(book.payments, "amount_units", "currency", target, table))
    return found


def test_a_rate_is_the_latest_of_the_day_or_before():
    found = known(rate("EUR", "USD", 1.1, 9), rate("EUR", "USD", 1.2, 0), rate("EUR", "USD", 9, -1))
    assert (found["EUR", "USD"]["rate"], found["EUR", "USD"]["on"]) == (1.2, AS_OF)


def test_a_pair_quoted_one_way_is_known_the_other_way_round():
    found = known(rate("EUR", "USD", 1.25))["USD", "EUR"]
    assert (found["rate"], found["how"], found["source"]) == (0.8, "inverse", "ECB")


def test_a_quoted_pair_is_taken_as_quoted_even_if_the_inverse_is_younger():
    found = known(rate("EUR", "USD", 1.25, 9), rate("USD", "EUR", 0.9, 1))
    assert (found["EUR", "USD"]["rate"], found["EUR", "USD"]["how"]) == (1.25, "direct")


def test_two_currencies_quoted_against_a_third_are_crossed_at_the_older_day():
    found = known(rate("EUR", "USD", 1.25, 3), rate("EUR", "JPY", 150.0, 5, source="BoJ"))
    cross = found["USD", "JPY"]
    assert (cross["rate"], cross["how"], cross["on"]) == (120.0, "crossed", ago(5))
    assert cross["source"] == "ECB and BoJ"


def test_of_several_ways_across_the_one_with_the_younger_older_leg_is_taken():
    old = (rate("EUR", "USD", 1.25, 30), rate("EUR", "JPY", 150.0, 1))
    new = (rate("GBP", "USD", 1.5, 2), rate("GBP", "JPY", 195.0, 2))
    assert known(*old, *new)["USD", "JPY"]["rate"] == 130.0


@pytest.mark.parametrize("sources", [(None, None), ("ECB", None), (None, "ECB")])
def test_a_cross_names_the_source_it_knows(sources):
    legs = [rate("EUR", code, 2.0, 1, s) for code, s in zip(("USD", "JPY"), sources, strict=True)]
    assert known(*legs)["USD", "JPY"]["source"] == (sources[0] or sources[1])


@pytest.mark.parametrize("value", [0.0, -1.0])
def test_what_is_not_above_zero_is_no_rate_and_hides_none(value):
    assert known(rate("EUR", "USD", value)) == {}
    assert known(rate("EUR", "USD", 1.1, 5), rate("EUR", "USD", value))["EUR", "USD"]["rate"] == 1.1


@pytest.mark.parametrize(
    ("units", "currency", "target", "value", "worth"),
    [
        (100_00, "EUR", "USD", 1.1, 110_00),
        (1, "EUR", "USD", 1.5, 2),  # half away from zero
        (-1, "EUR", "USD", 1.5, -2),
        (100_00, "EUR", "JPY", 160.5, 16_050),
        (100, "JPY", "EUR", 0.00625, 63),  # 0.625 euros
        (1_000, "JPY", "KWD", 0.002, 2_000),
    ],
)
def test_an_amount_is_converted_to_the_targets_smallest_unit(units, currency, target, value, worth):
    found = priced(units, currency, target, rate(currency, target, value))
    assert (found["converted_units"], found["rate"], found["reason"]) == (worth, value, None)
    assert (found["rate_on"], found["rate_source"]) == (ago(1), "ECB")


@few_books
@given(units=st.lists(st.integers(-(2**62), 2**62), min_size=1, unique=True))
def test_amounts_in_the_target_stay_to_the_unit(units):
    cash = [{"payment_id": str(u), "currency": "EUR", "amount_units": u} for u in units]
    found = as_euros().answers({"payments": cash})["euros"]
    assert sorted(row["converted_units"] for row in found) == sorted(units)
    assert {(row["rate"], row["rate_on"], row["reason"]) for row in found} == {(1, None, None)}


@cache
def as_euros() -> Shelf:
    def euros(book):
        table = rate_table(book, as_of=AS_OF)
        return convert(book.payments, "amount_units", "currency", "EUR", table)

    return Shelf(euros=euros)


def test_without_a_rate_an_amount_is_null_and_says_why():
    found = priced(100, "EUR", "USD", rate("EUR", "GBP", 0.9))
    assert (found["converted_units"], found["rate"], found["reason"]) == (None, None, "no_rate")


def test_each_row_can_be_converted_into_a_currency_of_its_own():
    cash = [
        {"payment_id": n, "currency": "EUR", "amount_units": 100, "method": to}
        for n, to in (("1", "EUR"), ("2", "USD"), ("3", "GBP"))
    ]
    book = book_of({"payments": cash, "rates": [rate("EUR", "USD", 1.1)]})
    table = converted(
        book.payments, "amount_units", rates=rate_table(book, as_of=AS_OF), to="method"
    )
    found = [(row["method"], row["amount_units"], row["has_rate"]) for row in rows(table)]
    assert sorted(found) == [("EUR", 100, True), ("GBP", None, False), ("USD", 110, True)]


def test_a_factor_is_the_rate_between_smallest_units():
    found = known(rate("EUR", "JPY", 150.0))
    assert found["EUR", "JPY"]["factor"] == 1.5
    assert found["JPY", "EUR"]["factor"] == pytest.approx(1 / 1.5)


def test_a_source_without_rates_is_as_one_whose_rates_are_of_no_use():
    cash = [
        {"payment_id": str(n), "currency": currency, "amount_units": 100, "method": to}
        for n, (currency, to) in enumerate([("EUR", "EUR"), ("EUR", "USD"), ("EUR", None)])
    ]
    book = book_of({"payments": cash})
    none, empty = (
        rows(converted(book.payments, "amount_units", rates=rates, to="method"))
        for rates in (None, rate_table(book, as_of=AS_OF))
    )
    assert sorted(none, key=str) == sorted(empty, key=str)
    assert sorted(row["has_rate"] for row in none) == [False, False, True]
