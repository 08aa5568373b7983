"""How does a command end when its input cannot be used? And does `duly --help` stay quick?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
import xlsxwriter
from tests.cli.command import duly

from duly import __version__

HEADER = "Customer,Invoice,Issued,Due date,Amount\n"
GOOD = HEADER + "C1,I1,2026-01-05,2026-02-05,10.00\nC2,I2,2026-01-06,2026-02-06,12.50\n"
PICTURE = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)) * 20
HEAVY = ("ibis", "duckdb", "pyarrow", "pandas", "pydantic", "numpy", "jinja2")


def half_dates() -> str:
    due = ["2026-02-05", "see contract"] * 20
    return HEADER + "".join(f"C1,I{n},2026-01-05,{day},9.00\n" for n, day in enumerate(due))


def two_due_dates() -> str:
    header = "Customer,Invoice,Issued,Due date,Due date,Amount\n"
    return header + "".join(
        f"C1,I{n},2026-01-0{n},2026-02-0{n},2026-03-1{n},9.00\n" for n in range(1, 10)
    )


def senseless_amounts() -> str:
    return HEADER + "".join(
        f"C1,I{n},2026-01-05,2026-02-05,{amount}\n" for n, amount in enumerate(["1e999", "NaN"] * 4)
    )


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (PICTURE, "is a PNG picture, not a table"),
        (HEADER.encode(), "no lines of data"),
        (half_dates().encode(), "should hold dates, but 20 of its 40 cells are none"),
        (two_due_dates().encode(), "both look like the due date"),
        (senseless_amounts().encode(), "No column of amounts"),
    ],
    ids=["empty", "picture", "header_only", "half_dates", "two_due_dates", "senseless_amounts"],
)
def test_a_file_that_is_no_export_is_refused_with_what_to_do(here: Path, content: bytes, said: str):
    Path("export.csv").write_bytes(content)
    assert_refused("export.csv", said)


def test_an_over_large_file_is_refused_before_it_is_read(here: Path):
    with Path("export.csv").open("wb") as file:
        file.truncate(2 * 2**30)
    assert_refused("export.csv", "has 2.0 GiB; an export may have 1 GiB")


def test_a_folder_without_anything_is_refused(here: Path):
    Path("export.csv").mkdir()
    assert_refused("export.csv", "holds no tables: a book needs invoices.csv")


def test_a_book_that_lacks_invoices_is_refused(here: Path):
    Path("export.csv").mkdir()
    Path("export.csv", "accounts.csv").write_text("account_id\nA1\n")
    assert_refused("export.csv", "no invoices.csv or invoices.parquet, which a book needs")


def test_what_does_not_exist_is_refused(here: Path):
    assert_refused("export.csv", "does not exist; name a book folder or an export")


def assert_refused(name: str, said: str) -> None:
    """One message, exit code 2, and nothing written, whichever command was asked."""
    before = set(Path().rglob("*"))
    for words in (("import", name, "out"), ("xray", name, "--json", "x.json")):
        ran = duly(*words)
        assert (ran.code, ran.out) == (2, "")
        assert ran.err.startswith("duly: ")
        assert said in ran.err
        assert ran.err.count("\n") == 1
        assert "Traceback" not in ran.err
    assert set(Path().rglob("*")) == before


def merged_sheet(path: Path, lines: int) -> None:
    """A header over two lines, its upper cells merged, and so many lines below."""
    book = xlsxwriter.Workbook(str(path))
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 1, "Customer")
    sheet.merge_range(0, 2, 0, 3, "Document")
    for column, title in enumerate(["No.", "Name", "Invoice", "Due date", "Amount"]):
        sheet.write(1, column, title)
    for line in range(lines):
        cells = [f"C{line % 3}", "Some Customer", f"I{line}", f"2026-02-0{line % 9 + 1}", 10.5]
        for column, value in enumerate(cells):
            sheet.write(2 + line, column, value)
    book.close()


def test_a_sheet_of_merged_headers_alone_is_refused(here: Path):
    merged_sheet(Path("export.xlsx"), lines=0)
    assert_refused("export.xlsx", "no lines of data below them")


def test_a_sheet_with_merged_headers_above_its_lines_is_read(here: Path):
    merged_sheet(Path("export.xlsx"), lines=9)
    ran = duly("import", "export.xlsx", "out")
    assert ran.code == 0, ran.err
    assert "9 accepted + 0 set aside" in ran.out


def test_one_senseless_amount_among_good_ones_is_set_aside(here: Path):
    Path("export.csv").write_text(GOOD + "C2,I3,2026-01-07,2026-02-07,1e999\n")
    ran = duly("import", "export.csv", "out")
    assert ran.code == 0, ran.err
    assert "3 rows read = 2 accepted + 1 set aside" in ran.out


def test_a_policy_with_a_senseless_key_is_refused_by_name(here: Path):
    Path("export.csv").write_text(GOOD)
    shipped = duly("policy", "show").out
    Path("mine.toml").write_text(
        shipped.replace("significant_digits = 2", "significant_digits = 0")
    )
    ran = duly("ageing", "export.csv", "--policy", "mine.toml", "--csv", "out.csv")
    assert (ran.code, ran.out) == (2, "")
    assert "limits.significant_digits" in ran.err
    assert not Path("out.csv").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--as-of", "31.10.2026"), "write it as 2026-11-21"),
        (("--currency", "EURO"), "is no currency"),
        (("--by", "colour"), "is not one of"),
        (("--policy", "absent.toml"), "does not exist"),
        (("--mapping", "absent.toml"), "does not exist"),
        (("--csv", "absent/out.csv"), "there is no folder absent"),
        (("--json", "."), "is a folder; name a file"),
    ],
)
def test_an_option_that_makes_no_sense_is_refused_before_any_work(
    here: Path, words: tuple[str, str], said: str
):
    Path("export.csv").write_text(GOOD)
    ran = duly("ageing", "export.csv", *words)
    assert (ran.code, ran.out) == (2, "")
    assert said in " ".join(ran.err.split())


def test_what_the_disk_refuses_ends_with_one_message(here: Path, monkeypatch: pytest.MonkeyPatch):
    def full(path: Path, text: str) -> None:
        raise OSError(28, "No space left on device", str(path))

    Path("export.csv").write_text(GOOD)
    monkeypatch.setattr("duly.report.text_file.write_text", full)
    ran = duly("ageing", "export.csv", "--json", "out.json")
    assert (ran.code, ran.err) == (2, "duly: [Errno 28] No space left on device: 'out.json'\n")


def test_a_mistake_of_ours_is_not_taken_for_bad_input(here: Path, monkeypatch: pytest.MonkeyPatch):
    def mistaken(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("duly.cli.session.load_policy", mistaken)
    with pytest.raises(ZeroDivisionError):
        duly("policy", "check")


def test_without_a_command_the_help_is_shown():
    assert "Commands:" in duly("--help").out
    assert duly("--version").out == f"duly {__version__}\n"
    assert duly("dunning").code == 2


def test_the_help_imports_nothing_heavy():
    program = (
        "import sys; sys.argv = ['duly', '--help']\n"
        "from duly.cli import main\n"
        "try: main()\n"
        "except SystemExit: pass\n"
        f"print('loaded:', *[name for name in {HEAVY} if name in sys.modules])"
    )
    found = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )
    assert found.returncode == 0, found.stderr
    assert found.stdout.splitlines()[-1].split() == ["loaded:"]
