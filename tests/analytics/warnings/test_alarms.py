"""Which accounts left their own usual path, how far, and against which threshold?"""

from __future__ import annotations

import random

import pytest
from tests.analytics.behaviour.ledger import AS_OF, ENGINE, Ledger, ago, rows
from tests.analytics.warnings.test_bureau_deterioration import report
from tests.analytics.warnings.test_insurer_cover_reduced import cover
from tests.analytics.warnings.test_order_spike import REGULAR, bought
from tests.analytics.warnings.test_payment_stopped import history
from tests.analytics.warnings.test_statement_deterioration import statement

from duly.analytics.settlements import paid_invoices
from duly.analytics.warnings import WARNINGS, warnings
from duly.book.policy.warnings import WarningPolicy
from duly.book.tables import book_from_arrow

BY_CODE = {signal.code: signal for signal in WARNINGS}


def a_bad_year() -> Ledger:
    """Something of every kind."""
    ledger = bought(bought(Ledger(), "SPIKE", REGULAR), "SPIKE", ((900, 5),))
    bought(ledger, "SHRINK", REGULAR[3:])
    history(ledger, "STOPPED", 7, 12, 60).invoice("STOPPED", 100, ago(59))
    history(ledger, "SLOW", 7, 20, 91)
    for turn in range(4):
        ledger.paid("SLOW", 30, paid_on=ago(turn), disputed=True)
    ledger.add("accounts", account_id="FULL", currency="EUR", credit_limit_units=1_000)
    ledger.invoice("FULL", 10, ago(300)).invoice("FULL", 990, ago(20))
    for turn in range(2):
        made = ago(100 - 20 * turn)
        ledger.add(
            "promises", promise_id=f"M{turn}", account_id="LIAR", currency="EUR",
            amount_units=100, made_on=made, due_on=made,
        )  # fmt: skip
    report(ledger, "FALLEN", 90, 200)
    report(ledger, "FALLEN", 10, 20)
    ledger.add("reports", account_id="SUED", bureau="G", received_on=ago(9), adverse_events=2)
    statement(ledger, "WEAK", 2024, ebit=600, equity=10)
    statement(ledger, "WEAK", 2025, ebit=100, equity=-10)
    cover(ledger, "BARE", 1_000, 400, 30)
    return ledger


@pytest.fixture(scope="module")
def found():
    return rows(warnings(a_bad_year().book(), as_of=AS_OF))


def test_every_signal_can_be_heard_at_once(found):
    assert {row["code"] for row in found} == set(BY_CODE)


def test_an_account_has_each_signal_at_most_once(found):
    keys = [(row["account_id"], row["code"]) for row in found]
    assert len(keys) == len(set(keys))


def test_what_is_observed_reached_the_threshold(found):
    for row in found:
        falls = BY_CODE[row["code"]].falls
        observed, threshold = row["observed"], row["threshold"]
        assert observed <= threshold if falls else observed >= threshold, row


def test_each_warning_carries_the_severity_of_its_signal(found):
    assert all(row["severity"] == BY_CODE[row["code"]].severity for row in found)


def test_a_signal_names_keys_of_the_policy_and_tables_of_the_book():
    keys, tables = set(WarningPolicy.model_fields), set(Ledger().rows)
    for signal in WARNINGS:
        assert set(signal.thresholds) <= keys
        assert signal.needs <= tables
        assert 1 <= signal.severity <= 4
    assert len(BY_CODE) == len(WARNINGS)


def test_every_threshold_of_the_policy_is_used_by_some_signal():
    used = {key for signal in WARNINGS for key in signal.thresholds}
    assert used == set(WarningPolicy.model_fields)


def test_an_empty_book_and_a_punctual_one_are_quiet():
    assert rows(warnings(Ledger().book(), as_of=AS_OF)) == []
    punctual = Ledger()
    for turn in range(30):
        punctual.paid("A", 0, paid_on=ago(15 * turn))
    assert rows(warnings(punctual.book(), as_of=AS_OF)) == []


def test_a_book_of_invoices_alone_hears_what_invoices_can_tell():
    book = a_bad_year().book()
    alone = {"invoices": ENGINE.fetch(book.invoices)}
    found = rows(warnings(book_from_arrow(ENGINE, alone), as_of=AS_OF))
    assert {row["code"] for row in found} == {"order_spike", "shrinking_business"}


def test_a_table_worked_out_before_is_used():
    book = a_bad_year().book()
    nobody = paid_invoices(book, as_of=AS_OF).limit(0)
    codes = {row["code"] for row in rows(warnings(book, as_of=AS_OF, paid=nobody))}
    assert "slowing_payment" not in codes
    assert "payment_stopped" in codes


def test_a_table_of_an_unknown_name_is_refused():
    book = Ledger().book()
    with pytest.raises(TypeError, match="payed"):
        warnings(book, as_of=AS_OF, payed=book.invoices)


def test_later_facts_do_not_change_what_was_heard_that_day(found):
    later = a_bad_year().pay("STOPPED", None, 100, ago(-1)).invoice("SPIKE", 10**6, ago(-40))
    report(later, "FALLEN", 0, -1)
    cover(later, "BARE", 9_000, -1, None)
    again = rows(warnings(later.book(), as_of=AS_OF))
    assert sorted(map(str, again)) == sorted(map(str, found))


@pytest.mark.parametrize("seed", [1, 2])
def test_the_order_of_rows_changes_nothing(found, seed):
    ledger = a_bad_year()
    for table in ledger.rows.values():
        random.Random(seed).shuffle(table)
    again = rows(warnings(ledger.book(), as_of=AS_OF))
    assert sorted(map(str, again)) == sorted(map(str, found))


@pytest.mark.parametrize(
    "senseless",
    [
        {"recent_days": 90, "history_days": 179},
        {"recent_days": 30, "history_days": 90, "order_spike_days": 31},
        {"slowing_days": 0},
        {"shrinking_ratio": 1},
        {"stopped_gap_ratio": 1},
        {"cover_ratio": 1},
    ],
)
def test_senseless_thresholds_are_refused(senseless):
    with pytest.raises(ValueError, match=r"order_spike_days|history_days|greater|less"):
        WarningPolicy(**senseless)


def test_two_halves_of_a_history_are_enough():
    assert WarningPolicy(recent_days=90, history_days=180).history_days == 180


@pytest.mark.spark
def test_both_engines_raise_the_same_warnings(found, spark):
    there = rows(warnings(a_bad_year().book(spark), as_of=AS_OF))
    assert sorted(map(str, there)) == sorted(map(str, found))
