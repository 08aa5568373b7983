"""Does `duly metrics` say each figure with its title, its unit and, if it is not known, why?"""

from __future__ import annotations

from pathlib import Path

from tests.cli.command import duly, read_table

from duly.analytics.metrics import METRICS

CODES = [metric.code for metric in METRICS]


def test_each_currency_has_every_metric_in_the_order_of_the_catalogue(book: Path):
    said = duly("metrics", book, "--json", "-").json
    assert set(said["definitions"]) == set(CODES)
    for currency in ("EUR", "GBP", "USD"):
        rows = [row["metric"] for row in said["rows"] if row["currency"] == currency]
        assert rows == CODES


def test_a_figure_stands_with_its_unit_and_its_title(book: Path):
    shown = duly("metrics", book, columns=140).out
    assert "Days sales outstanding (DSO)" in shown
    assert " days" in shown
    assert "dso_countback" not in shown
    assert "… and 26 more; write them with --csv, --xlsx or --json FILE" in shown


def test_what_an_export_cannot_know_says_why(ledger: Path, here: Path):
    duly("metrics", ledger, "--csv", "out.csv")
    rows = read_table(Path("out.csv"))
    by_code = {row["metric"]: row for row in rows if row["currency"] == "EUR"}
    assert by_code["promise_kept_rate"]["reason"] == "no_promises"
    assert by_code["dso"]["reason"] == ""
    assert float(by_code["dso"]["figure"]) > 0


def test_money_and_other_figures_stand_in_columns_of_their_own(book: Path, here: Path):
    duly("metrics", book, "--by", "country", "--csv", "out.csv")
    rows = read_table(Path("out.csv"))
    money = [row for row in rows if row["unit"] == "units"]
    assert money
    assert all(not row["figure"] for row in money)
    assert all(not row["amount_units"] for row in rows if row["unit"] != "units")
    assert {row["country"] for row in rows} > {"DE", "GB"}
