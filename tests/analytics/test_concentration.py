"""How much of the portfolio hangs on a few?"""

from __future__ import annotations

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.test_conversion import rate
from tests.analytics.test_open_items import INVOICE
from tests.books import AS_OF, ENGINE, book_of, few_books, rows

from duly.analytics.concentration import concentration, concentration_by, top
from duly.analytics.dimensions import Dimension

SCHEMA = pa.schema([("key", pa.string()), ("currency", pa.string()), ("units", pa.int64())])


def table(units, currency="EUR"):
    lines = [{"key": key, "currency": currency, "units": each} for key, each in units.items()]
    return ENGINE.table(pa.Table.from_pylist(lines, schema=SCHEMA))


def shares(units):
    found = rows(concentration(table(units)))
    return {row["key"]: (row["rank"], row["share"], row["cumulative_share"]) for row in found}


def test_the_largest_comes_first_and_shares_run_up_to_one():
    assert shares({"A": 10, "B": 60, "C": 30}) == {
        "A": (3, 0.1, 1.0),
        "B": (1, 0.6, 0.6),
        "C": (2, 0.3, 0.9),
    }


def test_equal_keys_are_ranked_by_the_alphabet():
    assert [shares({"B": 1, "A": 1})[key][0] for key in "AB"] == [1, 2]


@pytest.mark.parametrize(("count", "hhi"), [(1, 1.0), (5, 0.2), (100, 0.01)])
def test_equal_debtors_give_the_index_of_the_handbook(count, hhi):
    found = rows(concentration(table({f"K{n}": 7 for n in range(count)})))
    assert found[0]["hhi"] == pytest.approx(hhi)


@pytest.mark.parametrize("units", [0, -5, None])
def test_who_owes_nothing_stays_and_concentrates_nothing(units):
    assert shares({"A": 10, "Z": units}) == {"A": (1, 1.0, 1.0), "Z": (None, None, None)}


def test_where_nobody_owes_anything_there_is_no_concentration():
    (found,) = rows(concentration(table({"A": -1})))
    assert (found["share"], found["hhi"]) == (None, None)


def test_currencies_are_never_added():
    both = table({"A": 1}).union(table({"A": 3, "B": 1}, "JPY"))
    found = {(row["currency"], row["key"]): row["share"] for row in rows(concentration(both))}
    assert found == {("EUR", "A"): 1.0, ("JPY", "A"): 0.75, ("JPY", "B"): 0.25}


def test_the_top_are_those_of_the_lowest_ranks():
    found = rows(top(concentration(table({"A": 10, "B": 60, "C": 30, "D": 0})), 2))
    assert [row["key"] for row in found] == ["B", "C"]


@few_books
@given(units=st.dictionaries(st.sampled_from("ABCDEF"), st.integers(1, 10**15), min_size=1))
def test_shares_add_up_to_one_and_the_index_lies_between_equal_and_single(units):
    found = rows(concentration(table(units)))
    assert sum(row["share"] for row in found) == pytest.approx(1)
    assert 1 / len(units) - 1e-9 <= found[0]["hhi"] <= 1 + 1e-9
    assert max(row["cumulative_share"] for row in found) == 1


def invoices(**units):
    """One invoice an account and currency: A_EUR=100."""
    return [
        {**INVOICE, "invoice_id": name, "account_id": name[0], "currency": name[2:],
         "amount_units": each}
        for name, each in units.items()
    ]  # fmt: skip


def found_by(by, *, rates=(), accounts=(), **options):
    tables = {
        "invoices": invoices(A_EUR=100, B_EUR=300, B_USD=220),
        "rates": list(rates),
        "accounts": list(accounts),
    }
    found = rows(concentration_by(book_of(tables), as_of=AS_OF, by=by, **options))
    return {(row["key"], row["currency"]): (row["units"], row["reason"]) for row in found}


@pytest.mark.parametrize("basis", ["exposure", "open"])
def test_without_a_target_every_currency_stands_alone(basis):
    assert found_by(Dimension.ACCOUNT, basis=basis) == {
        ("A", "EUR"): (100, None),
        ("B", "EUR"): (300, None),
        ("B", "USD"): (220, None),
    }


@pytest.mark.parametrize(
    ("by", "expected"),
    [
        (Dimension.ACCOUNT, {("A", "EUR"): (100, None), ("B", "EUR"): (500, None)}),
        (Dimension.GROUP, {("H", "EUR"): (600, None)}),
        (Dimension.COUNTRY, {("DE", "EUR"): (100, None), (None, "EUR"): (500, None)}),
        (Dimension.CURRENCY, {("EUR", "EUR"): (400, None), ("USD", "EUR"): (200, None)}),
    ],
)
def test_with_a_target_everything_is_converted_before_it_is_added(by, expected):
    tree = [
        {"account_id": "A", "parent_id": "H", "country": "DE"},
        {"account_id": "B", "parent_id": "H"},
    ]
    rates = [rate("EUR", "USD", 1.1)]
    assert found_by(by, target="EUR", rates=rates, accounts=tree) == expected


def test_a_key_of_which_a_part_has_no_rate_is_not_given_too_small():
    assert found_by(Dimension.ACCOUNT, target="EUR") == {
        ("A", "EUR"): (100, None),
        ("B", "EUR"): (None, "no_rate"),
    }


def test_open_items_can_be_split_by_entity():
    assert found_by(
        Dimension.ENTITY, basis="open", target="USD", rates=[rate("EUR", "USD", 1)]
    ) == {(None, "USD"): (620, None)}


@pytest.mark.parametrize(
    ("by", "basis"),
    [
        (Dimension.TOTAL, "open"),
        (Dimension.CURRENCY, "open"),
        (Dimension.ENTITY, "exposure"),
    ],
)
def test_a_split_that_says_nothing_is_refused(by, basis):
    with pytest.raises(ValueError, match=r"split|currencies"):
        concentration_by(book_of({}), as_of=AS_OF, by=by, basis=basis)
