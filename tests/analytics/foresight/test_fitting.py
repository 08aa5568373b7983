"""Is a model fitted where there is something to learn, and refused where there is not?"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from tests.analytics.foresight.ledgers import END, FIT_ON, QUICK, book, ledger, model
from tests.books import Tables, book_of

from duly.analytics.foresight.boosted import Boosted
from duly.analytics.foresight.fitting import fit
from duly.analytics.foresight.line import Line
from duly.book.findings import BadInput


def without_payments() -> Tables:
    return ledger(invoices=3) | {"payments": [], "allocations": []}


def one_customer() -> Tables:
    return ledger(accounts=1, invoices=5)


def all_on_one_day() -> Tables:
    tables = ledger(invoices=3)
    parts = [row | {"allocated_on": date(2025, 6, 1)} for row in tables["allocations"]]
    return tables | {"allocations": parts}


@pytest.mark.parametrize(
    ("tables", "as_of", "message"),
    [
        (ledger(invoices=3), date(2024, 12, 31), "no invoice was issued by 2024-12-31"),
        (ledger(invoices=3), date(2025, 1, 5), "no invoice was paid by 2025-01-05"),
        (without_payments(), END, "nothing to learn from"),
        (one_customer(), END, "only one customer ever paid"),
        (all_on_one_day(), END, "all payments are on one day"),
    ],
)
def test_a_book_with_nothing_to_learn_is_refused(tables: Tables, as_of: date, message: str) -> None:
    with pytest.raises(BadInput, match=message):
        fit(book_of(tables), as_of=as_of, settings=QUICK)


def test_the_kind_that_won_is_fitted() -> None:
    found = fit(book(), as_of=FIT_ON, settings=QUICK)
    assert found.kind == found.choice.kind
    assert (found.choice.reason, found.fit_on) == ("least_loss", FIT_ON)
    assert set(found.choice.loss) == {"shrinkage", "line", "boosted"}


def test_nothing_else_is_fitted() -> None:
    trees, line = model("boosted"), model("line")
    assert isinstance(trees.boosted, Boosted)
    assert isinstance(line.line, Line)
    assert (trees.line, line.boosted) == (None, None)


def test_a_thin_history_gets_shrinkage_alone_and_no_forecast_of_single_invoices() -> None:
    thin = fit(book(), as_of=FIT_ON, settings=replace(QUICK, fewest_paid=10_000))
    assert (thin.kind, thin.choice.reason, thin.choice.refusal) == (
        "shrinkage",
        "too_few_paid",
        "too_few_paid",
    )
    assert not thin.choice.is_shown
    assert (thin.line, thin.boosted) == (None, None)


def test_the_same_book_and_seed_give_the_same_trees() -> None:
    settings = replace(QUICK, kinds=("shrinkage", "boosted"), gain=-9.0)
    again, first = fit(book(), as_of=FIT_ON, settings=settings).boosted, model("boosted").boosted
    assert again is not None
    assert first is not None
    assert again.heads == first.heads


def test_of_too_many_invoices_some_are_learned_from() -> None:
    settings = replace(QUICK, most_rows=150, kinds=("shrinkage",))
    few, every = (fit(book(), as_of=FIT_ON, settings=some).choice for some in (settings, QUICK))
    assert 0 < few.trial_count < every.trial_count
    assert few.paid_count == every.paid_count


def test_a_cut_before_anything_was_paid_is_passed_over() -> None:
    settings = replace(QUICK, trial_cuts=(0.0, 0.7), kinds=("shrinkage",))
    found = fit(book(), as_of=FIT_ON, settings=settings).choice
    usual = fit(book(), as_of=FIT_ON, settings=replace(settings, trial_cuts=(0.7,))).choice
    assert found.trial_count == usual.trial_count
