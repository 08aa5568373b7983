"""How does each account pay, over the last 90, 180 and 365 days and over all that is known?"""

from __future__ import annotations

import statistics
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.behaviour.ledger import AS_OF, Ledger, ago, few_books, only, rows

from duly.analytics.behaviour import behaviour, behaviour_of
from duly.analytics.settlements import paid_invoices, payment_parts


def over_all(ledger: Ledger, account: str = "A", window: str = "all") -> dict[str, object]:
    return only(behaviour_of(ledger.book(), as_of=AS_OF), account_id=account, window=window)


def test_days_to_pay_and_lateness_are_weighted_by_amount():
    """Handbook 01, example B: 1,000 in 30 days, 5,000 in 45, 4,000 in 60, terms 30."""
    ledger = Ledger()
    for units, late in ((1_000, 0), (5_000, 15), (4_000, 30)):
        ledger.paid("A", late, paid_on=ago(10), units=units)
    row = over_all(ledger)
    assert row["weighted_days_to_pay"] == 49.5
    assert row["weighted_days_late"] == 19.5
    assert row["weighted_signed_days_late"] == 19.5
    assert (row["mean_days_late"], row["mean_terms_days"]) == (15.0, 30.0)


SPREADS = [
    ((0,), 0.0, 0.0, 0.0, None, 0, 0),
    ((1,), 1.0, 1.0, 1.0, None, 1, 1),
    ((-10,), 0.0, -10.0, -10.0, None, -10, 0),
    ((-10, 10), 5.0, 0.0, 0.0, 14.142135623730951, 10, 1),
    ((3, 4), 3.5, 3.5, 3.5, 0.7071067811865476, 4, 2),
    ((5, 5, 5), 5.0, 5.0, 5.0, 0.0, 5, 3),
    ((-2, 0, 1, 41), 10.5, 10.0, 0.5, 20.704266871026046, 41, 2),
]


@pytest.fixture(scope="module")
def spreads():
    ledger = Ledger()
    for days_late, *_ in SPREADS:
        for days in days_late:
            ledger.paid(str(days_late), days, paid_on=ago(5))
    table = rows(behaviour_of(ledger.book(), as_of=AS_OF, windows=(None,)))
    return {row["account_id"]: row for row in table}


@pytest.mark.parametrize(
    ("days_late", "mean", "signed", "median", "spread", "worst", "late"), SPREADS
)
def test_early_payment_counts_as_nought_in_the_mean_but_not_in_median_and_spread(
    spreads, days_late, mean, signed, median, spread, worst, late
):
    row = spreads[str(days_late)]
    assert (row["mean_days_late"], row["mean_signed_days_late"]) == (mean, signed)
    assert (row["median_days_late"], row["max_days_late"]) == (median, worst)
    assert row["std_days_late"] == pytest.approx(spread)
    assert row["late_count"] == late
    assert row["late_share"] == late / len(days_late)


@pytest.mark.parametrize(
    ("days_ago", "inside"),
    [
        (0, ("90", "180", "365", "all")),
        (89, ("90", "180", "365", "all")),
        (90, ("180", "365", "all")),
        (179, ("180", "365", "all")),
        (180, ("365", "all")),
        (364, ("365", "all")),
        (365, ("all",)),
        (4000, ("all",)),
    ],
)
def test_a_window_of_n_days_ends_on_the_day_and_begins_n_minus_one_days_before(days_ago, inside):
    table = behaviour_of(Ledger().paid("A", 2, paid_on=ago(days_ago)).book(), as_of=AS_OF)
    counts = {row["window"]: row["paid_count"] for row in rows(table)}
    assert counts == {name: int(name in inside) for name in ("90", "180", "365", "all")}


def test_a_window_in_which_nothing_was_paid_has_no_figures_rather_than_noughts():
    row = over_all(Ledger().paid("A", 9, paid_on=ago(200)), window="90")
    assert row["paid_count"] == row["late_count"] == row["paid_units"] == 0
    for name in ("late_share", "mean_days_late", "median_days_late", "weighted_days_late"):
        assert row[name] is None
    assert row["last_paid_on"] is None


def test_a_payment_to_come_is_not_yet_behaviour():
    ledger = Ledger().paid("A", 9, paid_on=AS_OF + timedelta(days=1))
    assert rows(behaviour_of(ledger.book(), as_of=AS_OF)) == []


