"""Does what a column holds weigh for and against what its header says?"""

from __future__ import annotations

import pytest

from duly.book.recognition.contents import content_of
from duly.book.recognition.fitness import fitness, without_header

COLUMNS = {
    "dates": ["2024-01-02", "2024-02-03", "2024-03-04"],
    "amounts": ["12.50", "1,300.00", "-7.25"],
    "codes": ["C1001", "C1002", "C1001"],
    "names": ["Acme Ltd", "Beta and Sons", "Gamma plc"],
    "days": ["30", "45", "14"],
    "terms": ["Net 30", "30 jours fin de mois", "45"],
    "currencies": ["EUR", "USD", "EUR"],
    "words": ["alpha", "beta", "gamma"],
}


@pytest.mark.parametrize(
    ("book", "fits", "contradicts"),
    [
        ("due_on", "dates", "amounts"),
        ("amount", "amounts", "dates"),
        ("amount", "days", "currencies"),
        ("account_id", "codes", "dates"),
        ("account_id", "codes", "amounts"),
        ("name", "names", "dates"),
        ("name", "names", "amounts"),
        ("invoice_id", "codes", "amounts"),
        ("terms_days", "terms", "words"),
        ("days_late", "days", "names"),
        ("currency", "currencies", "names"),
    ],
)
def test_cells_speak_for_one_meaning_and_against_another(book: str, fits: str, contradicts: str):
    for_it = fitness(book, content_of(COLUMNS[fits]))
    against = fitness(book, content_of(COLUMNS[contradicts]))
    assert for_it > 0.5 > against


def test_an_empty_column_speaks_neither_for_nor_against():
    assert 0.3 < fitness("amount", content_of([None, "", "-"])) < 0.8


@pytest.mark.parametrize("book", ["due_on", "amount", "segment"])
def test_an_empty_column_without_a_header_means_nothing(book: str):
    assert without_header(book, content_of([None])) == 0


def test_columns_that_never_show_by_their_cells_alone():
    assert without_header("segment", content_of(["A", "B"])) == 0


@pytest.mark.parametrize(
    ("cells", "share"),
    [(["EUR", "EUR", None, "USD"], 1.0), (["EUR", "hello"], 0.5), ([], 0.0)],
)
def test_shares_are_of_the_filled_cells(cells: list[str | None], share: float):
    assert content_of(cells).currencies == share
