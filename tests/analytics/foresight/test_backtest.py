"""Does a backtest forecast every later invoice, and only from what was known before it?"""

from __future__ import annotations

from datetime import date, timedelta

import ibis.expr.types as ir
import numpy as np
import pytest
from tests.analytics.foresight.ledgers import END, FIT_ON, QUICK, book, ledger, made
from tests.books import Row, Tables, book_of

from duly.analytics.foresight import payment_lines
from duly.analytics.foresight.backtest import backtest
from duly.analytics.foresight.moments import number_of_day
from duly.book.findings import BadInput

KNOWN = date(2026, 1, 5)
UNTIL = END + timedelta(days=400)


def test_every_invoice_issued_later_is_forecast_once() -> None:
    later = [row["invoice_id"] for row in ledger()["invoices"] if FIT_ON < row["issued_on"] <= END]
    told = made().predictions
    assert sorted(told.invoice_ids) == sorted(later)
    assert made().scored_count == len(later)
    assert made().open_count == int(np.isnan(told.late).sum()) > 0


def test_the_model_and_each_baseline_are_judged_on_the_same_invoices() -> None:
    figures = made().figures
    assert list(figures) == ["model", "due_date", "customer_median", "customer_mean"]
    assert {found.n for found in figures.values()} == {made().scored_count - made().open_count}
    assert figures["model"].mae_days < figures["due_date"].mae_days


@pytest.mark.parametrize("slicing", ["amount", "history", "month"])
def test_the_slices_add_up_to_the_whole(slicing: str) -> None:
    parts = made().slices[slicing]
    assert sum(found["model"].n for found in parts.values()) == made().figures["model"].n


def test_only_the_invoices_asked_for_are_judged() -> None:
    wanted = made().predictions.invoice_ids[:3].tolist()
    found = backtest(book(), fit_on=FIT_ON, until=END, score=wanted, settings=QUICK)
    assert found.predictions.invoice_ids.tolist() == wanted
    assert found.predictions.answers.p50.tolist() == made().predictions.answers.p50[:3].tolist()


def test_refitting_every_month_starts_with_the_same_model() -> None:
    monthly = backtest(book(), fit_on=FIT_ON, until=END, refit="monthly", settings=QUICK)
    november = made().predictions.issued <= number_of_day(date(2025, 11, 30))
    assert monthly.refit == "monthly"
    assert monthly.scored_count == made().scored_count
    first = monthly.predictions.answers.p50[: november.sum()].tolist()
    assert first == made().predictions.answers.p50[november].tolist()


@pytest.mark.parametrize(
    ("fit_on", "score", "message"),
    [
        (date(2026, 3, 30), None, "no invoice was issued after"),
        (FIT_ON, ["unknown"], "none of the invoices to score"),
    ],
)
def test_nothing_to_judge_is_refused(fit_on: date, score: list[str] | None, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        backtest(book(), fit_on=fit_on, until=END, score=score, settings=QUICK)


def test_nothing_that_was_known_later_changes_a_forecast() -> None:
    assert forecasts(altered(ledger())) == forecasts(ledger())


def test_a_planted_leak_is_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    true_clock = payment_lines.known_clock

    def too_early(day: ir.DateValue) -> ir.IntegerValue:
        return true_clock(day) - 120

    monkeypatch.setattr(payment_lines, "known_clock", too_early)
    assert forecasts(altered(ledger())) != forecasts(ledger())


def forecasts(tables: Tables) -> dict[str, list[float]]:
    """What was forecast for each invoice issued by the day up to which all is the same."""
    told = backtest(book_of(tables), fit_on=FIT_ON, until=UNTIL, settings=QUICK).predictions
    parts = (told.answers.p10, told.answers.p50, told.answers.p90, told.answers.mean)
    rows = np.column_stack([*parts, told.answers.p_late]).tolist()
    is_early = told.issued <= number_of_day(KNOWN) + 1
    return {
        number: row
        for number, row, early in zip(told.invoice_ids, rows, is_early, strict=True)
        if early
    }


def altered(tables: Tables) -> Tables:
    """After the day all is different: what is paid when, issued, disputed, written off."""
    return tables | {
        "payments": [_later(row, "received_on") for row in tables["payments"]],
        "allocations": [_later(row, "allocated_on") for row in tables["allocations"]],
        "invoices": [_other(row) for row in tables["invoices"]],
        "disputes": [
            {
                "dispute_id": f"D{row['invoice_id']}",
                "invoice_id": row["invoice_id"],
                "opened_on": KNOWN + timedelta(days=1),
            }
            for row in tables["invoices"]
        ],
    }


def _later(row: Row, column: str) -> Row:
    if row[column] <= KNOWN:
        return row
    return row | {column: row[column] + timedelta(days=41 + row["amount_units"] % 31)}


def _other(row: Row) -> Row:
    written_off = {"written_off_on": KNOWN + timedelta(days=30)}
    if row["issued_on"] <= KNOWN:
        return row | (written_off if row["amount_units"] % 3 == 0 else {})
    return row | {"amount_units": row["amount_units"] * 3}


def test_what_moved_the_forecasts_is_told_by_group_the_largest_first() -> None:
    days = list(made().importances.values())
    assert days == sorted(days, reverse=True)
    assert all(each >= 0 for each in days)


def test_a_month_in_which_nothing_was_issued_is_passed_over() -> None:
    told = ledger()
    quiet = [row for row in told["invoices"] if row["issued_on"].strftime("%Y-%m") != "2025-12"]
    book = book_of({**told, "invoices": quiet})
    found = backtest(book, fit_on=FIT_ON, until=END, refit="monthly", settings=QUICK)
    assert "2025-12" not in found.slices["month"]
    assert "2026-01" in found.slices["month"]