def test_an_account_that_never_paid_has_no_row():
    assert rows(behaviour_of(Ledger().invoice("A", 100, ago(50)).book(), as_of=AS_OF)) == []


def test_an_instalment_weighs_in_the_lateness_by_amount_but_is_no_paid_invoice():
    row = over_all(Ledger().invoice("A", 100, ago(50), parts=((30, 10), (20, 20))))
    assert row["paid_count"] == 0
    assert row["mean_days_late"] is None
    assert row["weighted_days_late"] == 14.0
    assert (row["first_paid_on"], row["last_paid_on"]) == (ago(40), ago(30))


def test_an_invoice_paid_in_parts_is_as_late_as_its_last_part():
    row = over_all(Ledger().invoice("A", 100, ago(50), parts=((60, -10), (40, 20))))
    assert (row["paid_count"], row["mean_days_late"]) == (1, 20.0)
    assert row["weighted_days_late"] == 8.0
    assert row["weighted_signed_days_late"] == 2.0


def test_shares_by_number_and_by_amount_differ_when_the_large_invoice_is_late():
    ledger = Ledger().paid("A", 5, paid_on=ago(5), units=900).paid("A", 0, paid_on=ago(5))
    row = over_all(ledger)
    assert (row["late_share"], row["late_amount_share"]) == (0.5, 0.9)
    assert (row["paid_units"], row["late_units"]) == (1_000, 900)


def test_clean_and_disputed_invoices_are_told_apart():
    ledger = Ledger().paid("A", 0, paid_on=ago(5)).paid("A", 2, paid_on=ago(5))
    ledger.paid("A", 40, paid_on=ago(5), disputed=True)
    row = over_all(ledger)
    assert (row["clean_count"], row["clean_late_count"], row["clean_late_share"]) == (2, 1, 0.5)
    assert (row["disputed_count"], row["disputed_late_count"]) == (1, 1)
    assert (row["clean_mean_days_late"], row["disputed_mean_days_late"]) == (1.0, 40.0)
    assert row["mean_days_late"] == 14.0


def test_without_disputes_the_disputed_figures_are_unknown():
    row = over_all(Ledger().paid("A", 1, paid_on=ago(5)))
    assert (row["disputed_count"], row["disputed_late_count"]) == (0, 0)
    assert (row["disputed_late_share"], row["disputed_mean_days_late"]) == (None, None)


@pytest.mark.parametrize(
    ("currencies", "main", "others"),
    [("EUR", "EUR", 0), ("EUR USD USD", "USD", 1), ("USD EUR", "EUR", 1), ("A Z B Z B", "B", 3)],
)
def test_the_main_currency_has_most_paid_invoices_and_ties_go_by_the_alphabet(
    currencies, main, others
):
    ledger = Ledger()
    for place, currency in enumerate(currencies.split()):
        ledger.paid("A", 0, paid_on=ago(5 + place), currency=currency)
    row = over_all(ledger)
    assert (row["currency"], row["other_currency_count"]) == (main, others)


def test_amounts_of_another_currency_are_counted_but_never_added():
    ledger = Ledger().paid("A", 10, paid_on=ago(5)).paid("A", 10, paid_on=ago(5))
    ledger.paid("A", 100, paid_on=ago(5), units=10**9, currency="JPY")
    row = over_all(ledger)
    assert (row["paid_count"], row["mean_days_late"]) == (3, 40.0)
    assert (row["paid_units"], row["weighted_days_late"]) == (200, 10.0)


def test_the_largest_amount_the_book_takes_does_not_overflow():
    huge = 10**17
    ledger = Ledger().paid("A", 900, paid_on=ago(5), units=huge)
    ledger.paid("A", 800, paid_on=ago(5), units=huge)
    assert over_all(ledger)["weighted_days_late"] == 850.0


def test_an_amount_of_nought_has_no_weight_and_is_no_evidence_by_amount():
    ledger = Ledger().invoice("A", 100, ago(40), parts=((100, 5), (-100, 6)))
    row = over_all(ledger)
    assert row["weighted_days_late"] is None


@pytest.mark.parametrize("windows", [(), (0,), (90, 90), (None, 90), (180, 90)])
def test_windows_that_do_not_widen_are_refused(windows):
    with pytest.raises(ValueError, match="widen"):
        behaviour_of(Ledger().book(), as_of=AS_OF, windows=windows)


