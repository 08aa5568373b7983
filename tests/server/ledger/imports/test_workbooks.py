import pytest
from tests.server.ledger.imports.hostile import lying, spreadsheet, workbook, zipped

from duly.book.findings import BadInput
from duly.server.ledger.imports.workbooks import check_workbook


@pytest.mark.parametrize("cells", [["A1", "B2"], ["A1", "CV250000"], ["A900000", "T1048576"]])
def test_a_sheet_that_fits_is_opened(tmp_path, cells):
    check_workbook(workbook(tmp_path / "a.xlsx", cells))


@pytest.mark.parametrize(
    ("cells", "says"),
    [
        (["A1", "XFD1048576"], "16,384 columns"),
        (["A1", "CV1048576"], "1,048,576 rows by 100 columns"),
        (["A1", "SS2"], "513 columns"),
        (["a1", "xfd9"], "16,384 columns"),
    ],
)
def test_a_sheet_larger_than_any_memory_is_refused(tmp_path, cells, says):
    file = workbook(tmp_path / "a.xlsx", cells)
    assert file.stat().st_size < 2_000
    with pytest.raises(BadInput, match=says):
        check_workbook(file)


@pytest.mark.parametrize(
    "attributes",
    ['table:number-columns-repeated="16384"', "table:number-columns-repeated = '900'"],
)
def test_repeated_cells_are_counted(tmp_path, attributes):
    with pytest.raises(BadInput, match="columns"):
        check_workbook(spreadsheet(tmp_path / "a.ods", attributes))


def test_a_plain_opendocument_sheet_is_opened(tmp_path):
    check_workbook(spreadsheet(tmp_path / "a.ods", ""))


def test_a_part_that_lies_about_its_size_is_refused(tmp_path):
    with pytest.raises(BadInput, match="more than the archive says"):
        check_workbook(lying(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", b"0" * 10_000))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<a/>".encode("utf-16"), "unusual encoding"),
        (b"<c " + b" " * 2_200_000 + b'r="XFD1"/>', "longer than any real one"),
    ],
)
def test_a_sheet_cannot_hide_behind_its_writing(tmp_path, content, says):
    with pytest.raises(BadInput, match=says):
        check_workbook(zipped(tmp_path / "a.xlsx", {"xl/worksheets/sheet1.xml": content}))


def test_a_binary_workbook_is_refused(tmp_path):
    with pytest.raises(BadInput, match="binary workbook"):
        check_workbook(zipped(tmp_path / "a.xlsx", {"xl/workbook.bin": b""}))
