"""Is a Parquet file of foreign shape read?"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from tests.book.recognition.reading import column, set_aside

from duly.book.recognition import recognise

HEADER = "Invoice No,Invoice Date,Due Date,Amount"


def test_a_parquet_file_of_foreign_shape(tmp_path: Path):
    path = tmp_path / "export.parquet"
    table = pa.table(
        {
            "customer": ["Acme", "Acme", " "],
            "invoice_no": [1, 2, 3],
            "invoice_date": pa.array([date(2024, 1, 2)] * 3),
            "due_date": pa.array([date(2024, 2, 1)] * 3).cast(pa.timestamp("us")),
            "amount": [5.5, 6.25, 7],
        }
    )
    pq.write_table(table, path)
    found = recognise(path)
    assert column(found, "invoices", "amount_units") == [550, 625]
    assert set_aside(found) == [(4, "missing_account")]


def test_a_parquet_file_without_columns(tmp_path: Path):
    from duly.book.findings import BadInput

    path = tmp_path / "export.parquet"
    pq.write_table(pa.table({}), path)
    with pytest.raises(BadInput, match="0 columns"):
        recognise(path)
