from datetime import date
from io import BytesIO

import pytest
from tests.book.hostile import zipped

from duly.book.findings import BadInput
from duly.server.ledger.imports.commit import commit
from duly.server.ledger.imports.reading import read
from duly.server.ledger.imports.uploads import upload
from duly.server.ledger.rates import ecb_history, is_ecb_history

HISTORY = b"Date,USD,JPY,CYP,\n2026-10-02,1.0956,N/A,0.5842,\n2026-10-01,1.1000,160.15,N/A,\n"


@pytest.fixture
def history(tmp_path):
    def write(content=HISTORY):
        file = tmp_path / "eurofxref-hist.csv"
        file.write_bytes(content)
        return file

    return write


def test_every_rate_of_every_day_is_read(history):
    rows = ecb_history(history()).to_pylist()
    assert [(row["on"], row["quote"], row["rate"]) for row in rows] == [
        (date(2026, 10, 2), "USD", 1.0956),
        (date(2026, 10, 2), "CYP", 0.5842),
        (date(2026, 10, 1), "USD", 1.1),
        (date(2026, 10, 1), "JPY", 160.15),
    ]
    assert {(row["base"], row["source"]) for row in rows} == {("EUR", "ECB")}


@pytest.mark.parametrize(
    "line", [b"2026-13-01,1.1\n", b"2026-10-01,1e3\n", b"2026-10-01,0\n", b"2026-10-01,-1\n"]
)
def test_a_wrong_line_is_named(history, line):
    with pytest.raises(BadInput, match="Line 2"):
        ecb_history(history(b"Date,USD\n" + line))


@pytest.mark.parametrize("content", [b"Date;USD\n", b"Date,Amount\n", b"", b"Invoice,USD\n"])
def test_another_file_is_not_taken_for_it(history, content):
    assert not is_ecb_history(history(content))


@pytest.mark.parametrize("is_zipped", [True, False])
def test_the_history_is_imported_and_says_nothing_of_invoices(
    transactional_db, actor, ledger_rows, tmp_path, settings, is_zipped
):
    settings.UPLOADS = tmp_path / "uploads"
    packed = zipped(tmp_path / "a.zip", {"eurofxref-hist.csv": HISTORY}).read_bytes()
    name, content = ("a.zip", packed) if is_zipped else ("eurofxref-hist.csv", HISTORY)
    source = read(actor=actor, source=upload(actor=actor, name=name, stream=BytesIO(content)))
    assert (source.problem, source.read["shape"]) == ("", "rates")
    commit(actor=actor, source=source)
    assert set(source.outcome["counts"]) == {"rates"}
    assert len(ledger_rows()["rates"]) == 4
