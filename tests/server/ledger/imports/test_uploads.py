from io import BytesIO

import pytest
from django.core.exceptions import PermissionDenied

from duly.server.ledger.imports.uploads import stored_file, take_in, upload, uploads
from duly.server.ledger.models import Import
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of


@pytest.fixture(autouse=True)
def own_uploads(settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"


def sent(actor, name="list.csv", content=b"a,b\n1,2\n"):
    return upload(actor=actor, name=name, stream=BytesIO(content))


def test_a_file_is_stored_under_a_name_of_ours(actor):
    source = sent(actor, "../../Offene Posten.CSV")
    assert source.file_name == "Offene Posten.CSV"
    assert stored_file(source).name == "upload.csv"
    assert stored_file(source).is_relative_to(uploads())
    assert stored_file(source).stat().st_mode & 0o777 == 0o600
    assert Event.objects.filter(kind="import.uploaded").count() == 1


@pytest.mark.parametrize(
    ("name", "shown", "stored"),
    [
        ("a\x0b\x00.csv", "a.csv", "upload.csv"),
        ("evil.csv/", "upload", "upload.csv"),
        ("run.exe", "run.exe", "upload"),
        ("", "upload", "upload"),
        ("c:\\temp\\x.XLSX", "x.XLSX", "upload.xlsx"),
        ("n" * 400, "n" * 255, "upload"),
    ],
)
def test_a_name_is_only_shown(actor, name, shown, stored):
    source = sent(actor, name)
    assert (source.file_name, stored_file(source).name) == (shown, stored)


def test_the_same_file_again_is_the_same_import(actor):
    assert sent(actor) == sent(actor, "another-name.csv")
    assert len(list(uploads().iterdir())) == 1


def test_a_file_that_was_committed_is_another_import(actor):
    Import.objects.filter(pk=sent(actor).pk).update(stage="committed")
    sent(actor)
    assert Import.objects.count() == 2


def test_a_file_that_is_too_large_leaves_nothing(actor, settings):
    settings.LARGEST_UPLOAD_BYTES = 5
    with pytest.raises(Refused, match="upload_too_large"):
        sent(actor)
    assert (list(uploads().iterdir()), Import.objects.count()) == ([], 0)


def test_an_empty_file_is_refused(actor):
    with pytest.raises(Refused, match="upload_empty"):
        sent(actor, content=b"")


def test_a_folder_of_tables_is_taken_in(actor, tmp_path):
    (tmp_path / "book").mkdir()
    (tmp_path / "book" / "invoices.csv").write_text("x")
    source = take_in(actor=actor, path=tmp_path / "book")
    assert (stored_file(source) / "invoices.csv").read_text() == "x"
    assert take_in(actor=actor, path=tmp_path / "book") == source


@pytest.mark.parametrize(("role", "scope"), [(Role.VIEWER, []), (Role.CASH_CLERK, ["DE01"])])
def test_who_may_not_import_the_whole_book_uploads_nothing(person, role, scope):
    with pytest.raises(PermissionDenied):
        sent(actor_of(person(role, entities=scope)))
    assert not Import.objects.exists()
