"""Does `duly fit` keep a model that other commands can use?"""

from __future__ import annotations

from pathlib import Path

import pytest
from tests.cli.command import duly


@pytest.fixture(scope="module")
def model(book: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("fit") / "model"
    ran = duly("fit", book, "--as-of", "2026-06-30", "--out", folder, "--json")
    assert ran.code == 0, ran.err
    assert ran.json["model"]["fit_on"] == "2026-06-30"
    return folder


def statements(path: Path) -> Path:
    """The lower the ratio the more fail, but not all."""
    rows = [
        f"{year},{n / 100},{int((n < 200) != (n % 5 == 0))}"
        for year in (2020, 2021)
        for n in range(400)
    ]
    path.write_text("\n".join(["year,equity_ratio,failed", *rows]))
    return path


def test_a_kept_model_is_shown(model: Path):
    shown = duly("model", "show", model)
    assert shown.code == 0
    assert "Fitted on 2026-06-30" in shown.out
    assert duly("model", "show", model, "--json").json["model"]["fit_on"] == "2026-06-30"


def test_a_model_that_was_changed_is_refused(model: Path, here: Path):
    for part in model.iterdir():
        Path(part.name).write_bytes(part.read_bytes())
    told = Path("model.json").read_text()
    Path("model.json").write_text(told.replace("2026-06-30", "2026-05-31"))
    ran = duly("model", "show", here)
    assert ran.code == 2
    assert "changed" in ran.err


def test_a_folder_of_other_things_is_refused_before_anything_is_read(here: Path):
    Path("full").mkdir()
    Path("full/notes.txt").write_text("mine")
    Path("no-book").mkdir()
    ran = duly("fit", "no-book", "--out", "full")
    assert ran.code == 2
    assert "holds other things than a model" in ran.err
    assert [file.name for file in Path("full").iterdir()] == ["notes.txt"]


@pytest.mark.parametrize("label", [(), ("--label", "failed")], ids=["model", "scorecard"])
def test_a_place_that_cannot_be_written_is_refused(here: Path, label: tuple[str, ...]):
    taken = Path("taken")
    taken.mkdir() if label else taken.write_text("mine")
    ran = duly("fit", statements(Path("s.csv")), *label, "--out", taken)
    assert ran.code == 2
    assert "taken is a fol" in ran.err or "taken is a file" in ran.err


def test_a_scorecard_is_fitted_on_labelled_statements_and_shown(here: Path):
    file = statements(Path("s.csv"))
    words = ("--label", "failed", "--period", "year", "--fit-until", 2020)
    ran = duly("fit", file, *words, "--out", "card.json", "--json")
    assert ran.code == 0, ran.err
    assert ran.json["fitted_failures"] == 200
    assert "equity_ratio" in duly("model", "show", "card.json").out


def test_a_years_option_without_labels_makes_no_sense(book: Path, here: Path):
    ran = duly("fit", book, "--period", "year", "--out", "card.json")
    assert ran.code == 2
    assert "need --label" in ran.err


def test_what_is_no_table_is_refused_and_nothing_is_written(here: Path):
    Path("s.csv").write_bytes(b"")
    ran = duly("fit", "s.csv", "--label", "failed", "--out", "card.json")
    assert ran.code == 2
    assert "s.csv" in ran.err
    assert not Path("card.json").exists()
