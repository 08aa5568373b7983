"""Does `duly exposure` add up what is at stake, by account and by group of companies?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from tests.cli.command import duly, read_table

DAY = ("--as-of", "2026-10-31")
PARTS = {
    "open_invoices_units": 1,
    "unbilled_units": 1,
    "open_orders_units": 1,
    "open_credits_units": -1,
    "unapplied_units": -1,
}


def said(book: Path, by: str) -> dict[str, Any]:
    ran = duly("exposure", book, *DAY, "--by", by, "--json", "-")
    assert ran.code == 0, ran.err
    return ran.json


def totals(rows: list[dict[str, Any]]) -> Counter[str]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["currency"]] += row["exposure_units"]
    return sums


@pytest.fixture(scope="module")
def accounts(book: Path) -> list[dict[str, Any]]:
    return said(book, "account")["rows"]


@pytest.fixture(scope="module")
def groups(book: Path) -> list[dict[str, Any]]:
    return said(book, "group")["rows"]


def test_an_exposure_is_the_sum_of_its_parts(accounts):
    assert accounts
    for row in accounts:
        assert row["exposure_units"] == sum(sign * row[name] for name, sign in PARTS.items())


def test_no_more_is_insured_than_is_at_stake(accounts):
    assert any(row["insured_units"] for row in accounts)
    assert all(0 <= row["insured_units"] <= max(row["exposure_units"], 0) for row in accounts)


def test_groups_hold_the_same_money_as_their_accounts(accounts, groups):
    assert totals(groups) == totals(accounts)
    assert sum(row["accounts"] for row in groups) == len(accounts)


def test_the_holding_of_the_story_stands_for_its_companies(groups):
    (holding,) = [row for row in groups if row["name"] == "Caldomere Holding PLC"]
    assert holding["accounts"] > 1


def test_the_largest_of_each_currency_stands_first(accounts):
    places = [(row["currency"], -row["exposure_units"], row["account_id"]) for row in accounts]
    assert places == sorted(places)


def test_the_table_can_be_filed(book: Path, tmp_path: Path, groups):
    ran = duly("exposure", book, *DAY, "--by", "group", "--csv", tmp_path / "e.csv")
    assert (ran.code, ran.out.splitlines()[0]) == (0, "Exposure by group, as of 2026-10-31")
    assert len(read_table(tmp_path / "e.csv")) == len(groups)


def test_an_export_has_exposures_too(ledger: Path, accounts):
    assert len(said(ledger, "account")["rows"]) <= len(accounts)
