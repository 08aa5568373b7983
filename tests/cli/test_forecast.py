"""Does `duly forecast` say who pays when and what cash comes, and what if?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from tests.cli.command import duly, read_table


@pytest.fixture(scope="module")
def said(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("forecast")
    ran = duly(
        "forecast",
        book,
        *("--json", folder / "f.json", "--csv", folder / "f.csv"),
        *("--xlsx", folder / "f.xlsx", "--html", folder / "f.html"),
    )
    assert ran.code == 0, ran.err
    told = json.loads((folder / "f.json").read_text("utf-8"))
    return {"ran": ran, "json": told, "folder": folder}


def together(facts: dict, currency: str, source: str = "all") -> list[dict]:
    return [
        row
        for row in facts["weeks"]
        if (row["entity"], row["currency"], row["source"]) == (None, currency, source)
    ]


def test_every_currency_has_thirteen_weeks_in_order(said):
    for currency in ("EUR", "GBP", "USD"):
        weeks = together(said["json"], currency)
        assert [row["week"] for row in weeks] == list(range(1, 14))
        assert all(row["p10_units"] <= row["p50_units"] <= row["p90_units"] for row in weeks)


def test_no_more_is_expected_of_open_items_than_is_open(said):
    facts = said["json"]
    for currency in ("EUR", "GBP", "USD"):
        expected = sum(row["expected_units"] for row in together(facts, currency, "open"))
        owed = sum(row["open_units"] for row in facts["invoices"] if row["currency"] == currency)
        assert 0 < expected <= owed + 13


def test_every_open_invoice_has_its_days_in_order(said):
    facts = said["json"]
    assert len(facts["invoices"]) == facts["invoice_count"] > 0
    for row in facts["invoices"]:
        assert row["p10_days"] <= row["p50_days"] <= row["p90_days"]
        assert 0 <= row["p_never"] <= row["p_later_than_90"] <= row["p_later_than_30"] <= 1


def test_the_list_of_invoices_is_written_as_csv(said):
    rows = read_table(said["folder"] / "f.csv")
    assert {row["invoice_id"] for row in rows} == {
        row["invoice_id"] for row in said["json"]["invoices"]
    }


def test_the_terminal_says_the_weeks_and_the_model(said):
    assert "Cash to come, as of 2026-10-30" in said["ran"].out
    assert "Model: " in said["ran"].out


def test_the_page_and_the_workbook_are_written(said):
    assert "<html" in (said["folder"] / "f.html").read_text("utf-8")
    assert (said["folder"] / "f.xlsx").stat().st_size > 5_000


def test_an_account_nobody_knows_cannot_be_stopped(book: Path):
    ran = duly("forecast", book, "--stop", "NOBODY")
    assert ran.code == 2
    assert "no account 'NOBODY' in the book" in ran.err
