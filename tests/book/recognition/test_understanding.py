"""Are real ledgers read without a hand-written mapping, to the figures known of them?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow.compute as pc
import pytest
from tests.book.recognition.reading import column, counts, mapping

from duly.book.recognition import Recognised, Shape, recognise


@pytest.fixture(scope="module")
def ibm(real_data: Path) -> Recognised:
    return recognise(real_data / "ibm_ar" / "invoices.csv")


def days_late(found: Recognised) -> np.ndarray:
    paid = dict(
        zip(
            column(found, "allocations", "invoice_id"),
            column(found, "allocations", "allocated_on"),
            strict=True,
        )
    )
    pairs = zip(
        column(found, "invoices", "invoice_id"), column(found, "invoices", "due_on"), strict=True
    )
    return np.array([max(0, (paid[number] - due).days) for number, due in pairs])


def test_the_published_figures_of_a_history(ibm: Recognised):
    late = days_late(ibm)
    assert (ibm.tables["invoices"].num_rows, ibm.tables["accounts"].num_rows) == (2466, 100)
    assert round(float((late > 0).mean()) * 100, 2) == 35.56
    assert round(float(late.mean()), 2) == 3.44
    assert round(ibm.tables["disputes"].num_rows / 2466 * 100, 2) == 22.75


def test_its_dates_are_month_first(ibm: Recognised):
    assert (ibm.layout.date_order, ibm.layout.date_order_evidence) == ("mdy", "decided")
    assert ibm.shape is Shape.INVOICES


def test_an_export_of_open_items(real_data: Path):
    found = recognise(real_data / "highradius" / "open_invoices.csv")
    expected = {
        "cust_number": "account_id",
        "name_customer": "name",
        "document_create_date": "issued_on",
        "due_in_date": "due_on",
        "invoice_currency": "currency",
        "total_open_amount": "open_amount",
        "invoice_id": "invoice_id",
        "terms_days": "terms_days",
        "doc_id": None,
        "posting_date": None,
        "label": None,
    }
    assert expected.items() <= mapping(found).items()
    assert (found.rows.read, found.rows.accepted) == (9995, 9703)
    assert counts(found)["duplicate_row"] == 292
    assert pc.all(pc.starts_with(found.tables["accounts"]["account_id"], "0")).as_py() is False
    assert "0200769623" in column(found, "accounts", "account_id")


def test_closed_invoices_without_numbers(real_data: Path):
    found = recognise(real_data / "highradius" / "closed_invoices.csv")
    assert found.rows.read == 32000
    assert counts(found)["derived_invoice_id"] == found.rows.accepted
    assert found.tables["payments"].num_rows == found.rows.accepted
    assert mapping(found)["total_open_amount"] == "amount"
