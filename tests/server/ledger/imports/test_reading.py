from io import BytesIO

import pytest
from tests.book.hostile import workbook

from duly.server.ledger.imports.commit import book_read, commit
from duly.server.ledger.imports.reading import read
from duly.server.ledger.imports.uploads import upload
from duly.server.ledger.models import Import, ImportFinding
from duly.server.ledger.models.imports import Stage
from duly.server.platform.refusals import Refused

EXPORT = """Rechnungsnr;Debitor;Firma;Belegdatum;Fällig am;Betrag;Währung
1001;K1;Ärger & Söhne;01.08.2026;31.08.2026;1.234,50;EUR
1002;K1;Ärger & Söhne;05.08.2026;04.09.2026;80,00;EUR
1003;K2;Blum;05.08.2026;04.09.2026;x;EUR
"""


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"


@pytest.fixture
def sent(actor):
    def send(content, name="list.csv"):
        return upload(actor=actor, name=name, stream=BytesIO(content))

    return send


@pytest.fixture
def export(actor, sent):
    return read(actor=actor, source=sent(EXPORT.encode()))


def invoices(source):
    book = book_read(source)
    return book.engine.fetch(book.invoices.order_by("invoice_id")).to_pylist()


def test_an_export_is_understood(export):
    assert (export.stage, export.problem) == (Stage.READ, "")
    assert [row["amount_units"] for row in invoices(export)] == [123450, 8000]
    assert export.read["tables"]["accounts"] == 1
    assert export.read["rows"]["set_aside"] == 1
    assert 'source = "Betrag"' in export.mapping


def test_rows_set_aside_are_listed(export):
    (finding,) = ImportFinding.objects.filter(source=export, is_set_aside=True)
    assert (finding.row, finding.value) == (4, "x")


def test_a_corrected_mapping_is_read_with(actor, export):
    corrected = export.mapping.replace('book = "name"', 'book = ""')
    assert corrected != export.mapping
    again = read(actor=actor, source=export, mapping=corrected)
    book = book_read(again)
    assert book.engine.fetch(book.accounts).column("name").to_pylist() == [None]
    assert ImportFinding.objects.filter(source=again, is_set_aside=True).count() == 1


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"\x89PNG\r\n\x1a\n\x00\x00\x00", "list.csv", "PNG"),
        (b"PK\x03\x04 nothing", "book.zip", "damaged"),
        (b"PAR1 nothing", "list.parquet", "Parquet"),
        (b"\xff\xfe\x00", "list.csv", ""),
        (b"a;b\n", "list.csv", ""),
    ],
)
def test_what_cannot_be_read_fails_with_a_reason(actor, sent, content, name, says):
    source = read(actor=actor, source=sent(content, name))
    assert source.stage == Stage.FAILED
    assert says in source.problem
    assert "upload." not in source.problem


def test_a_bomb_is_refused_without_opening_it(actor, sent, tmp_path):
    bomb = workbook(tmp_path / "a.xlsx", ["A1", "XFD1048576"]).read_bytes()
    source = read(actor=actor, source=sent(bomb, "list.xlsx"))
    assert (source.stage, source.mapping) == (Stage.FAILED, "")
    assert "16,384 columns" in source.problem


def test_an_impossible_mapping_fails_and_stays_to_be_corrected(actor, export):
    source = read(actor=actor, source=export, mapping="[[column]]\nsource = 1\n")
    assert source.stage == Stage.FAILED
    assert source.mapping.startswith("[[column]]")


def test_a_failed_import_is_not_committed(actor, sent):
    source = read(actor=actor, source=sent(b"a;b\n"))
    with pytest.raises(Refused, match="import_not_read"):
        commit(actor=actor, source=source)


def test_what_was_committed_is_not_read_again(actor, export):
    Import.objects.filter(pk=export.pk).update(stage=Stage.COMMITTED)
    with pytest.raises(Refused, match="import_already_committed"):
        read(actor=actor, source=export)
