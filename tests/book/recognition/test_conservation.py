"""Do lines and money add up, whatever is done to a file?"""

from __future__ import annotations

import contextlib
from pathlib import Path

import pyarrow.compute as pc
from hypothesis import given
from hypothesis import strategies as st

from duly.book.findings import BadInput
from duly.book.recognition import Recognised, recognise
from duly.book.schema import TABLES

HEADER = "Customer,Invoice No,Invoice Date,Due Date,Amount,Open,Currency,Type"
CELLS = (
    st.sampled_from(["Acme", "Beta", ""]),
    st.sampled_from(["1", "2", ""]),
    st.sampled_from(["2024-01-02", "2024-01-03", "2024-02-30", ""]),
    st.sampled_from(["2024-02-01", "2024-01-01", ""]),
    st.sampled_from(["5.00", "-5.00", "7.125", "1e999", "NaN", "0.00", "", "(3.00)"]),
    st.sampled_from(["5.00", "0.00", "2.00", "x", ""]),
    st.sampled_from(["EUR", "USD", "QQQ", ""]),
    st.sampled_from(["Invoice", "Credit note", "Payment", "?", ""]),
)
LINES = st.lists(st.tuples(*CELLS), min_size=1, max_size=8)
SOUND = ("Acme", "9", "2024-01-05", "2024-02-05", "9.99", "9.99", "EUR", "Invoice")


def check(found: Recognised) -> None:
    assert found.rows.read == found.rows.accepted + found.rows.set_aside
    aside = [finding for finding in found.findings if finding.set_aside]
    assert len({finding.row for finding in aside}) == len(aside) == found.rows.set_aside
    for total in found.money:
        assert total.read_units == total.accepted_units + total.set_aside_units
        known = [f.units for f in aside if f.currency == total.currency and f.units is not None]
        assert sum(known) == total.set_aside_units
    for name, table in found.tables.items():
        for key in TABLES[name].key:
            assert len(table.column(key).unique()) == table.num_rows
        for column in TABLES[name].required:
            assert table.column(column.field).null_count == 0


def booked(found: Recognised, currency: str) -> int:
    """Invoices less payments: what the accepted lines are worth together."""
    return _sum(found, "invoices", currency) - _sum(found, "payments", currency)


def _sum(found: Recognised, name: str, currency: str) -> int:
    if name not in found.tables:
        return 0
    table = found.tables[name]
    return pc.sum(table.filter(pc.equal(table["currency"], currency))["amount_units"]).as_py() or 0


@given(LINES)
def test_lines_and_money_add_up(tmp_path_factory, lines):
    path = tmp_path_factory.mktemp("exports") / "export.csv"
    path.write_text("\n".join([HEADER, *map(",".join, [SOUND, *lines])]), encoding="utf-8")
    with contextlib.suppress(BadInput):
        check(recognise(path))


@given(LINES)
def test_accepted_money_is_in_the_tables(tmp_path_factory, lines):
    """Without open amounts, so that every payment is a line of its own."""
    path = tmp_path_factory.mktemp("exports") / "export.csv"
    rows = [",".join((*line[:5], *line[6:])) for line in [SOUND, *lines]]
    path.write_text("\n".join([HEADER.replace(",Open", ""), *rows]), encoding="utf-8")
    with contextlib.suppress(BadInput):
        found = recognise(path)
        for total in found.money:
            assert booked(found, total.currency) == total.accepted_units


@given(st.data())
def test_a_damaged_export_is_refused_or_adds_up(tmp_path_factory, data):
    folder = Path(__file__).parents[2] / "golden" / "exports"
    source = data.draw(st.sampled_from(sorted(folder.glob("*.csv"))))
    content = bytearray(source.read_bytes())
    for _ in range(data.draw(st.integers(1, 6))):
        at = data.draw(st.integers(0, len(content) - 1))
        piece = data.draw(st.sampled_from([b"", b";", b",", b'"', b"\n", b"1e999", b"\xff", b"0"]))
        content[at : at + data.draw(st.integers(0, 8))] = piece
    path = tmp_path_factory.mktemp("exports") / source.name
    path.write_bytes(bytes(content))
    with contextlib.suppress(BadInput):
        check(recognise(path))
