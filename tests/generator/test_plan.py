from datetime import date

import pytest

from duly.generator import BookPlan

UNTIL = date(2026, 10, 31)


@pytest.mark.parametrize(
    ("wish", "complaint"),
    [
        ({"invoices": 0}, "at least one invoice"),
        ({"invoices": -5}, "at least one invoice"),
        ({"accounts": 11}, "11 accounts cannot share 10 invoices"),
        ({"accounts": 0}, "0 accounts cannot share"),
        ({"years": 0}, "years must be between"),
        ({"years": -1.0}, "years must be between"),
        ({"years": 31}, "years must be between"),
        ({"years": float("nan")}, "years must be between"),
        ({"entities": 0}, "entities must be between"),
        ({"seed": -1}, "seed must not be negative"),
        ({"until": date(1989, 12, 31)}, "1990 or later"),
        ({"currencies": ()}, "at least one currency"),
        ({"currencies": ("EUR", "EUR")}, "each only once"),
        ({"currencies": ("EUR", "XYZ")}, "unknown currency: XYZ"),
        ({"currencies": ("eur",)}, "unknown currency: eur"),
        ({"countries": ()}, "at least one country"),
        ({"countries": ("DE", "XX")}, "unknown country: XX"),
        ({"currency_shares": (1.0,)}, "one share above 0 for each currency"),
        ({"currency_shares": (0.5, 0.5, 0.0)}, "one share above 0 for each currency"),
    ],
)
def test_a_senseless_plan_cannot_be_made(wish, complaint):
    with pytest.raises(ValueError, match=complaint):
        BookPlan(**({"invoices": 10, "until": UNTIL, "accounts": 5} | wish))


@pytest.mark.parametrize(
    ("invoices", "accounts"), [(1, 1), (24, 1), (50, 2), (1_000, 40), (10_000_000, 100_000)]
)
def test_accounts_follow_from_the_invoices_when_nobody_names_them(invoices, accounts):
    assert BookPlan(invoices, UNTIL).account_count == accounts


def test_accounts_that_are_named_are_kept():
    assert BookPlan(1_000, UNTIL, accounts=3).account_count == 3


def test_as_many_accounts_as_invoices_are_allowed():
    assert BookPlan(10, UNTIL, accounts=10).account_count == 10


@pytest.mark.parametrize(
    ("currencies", "given", "shares"),
    [
        (("EUR",), None, (1.0,)),
        (("EUR", "USD"), None, (0.55, 0.45)),
        (("EUR", "USD"), (3, 1), (0.75, 0.25)),
    ],
)
def test_shares_add_up_to_one(currencies, given, shares):
    plan = BookPlan(10, UNTIL, currencies=currencies, currency_shares=given)
    assert plan.shares == pytest.approx(shares)


def test_customers_live_where_the_currencies_are_at_home():
    assert BookPlan(10, UNTIL, currencies=("JPY", "KWD")).homes == ("JP", "KW")


def test_a_currency_without_a_home_is_used_from_anywhere():
    assert "DE" in BookPlan(10, UNTIL, currencies=("BHD",)).homes


def test_the_book_begins_its_years_before_it_ends():
    assert BookPlan(10, UNTIL, years=2).since == date(2024, 10, 31)
