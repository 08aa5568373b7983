"""Do the cells of a workbook keep what they are?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import xlsxwriter
from tests.book.recognition.reading import column

from duly.book.recognition import recognise

HEADER = "Invoice No,Invoice Date,Due Date,Amount"


def test_cells_of_a_workbook_keep_their_type(tmp_path: Path):
    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    day = book.add_format({"num_format": "dd/mm/yyyy hh:mm"})
    sheet.write_row(0, 0, ["Customer", *HEADER.split(","), "Disputed", "Open Amount"])
    for row in range(1, 4):
        sheet.write_row(row, 0, ["Acme", 1000 + row])
        sheet.write_number(row, 2, 45291.5 + row, day)
        sheet.write_datetime(row, 3, date(2024, 2, row), day)
        sheet.write_row(row, 4, [1234.5, row == 1, "1.234,50"])
    book.close()
    found = recognise(path)
    assert column(found, "invoices", "invoice_id") == ["1001", "1002", "1003"]
    assert column(found, "invoices", "amount_units") == [123450] * 3
    assert column(found, "disputes", "dispute_id") == ["DIS-1001"]
    assert "payments" not in found.tables


def test_times_in_a_workbook_do_no_harm(tmp_path: Path):
    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    clock = book.add_format({"num_format": "[h]:mm"})
    day = book.add_format({"num_format": "dd/mm/yyyy"})
    sheet.write_row(0, 0, ["Customer", *HEADER.split(","), "Entered at"])
    sheet.write_row(1, 0, ["Acme", "1"])
    sheet.write_datetime(1, 2, date(2024, 1, 20), day)
    sheet.write_string(1, 3, "20/02/2024")
    sheet.write_row(1, 4, [5])
    sheet.write_number(1, 5, 0.5, clock)
    sheet.write_row(2, 0, ["Acme", "2", "13/02/2024"])
    sheet.write_datetime(2, 3, date(2024, 2, 20), day)
    sheet.write_row(2, 4, [6])
    book.close()
    found = recognise(path)
    assert column(found, "invoices", "issued_on") == [date(2024, 1, 20), date(2024, 2, 13)]


def test_real_dates_beside_ambiguous_text_are_read(tmp_path: Path):
    path = tmp_path / "export.xlsx"
    book = xlsxwriter.Workbook(path)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["Customer", *HEADER.split(",")])
    sheet.write_row(1, 0, ["Acme", "1", "02/01/2024", "2024-02-01", 5])
    sheet.write_row(2, 0, ["Acme", "2"])
    sheet.write_datetime(2, 2, date(2024, 1, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    sheet.write_row(2, 3, ["2024-02-01", 6])
    book.close()
    assert column(recognise(path), "invoices", "issued_on") == [date(2024, 1, 2), date(2024, 1, 5)]
