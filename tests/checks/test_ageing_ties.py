"""The ageing check compares with what is open, and notices when a unit is missing."""

from __future__ import annotations

from datetime import date

import pytest
from tests.checks.test_checks import AS_OF, book

from duly.checks import ageing_ties, balance_rolls_forward


def violations(check, of_book) -> list[dict]:
    return of_book.engine.fetch(check.run(of_book, as_of=AS_OF)).to_pylist()


@pytest.mark.parametrize("check", [ageing_ties.CHECK, balance_rolls_forward.CHECK])
def test_nothing_is_missing_from_a_book_in_order(check):
    assert violations(check, book()) == []


def test_an_ageing_that_loses_a_unit_is_noticed(monkeypatch):
    whole = ageing_ties.ageing

    def losing(book, *, as_of: date, policy):
        table = whole(book, as_of=as_of, policy=policy)
        return table.mutate(open_units=table.open_units - 1)

    monkeypatch.setattr(ageing_ties, "ageing", losing)
    assert {line["key"] for line in violations(ageing_ties.CHECK, book())} == {"EUR", "USD"}


def test_a_balance_that_forgets_a_write_off_is_noticed(monkeypatch):
    whole = balance_rolls_forward.balances

    def forgetting(book, *, as_of: date):
        table = whole(book, as_of=as_of)
        return table.mutate(written_off_units=table.written_off_units * 0)

    monkeypatch.setattr(balance_rolls_forward, "balances", forgetting)
    found = violations(balance_rolls_forward.CHECK, book())
    assert [(line["key"], line["observed"], line["expected"]) for line in found] == [
        ("EUR", "60", "101")
    ]
