"""Are at least 95 % of the columns of unseen exports understood, in every language?"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from tests.book.recognition.random_exports import HEADERS, random_export

from duly.book.recognition import recognise

EXPORTS = 90
ENCODINGS = ("utf-8", "utf-8-sig", "cp1252", "utf-16")


@pytest.fixture(scope="module")
def shares(tmp_path_factory) -> dict[str, float]:
    """The share of columns understood, by language."""
    folder = tmp_path_factory.mktemp("exports")
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for seed in range(EXPORTS):
        export = random_export(seed)
        path = export.write(folder / f"{seed}.csv", ENCODINGS[seed % 4], ";\t|"[seed % 3])
        for truth, guess in zip(export.truth, recognise(path).guesses, strict=True):
            total[export.language] += 1
            right[export.language] += (guess.book or "-") == truth
    return {language: right[language] / total[language] for language in total}


@pytest.mark.parametrize("language", sorted(HEADERS))
def test_at_least_95_percent_of_the_columns_are_right(shares, language: str):
    assert shares[language] >= 0.95


@pytest.mark.parametrize("seed", range(0, 30, 3))
def test_lines_are_neither_lost_nor_invented(tmp_path: Path, seed: int):
    export = random_export(seed)
    rows = recognise(export.write(tmp_path / "export.csv", "utf-8", ";")).rows
    assert (rows.read, rows.set_aside) == (len(export.lines), 0)