def test_windows_may_be_chosen():
    ledger = Ledger().paid("A", 1, paid_on=ago(5)).paid("A", 1, paid_on=ago(50))
    one = behaviour_of(ledger.book(), as_of=AS_OF, windows=(30,))
    assert [(row["window"], row["paid_count"]) for row in rows(one)] == [("30", 1)]
    every = behaviour_of(ledger.book(), as_of=AS_OF, windows=(None,))
    assert [(row["window"], row["paid_count"]) for row in rows(every)] == [("all", 2)]


invoices = st.lists(
    st.tuples(
        st.sampled_from("ABC"),
        st.integers(1, 5),
        st.integers(-3, 4),
        st.integers(-5, 400),
        st.sampled_from(("EUR", "USD")),
        st.booleans(),
    ),
    max_size=40,
)


def ledger_of(drawn) -> Ledger:
    ledger = Ledger()
    for account, units, late, days_ago, currency, disputed in drawn:
        ledger.paid(
            account, late, paid_on=ago(days_ago), units=units, currency=currency, disputed=disputed
        )
    return ledger


def by_hand(drawn, account: str, width: int) -> dict[str, object]:
    """The same figures, one account and window at a time, in plain Python."""
    known = [row for row in drawn if row[0] == account and row[3] >= 0]
    names = [row[4] for row in known]
    main = min(sorted(set(names)), key=lambda name: -names.count(name))
    inside = [row for row in known if row[3] < width]
    days = [row[2] for row in inside]
    weights = [(row[1], max(row[2], 0)) for row in inside if row[4] == main]
    total = sum(units for units, _ in weights)
    return {
        "currency": main,
        "paid_count": len(inside),
        "late_count": sum(late > 0 for late in days),
        "disputed_count": sum(row[5] for row in inside),
        "mean_days_late": sum(max(late, 0) for late in days) / len(days) if days else None,
        "median_days_late": statistics.median(days) if days else None,
        "std_days_late": statistics.stdev(days) if len(days) > 1 else None,
        "weighted_days_late": sum(u * d for u, d in weights) / total if total else None,
    }


@few_books
@given(drawn=invoices)
def test_figures_equal_those_of_a_row_by_row_reckoning(drawn):
    table = behaviour_of(ledger_of(drawn).book(), as_of=AS_OF)
    found = {(row["account_id"], row["window"]): row for row in rows(table)}
    assert {account for account, _ in found} == {row[0] for row in drawn if row[3] >= 0}
    widths = {"90": 90, "180": 180, "365": 365, "all": 10**6}
    for (account, window), row in found.items():
        for name, figure in by_hand(drawn, account, widths[window]).items():
            assert row[name] == (pytest.approx(figure) if isinstance(figure, float) else figure)


@few_books
@given(drawn=invoices)
def test_wider_windows_hold_what_narrower_ones_hold_and_the_split_adds_up(drawn):
    table = behaviour_of(ledger_of(drawn).book(), as_of=AS_OF)
    found = {(row["account_id"], row["window"]): row for row in rows(table)}
    for account in {account for account, _ in found}:
        counts = [found[account, name]["paid_count"] for name in ("90", "180", "365", "all")]
        assert counts == sorted(counts)
    for row in found.values():
        assert row["clean_count"] + row["disputed_count"] == row["paid_count"]
        assert row["clean_late_count"] + row["disputed_late_count"] == row["late_count"]


@few_books
@given(drawn=invoices, data=st.data())
def test_neither_the_order_of_rows_nor_later_facts_change_a_figure(drawn, data):
    book = ledger_of(drawn).book()
    expected = sorted(map(str, rows(behaviour_of(book, as_of=AS_OF))))
    shuffled = data.draw(st.permutations([row for row in drawn if row[3] >= 0]))
    again = sorted(map(str, rows(behaviour_of(ledger_of(shuffled).book(), as_of=AS_OF))))
    assert again == expected


def test_tables_computed_before_give_the_same_answer_as_the_book():
    book = Ledger().paid("A", 3, paid_on=ago(5)).paid("B", -3, paid_on=ago(100)).book()
    paid = book.engine.keep(paid_invoices(book, as_of=AS_OF))
    parts = book.engine.keep(payment_parts(book, as_of=AS_OF))
    given_tables = rows(behaviour(paid, parts, as_of=AS_OF).order_by("account_id", "window"))
    assert given_tables == rows(behaviour_of(book, as_of=AS_OF).order_by("account_id", "window"))
