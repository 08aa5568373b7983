import pytest

from duly.report.columns import ReportColumn

ROW = {"text": "Ł", "date": "2026-11-21", "units": 150, "share": 0.5, "days": 3, "number": 1.5}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("text", "Ł"),
        ("date", "21 November 2026"),
        ("share", "50.0%"),
        ("days", "3.0"),
        ("number", "1.5"),
    ],
)
def test_a_value_is_shown_by_its_kind(kind: str, text: str) -> None:
    assert ReportColumn(kind, "t", kind).show(ROW) == text  # type: ignore[arg-type]


def test_units_are_shown_in_the_currency_of_their_row() -> None:
    column = ReportColumn("units", "Open", "units", currency_key="currency")
    assert column.show({**ROW, "currency": "EUR"}) == "1.50"
    assert column.show({**ROW, "currency": "JPY"}) == "150"


@pytest.mark.parametrize("row", [{}, {"n": None}])
def test_an_absent_value_is_not_known_and_not_zero(row: dict[str, None]) -> None:
    assert ReportColumn("n", "N", "integer").show(row) == "not known"


def test_a_column_of_units_without_currency_cannot_be_built() -> None:
    with pytest.raises(ValueError, match="currency"):
        ReportColumn("open_units", "Open", "units")


@pytest.mark.parametrize(("kind", "is_figure"), [("text", False), ("date", True), ("days", True)])
def test_all_but_text_stands_right(kind: str, is_figure: bool) -> None:
    assert ReportColumn("k", "K", kind).is_figure is is_figure  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("codes_of", "shown"),
    [("security", "insurance or guarantee"), (None, "insurance_or_guarantee")],
)
def test_codes_are_shown_in_words(codes_of: str | None, shown: str) -> None:
    column = ReportColumn("security", "Security", codes_of=codes_of)
    assert column.show({"security": "insurance_or_guarantee"}) == shown
    assert column.show({"security": None}) == "not known"


def test_codes_are_shown_in_the_language_of_the_column() -> None:
    column = ReportColumn("code", "Befund", codes_of="finding", language="de")
    assert column.show({"code": "blank_line"}) == "Leerzeile"
