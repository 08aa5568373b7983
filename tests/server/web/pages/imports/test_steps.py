"""Does a file come in, get understood and corrected, change the ledger once, and go back whole?"""

from secrets import token_hex
from shutil import copytree

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from duly.server.ledger.imports.uploads import uploads
from duly.server.ledger.models import Account, Import, Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform import clock
from duly.server.platform.jobs.worker import work_once
from duly.server.platform.models import Job

HEAD = "Customer No,Customer Name,Invoice No,Invoice Date,Due Date,Currency,Amount,Open Amount"
ROWS = [
    f"C{n % 4},Firm {n % 4},R-{n},2026-09-{n:02},2026-10-{n:02},EUR,{n}00.00,{n}00.00"
    for n in range(1, 13)
]
FORMULA = "C9,=cmd|' /C calc'!A0,R-99,2026-09-20,2026-10-20,EUR,5.00,5.00"


def csv(*rows):
    return SimpleUploadedFile("list.csv", "\n".join([HEAD, *rows]).encode())


def worked():
    while work_once(clock.now()):
        pass


# What reading found, once for all tests; each gets a copy of what it made, for some read again.
_found = {}


@pytest.fixture
def uploaded(desk, administrator):
    """An import that was uploaded and read."""
    if not _found:
        desk.post("/imports/upload", {"file": csv(*ROWS, FORMULA)})
        worked()
        _found.update(Import.objects.values().get())
        del _found["id"]
        Import.objects.all().delete()
    folder, name = _found["stored_as"].split("/", 1)
    own = token_hex(16)
    copytree(uploads() / folder, uploads() / own)
    given = {"started_by_id": administrator.pk, "stored_as": f"{own}/{name}"}
    return Import.objects.create(**_found | given)


def step(client, source, act, **given):
    client.post(f"/imports/{source.pk}/{act}", given)
    worked()
    source.refresh_from_db()
    return source


def current():
    return Invoice.objects.filter(CURRENT).count()


def test_an_upload_is_read_and_changes_nothing(desk, uploaded):
    page = desk.get(f"/imports/{uploaded.pk}")
    assert uploaded.stage == "read"
    counts = {table["table"]: table["new"] for table in page.context["tables"]}
    assert counts["invoices"] == 13
    assert current() == 0


def test_each_column_is_shown_with_its_meaning_and_why(desk, uploaded):
    columns = desk.get(f"/imports/{uploaded.pk}").context["columns"]
    understood = {column.source: column.book for column in columns}
    assert (understood["Invoice No"], understood["Open Amount"]) == ("invoice_id", "open_amount")
    assert all(column.why and column.samples for column in columns)


def test_a_column_is_corrected_and_the_file_read_again(desk, uploaded):
    named = {
        column.source: column for column in desk.get(f"/imports/{uploaded.pk}").context["columns"]
    }
    answers = {f"column-{column.position}": column.book for column in named.values()}
    answers[f"column-{named['Customer Name'].position}"] = ""
    source = step(desk, uploaded, "map", **answers)
    assert source.stage == "read"
    assert 'source = "Customer Name"\nbook = ""' in source.mapping


def test_a_meaning_that_is_none_is_told_and_can_be_mended(desk, uploaded):
    source = step(desk, uploaded, "map", **{"column-0": "nonsense"})
    page = desk.get(f"/imports/{source.pk}")
    assert source.stage == "failed"
    assert "nonsense" in page.text
    assert step(desk, source, "map", **{"column-0": "account_id"}).stage == "read"


def test_committed_it_is_in_the_ledger_and_a_second_time_changes_nothing(desk, uploaded):
    source = step(desk, uploaded, "commit")
    assert (source.stage, current()) == ("committed", 13)
    assert desk.post(f"/imports/{source.pk}/commit").status_code == 409
    assert Account.objects.get(account_id="C9").name.startswith("=cmd")


def test_the_same_file_again_would_change_nothing(transactional_db, desk, uploaded):
    step(desk, uploaded, "commit")
    desk.post("/imports/upload", {"file": csv(*ROWS, FORMULA)})
    worked()
    tables = desk.get(f"/imports/{Import.objects.latest('pk').pk}").context["tables"]
    assert sum(table["new"] + table["changed"] for table in tables) == 0
    assert sum(table["same"] for table in tables) > 0


def test_undone_it_is_gone_as_a_whole(desk, uploaded):
    source = step(desk, step(desk, uploaded, "commit"), "undo")
    assert (source.stage, current()) == ("undone", 0)
    assert "Undone" in desk.get(f"/imports/{source.pk}").text


def test_what_was_not_committed_cannot_be_undone(desk, uploaded):
    assert desk.post(f"/imports/{uploaded.pk}/undo").status_code == 409


def test_two_presses_are_one_job(desk, uploaded):
    desk.post(f"/imports/{uploaded.pk}/commit")
    assert desk.post(f"/imports/{uploaded.pk}/commit").status_code == 409
    assert Job.objects.filter(kind="import.commit").count() == 1


@pytest.mark.parametrize("given", [{}, {"file": SimpleUploadedFile("a.csv", b"")}])
def test_no_file_and_an_empty_one_are_refused_with_what_to_do(desk, given):
    assert desk.post("/imports/upload", given).status_code in {200, 409}
    assert not Import.objects.exists()


def test_what_is_no_table_is_told_and_nothing_is_committed(desk):
    desk.post("/imports/upload", {"file": SimpleUploadedFile("a.csv", b"\x00\x01\x02\xff" * 99)})
    worked()
    page = desk.get(f"/imports/{Import.objects.get().pk}")
    assert 'role="alert"' in page.text
    assert desk.post(f"/imports/{Import.objects.get().pk}/commit").status_code == 409


def test_findings_are_listed_and_exported(desk):
    desk.post("/imports/upload", {"file": csv(*ROWS, ROWS[0])})
    worked()
    source = Import.objects.get()
    assert desk.get(f"/imports/{source.pk}/findings").context["page"].rows
    lines = b"".join(desk.get(f"/export/import-findings.csv?import={source.pk}")).splitlines()
    assert len(lines) > 1


def test_a_cash_clerk_may_undo_and_an_analyst_may_not(client, person, uploaded):
    Import.objects.update(stage="committed")
    client.force_login(person("credit_analyst"))
    assert client.post(f"/imports/{uploaded.pk}/undo").status_code == 403
    client.force_login(person("cash_clerk"))
    assert client.post(f"/imports/{uploaded.pk}/undo").status_code == 302


def test_who_sees_a_part_of_the_book_changes_nothing(client, person, uploaded):
    client.force_login(person("credit_analyst", portfolios=["south"]))
    step(client, uploaded, "commit")
    assert current() == 0


def test_what_is_not_wanted_waits_no_more_and_can_be_read_again(desk):
    given = {"file_name": "a.csv", "file_digest": "d", "started_at": clock.now()}
    source = Import.objects.create(stage="read", watched_folder="/in", **given)
    assert "Not wanted" in desk.get(f"/imports/{source.pk}").text
    assert desk.post(f"/imports/{source.pk}/dismiss").url == "/imports"
    [line] = desk.get("/imports").context["lines"]
    assert line["stage"] == "not wanted"
    assert "Read the file" in desk.get(f"/imports/{source.pk}").text
