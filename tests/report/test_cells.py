from typing import Any

import pytest

from duly.report import cells


@pytest.mark.parametrize(
    ("lines", "common"),
    [([], ""), ([{"currency": "EUR"}], "EUR"), ([{"currency": "EUR"}, {"currency": "GBP"}], "")],
)
def test_a_common_currency_is_found(lines: list[dict[str, str]], common: str) -> None:
    assert cells.one_currency(lines) == common


@pytest.mark.parametrize(
    ("line", "text", "detail"),
    [
        ({"account_id": "7", "name": "Morvan", "country": "FR"}, "Morvan", "7 · FR"),
        ({"account_id": "7", "name": "7"}, "7", ""),
        ({"account_id": 7, "name": None, "country": None}, "7", ""),
    ],
)
def test_an_account_is_named_once(line: dict[str, Any], text: str, detail: str) -> None:
    cell = cells.account_cell(line)
    assert (cell.text, cell.detail) == (text, detail)


@pytest.mark.parametrize(("whole", "shown", "is_said"), [(21, 20, True), (20, 20, False)])
def test_what_is_cut_off_is_told(whole: int, shown: int, is_said: bool) -> None:
    assert (cells.left_out(whole, shown) == "and 1 more: see the JSON or the workbook") is is_said
