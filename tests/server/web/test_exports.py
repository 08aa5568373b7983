"""S5, quick: do names that attack a spreadsheet or a page stay what they are?"""

import io
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from duly.server.ledger.models import Account, Import
from duly.server.web.exports import exported_tables

HOSTILE = [
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\tindented",
    "<img src=x onerror=alert(1)>",
    "{{ 7*7 }}{% debug %}",
    "a\u202eb\u2066c",
    "'; DROP TABLE ledger_account; --",
    "../../etc/passwd",
]


@pytest.fixture
def hostile(book):
    for account, name in zip(Account.objects.order_by("pk"), HOSTILE, strict=False):
        Account.objects.filter(pk=account.pk).update(name=name, search_text=name.lower())


def cells(desk, address):
    return b"".join(desk.get(address)).decode("utf-8-sig")


def test_no_cell_of_a_csv_is_a_formula(desk, hostile):
    text = cells(desk, "/export/customers.csv") + cells(desk, "/export/worklist.csv")
    for name in HOSTILE[:5]:
        assert f"'{name}" in text
        assert f",{name}," not in text


def test_no_cell_of_a_workbook_is_a_formula_or_a_link(desk, hostile):
    written = io.BytesIO(b"".join(desk.get("/export/worklist.xlsx")))
    with ZipFile(written) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "hyperlink" not in sheet
    written.seek(0)
    names = [
        row[2] for row in CalamineWorkbook.from_filelike(written).get_sheet_by_index(0).to_python()
    ]
    assert HOSTILE[0] in names


@pytest.mark.parametrize("page", ["/worklist", "/search?q=a", "/customers", "/policies"])
def test_no_name_becomes_markup_or_template(desk, hostile, page):
    text = desk.get(page).text
    assert "<img src=x" not in text
    assert "49{" not in text


@pytest.mark.parametrize("text", HOSTILE)
def test_a_note_comes_back_as_it_was_written(desk, book, text):
    account = Account.objects.get(account_id="C01")
    desk.post(f"/worklist/{account.pk}/log", {"kind": "note", "text": text})
    page = desk.get(f"/worklist?open={account.pk}")
    assert page.context["activities"][0].text.strip() == text.strip()
    assert "<img src=x" not in page.text


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_every_table_can_be_had_as_a_file(desk, book, form):
    number = Import.objects.get().pk
    given = {"import-findings": f"?import={number}", "policy-changes": None}
    for name in exported_tables():
        query = given.get(name, "")
        if query is not None:
            answer = desk.get(f"/export/{name}.{form}{query}")
            assert answer.status_code == 200, name
            assert answer.headers["Content-Disposition"].startswith("attachment")


@pytest.mark.parametrize("address", ["/export/nothing.csv", "/export/customers.exe"])
def test_a_table_or_form_that_is_none_is_not_found(desk, book, address):
    assert desk.get(address).status_code == 404


def test_a_visitor_gets_no_file(client, book):
    assert client.get("/export/customers.csv").status_code == 302
