import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.book.recognition.contents import BLANKS
from duly.book.recognition.money_columns import currencies_beside, read_money
from duly.book.recognition.numbers import decimals_of, read_figure, units_or_fault
from duly.book.recognition.plain_figures import plain_figures

CURRENCIES = ["EUR", "JPY", "KWD", "XXX"]
CELLS = st.lists(
    st.none()
    | st.text(alphabet="0123456789.,- ", max_size=9)
    | st.from_regex(
        r"(€|EUR|\$|kr|XYZ)? ?-?[0-9]{1,3}([.,][0-9]{3}){0,4}([.,][0-9]{0,5})?-?", fullmatch=True
    ),
    max_size=8,
)


def one_by_one(cell, decimal, currency):
    if cell is None or cell in BLANKS:
        return "missing_amount"
    figure = read_figure(cell, decimal)
    return "unreadable_amount" if figure is None else units_or_fault(figure.text, currency)


@given(cells=CELLS, decimal=st.sampled_from(".,"), currency=st.sampled_from(CURRENCIES))
def test_a_column_is_read_as_its_cells_are_one_by_one(cells, decimal, currency):
    code = np.full(len(cells), CURRENCIES.index(currency), dtype=np.int64)
    read = read_money(pa.array(cells, pa.string()), None, decimal, code, CURRENCIES)
    together = [fault or int(units) for units, fault in zip(read.units, read.fault, strict=True)]
    assert together == [one_by_one(cell, decimal, currency) for cell in cells]


@given(cells=CELLS, decimal=st.sampled_from(".,"))
def test_the_currency_beside_an_amount_is_found_as_cell_by_cell(cells, decimal):
    figures = [None if cell is None else read_figure(cell, decimal) for cell in cells]
    found = currencies_beside(pa.array(cells, pa.string()), decimal)
    assert found == [None if figure is None else figure.currency for figure in figures]


@pytest.mark.parametrize(
    ("cell", "decimal", "units"),
    [
        ("$ 12", ".", 1200),
        ("-1.234,5", ",", -123450),
        ("-1234.50", ".", -123450),
        ("999999999999.99", ".", 99999999999999),
        ("EUR 1,234.50", ".", 123450),
        ("€339.75", ".", 33975),
    ],
)
def test_a_plain_amount_is_counted_without_a_closer_look(cell, decimal, units):
    plain = plain_figures(pa.array([cell]), decimal)
    assert plain.is_plain.tolist() == [True]
    assert plain.units(np.array([decimals_of("EUR")])).tolist() == [units]


@pytest.mark.parametrize(
    "cell",
    ["", "(12.00)", "1,23.00", "1.", "1.00-", "1.000,00", "1234567890123", "12 CR", "1e3", "NaN"],
)
def test_of_anything_else_nothing_is_said(cell):
    assert plain_figures(pa.array([cell]), ".").is_plain.tolist() == [False]
