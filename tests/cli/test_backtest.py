"""Does `duly backtest` compare forecasts with what happened, and write each of them?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command import duly, read_table

FIGURES = {
    "n",
    "mae_days",
    "rmse_days",
    "auc_late",
    "brier_late",
    "within_3_days",
    "coverage_80",
    "width_80_days",
    "pinball",
    "weekly_cash_wape",
}


@pytest.fixture(scope="module")
def said(book: Path, tmp_path_factory: pytest.TempPathFactory) -> dict:
    folder = tmp_path_factory.mktemp("backtest")
    words = (
        "--fit-on",
        "2026-04-30",
        "--predictions",
        folder / "p.csv",
        "--html",
        folder / "c.html",
    )
    ran = duly("backtest", book, *words, "--json")
    assert ran.code == 0, ran.err
    return {"json": ran.json, "rows": read_table(folder / "p.csv"), "card": folder / "c.html"}


def test_the_model_and_each_baseline_have_every_figure(said):
    assert said["json"].keys() >= FIGURES
    assert set(said["json"]["baselines"]) == {"due_date", "customer_median", "customer_mean"}
    assert all(each.keys() >= FIGURES for each in said["json"]["baselines"].values())


def test_every_scored_invoice_has_its_prediction(said):
    assert len(said["rows"]) == said["json"]["scored_count"]
    assert list(said["rows"][0]) == ["invoice_id", "p10", "p50", "p90", "mean", "p_late", "model"]
    assert all(float(row["p10"]) <= float(row["p50"]) <= float(row["p90"]) for row in said["rows"])


def test_figures_are_told_by_length_of_history_and_by_month(said):
    by = said["json"]["by"]
    assert sum(part["model"]["n"] for part in by["history"].values()) == said["json"]["n"]
    assert min(by["month"]) >= "2026-05"


def test_the_card_is_written(said):
    assert "<html" in said["card"].read_text("utf-8")


def test_only_the_invoices_of_a_list_are_scored(book: Path, here: Path, said):
    some = [row["invoice_id"] for row in said["rows"][:5]]
    Path("some.csv").write_text("\n".join(["invoice_id", *some]))
    words = ("--fit-on", "2026-04-30", "--score", "some.csv", "--predictions", "p.csv")
    assert duly("backtest", book, *words).code == 0
    assert [row["invoice_id"] for row in read_table(Path("p.csv"))] == some


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("invoice_id\n", "names no invoice"),
        ("number\n1\n", "has no column invoice_id"),
        (b"\xff\xfe\x00invoice_id", "cannot be read as CSV"),
    ],
)
def test_a_list_of_nothing_is_refused(book: Path, here: Path, content, says):
    Path("some.csv").write_bytes(content if isinstance(content, bytes) else content.encode())
    ran = duly("backtest", book, "--fit-on", "2026-04-30", "--score", "some.csv")
    assert ran.code == 2
    assert says in ran.err


@pytest.mark.parametrize(
    ("day", "says"),
    [("2019-01-01", "no invoice was issued by"), ("2026-10-31", "no invoice was issued after")],
)
def test_a_day_with_nothing_before_or_after_is_refused(book: Path, here: Path, day, says):
    ran = duly("backtest", book, "--fit-on", day, "--predictions", "p.csv")
    assert ran.code == 2
    assert says in ran.err
    assert not Path("p.csv").exists()


def test_a_refit_of_another_kind_is_refused(book: Path):
    ran = duly("backtest", book, "--fit-on", "2026-04-30", "--refit", "daily")
    assert ran.code == 2
    assert "monthly" in ran.err
