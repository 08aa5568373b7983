"""Is a file committed by itself only where a person confirmed its like, and said why if not?"""

import json

import pytest
from tests.server.ledger.imports.watched.exports import HEADINGS, export

from duly.server.ledger.acts import UNDO
from duly.server.ledger.models import Import, Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform.jobs.acts import Running, act_of
from duly.server.platform.models import Event
from duly.server.platform.models.access import Role
from duly.server.platform.rights import actor_of


@pytest.fixture
def put(folder, rounds):
    """Put this text into the folder and let it come in: the import it became."""

    def put(text, name="list.csv"):
        (folder / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        rounds()
        return Import.objects.exclude(watched_folder="").latest("pk")

    return put


def reasons(source):
    return [(reason["code"], reason["observed"]) for reason in source.outcome["waits_for"]]


def test_a_form_nobody_confirmed_waits_with_its_dry_run(put):
    source = put(export(1))
    assert (source.stage, reasons(source)) == ("read", [("form_not_known", None)])
    assert source.outcome["preview"]
    assert not Invoice.objects.exists()


def test_a_form_a_person_confirmed_is_committed_and_told(put, confirmed, folder):
    known = confirmed(export(1))
    source = put(export(1, 2))
    assert source.stage == "committed"
    assert Invoice.objects.filter(CURRENT).count() == 2
    event = Event.objects.get(kind="import.known")
    told = json.loads(event.facts)
    assert (event.subject_id, event.actor) == (str(source.pk), None)
    assert (told["folder"], told["known"]) == (str(folder), known.pk)


def test_it_is_read_by_the_mapping_that_was_confirmed(put, confirmed):
    text = export(1).replace("due_on", "Spalte 4")
    mapping = confirmed(text).mapping
    confirmed(text.replace("5.00", "6.00"), mapping=mapping.replace('"due_on"', '""'))
    source = put(text.replace("5.00", "7.00"))
    assert source.stage == "committed"
    assert 'source = "Spalte 4"\nbook = ""' in source.mapping


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (export(1, 2) + "3;K;2026-08-01;2026-08-31;x;EUR\n", ("rows_set_aside", 1)),
        (export(1, 2, amount="1.234,50"), ("layout_differs", ",")),
        (export(1, 1), ("finding_is_new", "duplicate_row")),
    ],
)
def test_what_the_confirmed_file_did_not_have_makes_it_wait(put, confirmed, text, why):
    confirmed(export(1, amount="1234.50"))
    source = put(text)
    assert source.stage == "read"
    assert why in reasons(source)


def test_columns_in_another_order_are_another_form(put, confirmed):
    confirmed(export(1))
    source = put("account_id;invoice_id;issued_on;due_on;amount;currency\nK;1;2026-08-01;;5;EUR\n")
    assert reasons(source) == [("form_not_known", None)]


def test_an_older_file_that_arrives_late_waits(put, confirmed):
    confirmed(export(1))
    source = put(HEADINGS + "1;K;2026-06-01;2026-06-30;5.00;EUR\n")
    assert [code for code, _ in reasons(source)] == ["older_than_ledger"]


def test_what_a_person_undid_is_not_brought_back(put, confirmed, actor):
    confirmed(export(1))
    undone = put(export(1, 2))
    act_of(UNDO).do(Running({"import": undone.pk}, actor=actor))
    source = put(export(1, 2))
    assert source != undone
    assert reasons(source) == [("undone_before", None)]


def test_what_a_program_committed_confirms_nothing(put, confirmed, person):
    confirmed(export(1), by=actor_of(person(Role.API_CLIENT)))
    assert put(export(1, 2)).stage == "read"


def test_what_the_desk_committed_by_itself_is_no_pattern(put, confirmed):
    known = confirmed(export(1))
    put(export(1, 2))
    Import.objects.filter(pk=known.pk).update(stage="undone")
    assert reasons(put(export(1, 2, 3))) == [("form_not_known", None)]


def test_a_file_that_cannot_be_read_goes_to_the_refused_with_a_note(put, folder, lying):
    source = put(b"\x00\x01\x02" * 100, "photo.csv")
    assert source.stage == "failed"
    assert lying(folder / "refused") == ["photo.csv", "photo.csv.txt"]
    assert lying(folder / "taken") == []
    (note,) = (folder / "refused").glob("*.txt")
    assert note.read_text().startswith("photo.csv could not be read.\n")
    assert source.problem in note.read_text()
    assert f"open import no. {source.pk}" in note.read_text()


def test_the_same_unreadable_file_again_is_refused_again(put, folder, lying):
    first = put(b"\x00\x01\x02" * 100, "photo.csv")
    assert put(b"\x00\x01\x02" * 100, "again.csv") == first
    assert "again.csv" in lying(folder / "refused")
