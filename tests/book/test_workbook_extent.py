"""Is a sheet that would fill any memory refused, with its file and its farthest cell?"""

import pytest
from tests.book.hostile import lying, spreadsheet, workbook, zipped

from duly.book.findings import BadInput
from duly.book.reading.workbook import sheet_names
from duly.book.recognition import recognise
from duly.book.workbook_extent import check_workbook

SHEET = "xl/worksheets/sheet1.xml"


@pytest.mark.parametrize("cells", [[], ["A1", "B2"], ["A1", "CV250000"], ["A900000", "T1048576"]])
def test_a_sheet_that_fits_is_opened(tmp_path, cells):
    check_workbook(workbook(tmp_path / "a.xlsx", cells))


TOO_LARGE = [
    (["XFD1048576"], "cell XFD1048576; of its 16,384 columns 512 can be read"),
    (["A1", "XFD1048576"], "cell XFD1048576; of its 16,384 columns 512 can be read"),
    (["A1", "CV1048576"], "cell CV1048576; 1,048,576 rows by 100 columns are more"),
    (["A1", "SS2"], "cell SS2; of its 513 columns 512 can be read"),
    (["a1", "xfd9"], "cell XFD9; of its 16,384 columns 512 can be read"),
]


@pytest.mark.parametrize(("cells", "says"), TOO_LARGE)
@pytest.mark.parametrize("read", [check_workbook, sheet_names, recognise])
def test_a_sheet_larger_than_any_memory_is_refused(tmp_path, read, cells, says):
    file = workbook(tmp_path / "a.xlsx", cells)
    assert file.stat().st_size < 2_000
    with pytest.raises(BadInput, match=f"^a.xlsx: a sheet reaches to {says}"):
        read(file)


def test_a_file_that_changed_is_looked_through_again(tmp_path):
    file = workbook(tmp_path / "a.xlsx", ["A1"])
    check_workbook(file)
    check_workbook(file)
    workbook(file, ["A1", "XFD1048576"])
    with pytest.raises(BadInput, match="XFD1048576"):
        check_workbook(file)


def row(cells, attributes=""):
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(attributes="", value='office:value-type="string"'):
    return f"<table:table-cell {value} {attributes}>x</table:table-cell>"


def opendocument(file, *rows):
    return zipped(file, {"content.xml": f"<table:table>{''.join(rows)}</table:table>".encode()})


MANY = 'table:number-rows-repeated="1000000"'
EMPTY = cell('table:number-columns-repeated="16000"', value="")
FITTING = [
    [row(cell())],
    [row(cell() + EMPTY)],
    [row(cell()), row(EMPTY, MANY)],
    [row(cell()), row(cell(value=""), MANY), row(cell(value=""))],
    [row(cell(), MANY)],
]


@pytest.mark.parametrize("rows", FITTING)
def test_an_opendocument_sheet_is_opened_however_much_emptiness_it_repeats(tmp_path, rows):
    check_workbook(opendocument(tmp_path / "a.ods", *rows))


@pytest.mark.parametrize(
    "attributes",
    ['table:number-columns-repeated="16384"', "table:number-columns-repeated = '900'"],
)
def test_repeated_cells_are_counted(tmp_path, attributes):
    with pytest.raises(BadInput, match=r"a\.ods: a sheet reaches to cell [A-Z]+1; .* columns"):
        check_workbook(spreadsheet(tmp_path / "a.ods", attributes))


def test_empty_rows_between_others_are_counted(tmp_path):
    rows = [row(cell() * 30), row(cell(value=""), MANY), row(cell())]
    with pytest.raises(BadInput, match="cell AD1000002; 1,000,002 rows by 30 columns"):
        check_workbook(opendocument(tmp_path / "a.ods", *rows))


def test_a_part_that_lies_about_its_size_is_refused(tmp_path):
    with pytest.raises(BadInput, match=r"^a\.xlsx: .* more than the archive says"):
        check_workbook(lying(tmp_path / "a.xlsx", SHEET, b"0" * 10_000))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<a/>".encode("utf-16"), "unusual encoding"),
        (b"<c " + b" " * 2_200_000 + b'r="XFD1"/>', "longer than any real one"),
    ],
)
def test_a_sheet_cannot_hide_behind_its_writing(tmp_path, content, says):
    with pytest.raises(BadInput, match=says):
        check_workbook(zipped(tmp_path / "a.xlsx", {SHEET: content}))


def test_a_binary_workbook_is_refused(tmp_path):
    with pytest.raises(BadInput, match="binary workbook"):
        check_workbook(zipped(tmp_path / "a.xlsx", {"xl/workbook.bin": b""}))
