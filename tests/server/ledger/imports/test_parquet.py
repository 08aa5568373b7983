import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from duly.book.findings import BadInput
from duly.server.ledger.imports import parquet


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "invoices.parquet"
    pq.write_table(pa.table({"invoice_id": ["1", "2", "3"]}), path)
    return path


def test_a_file_that_fits_is_opened(file):
    parquet.check_parquet(file)


@pytest.mark.parametrize("limit", ["MOST_ROWS", "MOST_BYTES"])
def test_a_file_that_claims_too_much_is_refused(file, monkeypatch, limit):
    monkeypatch.setattr(parquet, limit, 2)
    with pytest.raises(BadInput, match="3 rows"):
        parquet.check_parquet(file)


def test_what_is_no_parquet_is_refused(file):
    file.write_bytes(b"PAR1 nothing")
    with pytest.raises(BadInput, match="not a readable"):
        parquet.check_parquet(file)
