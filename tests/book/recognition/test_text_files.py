"""Are text files read whatever their encoding and delimiter?"""

from __future__ import annotations

import pytest

from duly.book.recognition import recognise

HEADER = "Invoice No,Invoice Date,Due Date,Amount"


@pytest.mark.parametrize("suffix", ["csv", "tsv"])
@pytest.mark.parametrize(
    "encoding",
    ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252", "mac_roman", "utf-32"],
)
def test_encodings(export, encoding: str, suffix: str):
    lines = [f"Müller Söhne é,{n},2024-01-02,2024-02-01,5.00" for n in range(5)]
    path = export(f"Kunde,{HEADER}", *lines, name=f"export.{suffix}", encoding=encoding)
    assert recognise(path).tables["accounts"].column("name")[0].as_py() == "Müller Söhne é"


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_delimiters(read, sign: str):
    line = sign.join(["Acme", "1", "2024-01-02", "2024-02-01", "5"])
    assert read(f"Customer,{HEADER}".replace(",", sign), line).layout.delimiter == sign


def test_the_delimiter_that_excel_writes_on_the_first_line(read):
    found = read("sep=#", f"Customer,{HEADER}".replace(",", "#"), "Acme#1#2024-01-02#2024-02-01#5")
    assert found.layout.delimiter == "#"


def test_a_quotation_mark_that_never_closes_is_a_sign_like_others(read):
    many = [f"Acme,{n},2024-01-02,2024-02-01,5.00" for n in range(5000)]
    found = read(f"Customer,{HEADER}", '"Acme 3,1,2024-01-02,2024-02-01,5.00', *many)
    assert found.rows.read == 5001


def test_progress_is_told(export):
    told: list[tuple[str, float]] = []
    recognise(
        export(f"Customer,{HEADER}", "Acme,1,2024-01-02,2024-02-01,5.00"),
        progress=lambda stage, share: told.append((stage, share)),
    )
    assert [share for _, share in told] == sorted(share for _, share in told)
    assert told[-1] == ("done", 1.0)
