from duly.report.columns import ReportColumn
from duly.report.tables import table_page

COLUMNS = [
    ReportColumn("name", "Account"),
    ReportColumn("open_units", "Open", "units", currency_key="currency"),
    ReportColumn("days", "Oldest", "days"),
]
EUR = {"name": "Morvan", "open_units": 123450, "currency": "EUR", "days": 12}
JPY = {"name": "Harrow", "open_units": 500, "currency": "JPY", "days": None}


def _page(rows: list[dict[str, object]], columns: list[ReportColumn] = COLUMNS) -> str:
    return table_page("Worklist", columns, rows, as_of="2026-11-21", notes=["By expected money."])


def test_a_common_currency_is_said_once_in_the_heading() -> None:
    page = _page([EUR, EUR])
    assert 'Open <span class="unit">EUR</span>' in page
    assert ">1,234.50<" in page


def test_different_currencies_are_said_in_their_cells() -> None:
    page = _page([EUR, JPY])
    assert "EUR\u00a01,234.50" in page
    assert "JPY\u00a0500" in page


def test_a_currency_with_its_own_column_is_not_repeated() -> None:
    page = _page([EUR, JPY], [*COLUMNS, ReportColumn("currency", "Currency")])
    assert "EUR\u00a0" not in page


def test_an_absent_value_is_not_known() -> None:
    assert '<span class="text">not known</span>' in _page([JPY])


def test_names_are_escaped_and_notes_are_shown() -> None:
    page = _page([{**EUR, "name": "<script>alert(1)</script>"}])
    assert "<script" not in page
    assert "By expected money." in page


def test_an_empty_table_is_a_page_of_no_rows() -> None:
    assert "0 rows" in _page([])
    assert "1 row<" in _page([EUR])
