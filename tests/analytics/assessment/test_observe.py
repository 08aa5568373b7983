from datetime import date

import pytest
from tests.books import AS_OF, ago, book_of, rows

from duly.analytics.assessment.assess import assess, observe_book
from duly.book.policy.reading import default_policy

POLICY = default_policy()


def invoice(number, account, units, issued, **more):
    row = {"invoice_id": number, "account_id": account, "currency": "EUR", "amount_units": units}
    return row | {"issued_on": ago(issued), "due_on": ago(issued - 30)} | more


def paid(number, units, days, payment="P"):
    day = ago(days)
    return {"invoice_id": number, "amount_units": units, "allocated_on": day, "payment_id": payment}


ACCOUNT = {"account_id": "A", "name": "Aldbrook", "currency": "EUR", "country": "DE"}
HISTORY = {
    "accounts": [ACCOUNT | {"credit_limit_units": 1_000_00, "created_on": ago(731)}],
    "invoices": [
        invoice("1", "A", 300_00, 100),  # due 70 days ago, paid 60 days ago: 10 days late
        invoice("2", "A", 100_00, 80),  # due and paid 50 days ago
        invoice("3", "A", 200_00, 50),  # due 20 days ago, open
        invoice("4", "A", 200_00, 10),  # not due
    ],
    "payments": [
        {
            "payment_id": "P",
            "account_id": "A",
            "currency": "EUR",
            "amount_units": 400_00,
            "received_on": ago(60),
        }
    ],
    "allocations": [paid("1", 300_00, 60), paid("2", 100_00, 50)],
}


def seen(**more):
    book = book_of(HISTORY | more)
    found = {row["account_id"]: row for row in rows(observe_book(book, POLICY, as_of=AS_OF))}
    return found["A"]


def test_what_was_seen_of_an_account_is_what_its_ledger_says():
    row = seen()
    expected = {
        "paid_count": 2,
        "weighted_days_late": 7.5,  # 300 ten days late, 100 on time
        "late_share": 0.5,
        "open_units": 400_00,
        "overdue_units": 200_00,
        "overdue_share": 0.5,
        "oldest_overdue_days": 20.0,
        "exposure_units": 400_00,
        "utilisation": 0.4,
        "annual_purchases_units": 800_00,
        "terms_days": 30,
        "exposure_share": 1.0,
        "missing_rates": 0,
    }
    assert {name: row[name] for name in expected} == expected
    assert row["years_known"] == pytest.approx(731 / 365.25)


UNKNOWN = [
    "slowing_days",
    "broken_promise_share",
    "z_double_prime",
    "equity_ratio",
    "bureau_standing",
    "bureau_recommended_units",
    "insured_limit_units",
    "tangible_net_worth_units",
]


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_the_book_does_not_tell_is_not_known(name):
    assert seen()[name] is None


def test_a_bureaus_score_is_read_on_its_own_scale():
    report = {"account_id": "A", "bureau": "X", "received_on": ago(30), "score": 40.0}
    old = report | {"received_on": ago(90), "score": 5.0, "score_min": 0.0, "score_max": 100.0}
    new = report | {"score_min": 0.0, "score_max": 50.0, "adverse_events": 2}
    row = seen(reports=[new, old])
    assert (row["bureau_standing"], row["adverse_events"], row["has_bureau"]) == (0.8, 2, True)


def test_a_report_of_long_ago_says_nothing_any_more():
    old = {"account_id": "A", "bureau": "X", "received_on": ago(800), "score": 4.0}
    assert seen(reports=[old | {"score_min": 0.0, "score_max": 5.0}])["has_bureau"] is False


def test_cover_of_two_insurers_adds_up_at_the_lower_share():
    cover = {"account_id": "A", "policy": "1", "currency": "EUR", "valid_from": ago(100)}
    first = cover | {"insurer": "X", "limit_units": 100_00, "insured_share": 0.9}
    second = cover | {"insurer": "Y", "limit_units": 50_00, "insured_share": 0.8}
    over = second | {"insurer": "Z", "valid_until": ago(1)}
    row = seen(cover=[first, second, over])
    assert (row["insured_limit_units"], row["insured_share"]) == (150_00, 0.8)


def test_promises_still_open_do_not_count():
    promise = {"account_id": "A", "currency": "EUR", "amount_units": 900_00, "made_on": ago(40)}
    broken = promise | {"promise_id": "1", "due_on": ago(30)}
    running = promise | {"promise_id": "2", "made_on": ago(1), "due_on": ago(-9)}
    assert seen(promises=[broken, running])["broken_promise_share"] == 1.0


FOREIGN = invoice("5", "A", 110_00, 5) | {"currency": "USD"}
RATE = {"base": "EUR", "quote": "USD", "on": ago(3), "rate": 1.1, "source": "test"}


def test_money_in_another_currency_is_converted_at_the_rate_of_the_day():
    row = seen(invoices=[*HISTORY["invoices"], FOREIGN], rates=[RATE])
    assert (row["open_units"], row["missing_rates"]) == (500_00, 0)


def test_without_a_rate_it_is_left_out_and_said_so():
    row = seen(invoices=[*HISTORY["invoices"], FOREIGN])
    assert (row["open_units"], row["missing_rates"]) == (400_00, 1)


def test_an_account_known_only_from_invoices_is_seen_too():
    book = book_of({"invoices": [invoice("1", "B", 100_00, 40), invoice("2", "B", 100_00, 10)]})
    (row,) = rows(observe_book(book, POLICY, as_of=AS_OF))
    assert (row["account_id"], row["currency"], row["group_id"]) == ("B", "EUR", "B")
    assert row["years_known"] == pytest.approx(40 / 365.25)


def test_open_items_alone_do_not_tell_what_was_bought():
    book = book_of({"invoices": [invoice("1", "B", 100_00, 40)]})
    (row,) = rows(observe_book(book, POLICY, as_of=AS_OF))
    assert (row["open_units"], row["annual_purchases_units"]) == (100_00, None)


def test_an_account_that_never_traded_is_not_rated():
    found = assess(
        book_of(HISTORY | {"accounts": [*HISTORY["accounts"], {"account_id": "Z"}]}),
        POLICY,
        as_of=AS_OF,
    )
    grades = {row["account_id"]: row["grade"] for row in rows(found.accounts)}
    assert grades["Z"] == "N"


def test_facts_after_the_day_change_nothing():
    later = invoice("9", "A", 999_00, -20)
    after = {"invoices": [*HISTORY["invoices"], later]}
    assert seen(**after) == seen()


def test_an_assessment_has_a_call_and_its_reasons():
    found = assess(book_of(HISTORY), POLICY, as_of=AS_OF)
    (call,) = rows(found.worklist)
    assert (call["account_id"], call["action"], call["expected_units"]) == ("A", "call", 70_00)
    points = sum(row["points"] for row in rows(found.reasons))
    (account,) = rows(found.judged)
    assert points == account["points"]
    assert rows(found.warnings) == []


def test_no_book_is_looked_at_before_it_begins():
    book = book_of(HISTORY)
    found = rows(observe_book(book, POLICY, as_of=date(2000, 1, 1)))
    assert [row["open_units"] for row in found] == [0]
