"""Does the list of imports name every file that came in, and its fate?"""

from datetime import timedelta

from duly.server.ledger.acts import WATCH
from duly.server.ledger.models import Import
from duly.server.platform import clock
from duly.server.platform.models import Job


def made(stage, name="list.csv", digest="d", **given):
    return Import.objects.create(
        stage=stage, file_name=name, file_digest=digest, started_at=clock.now(), **given
    )


def test_the_first_visit_says_what_happens_with_a_file(desk):
    page = desk.get("/imports").text
    assert 'type="file"' in page
    assert "undo it as a whole" in page


def test_every_upload_stands_in_the_list_with_its_counts(desk):
    counts = {"invoices": {"new": 7, "changed": 2, "same": 0, "missing": 0}}
    made("committed", committed_at=clock.now(), outcome={"counts": counts})
    [line] = desk.get("/imports").context["lines"]
    assert (line["counts"]["new"], line["counts"]["changed"], line["tone"]) == (7, 2, "ok")


def test_corrections_by_hand_are_no_uploads(desk):
    source = made("committed", digest="")
    assert desk.get("/imports").context["lines"] == []
    assert desk.get(f"/imports/{source.pk}").status_code == 404


def test_who_sees_a_part_of_the_book_is_told_who_may_import(client, person):
    client.force_login(person("credit_analyst", entities=["DE01"]))
    assert 'type="file"' not in client.get("/imports").text


def test_the_file_lists_them_too(desk):
    made("failed", name="=1+1.csv")
    lines = b"".join(desk.get("/export/imports.csv")).decode("utf-8-sig").splitlines()
    assert ",'=1+1.csv," in lines[1]


def waiting(**given):
    reasons = [{"code": "rows_set_aside", "observed": 3, "threshold": 0}]
    outcome = {"waits_for": reasons}
    return made("read", watched_folder="/in", outcome=outcome, **given)


def test_what_waits_of_the_watched_folder_is_marked_and_can_be_listed_alone(desk):
    made("read", name="by-hand.csv")
    source = waiting()
    page = desk.get("/imports")
    assert [line["stage"] for line in page.context["lines"]] == ["to be looked at", "tried out"]
    assert "1 file of the watched folder waits" in page.text
    alone = desk.get("/imports?only=waiting").context["lines"]
    assert [line["source"] for line in alone] == [source]


def test_what_was_never_read_waits_after_an_hour(desk):
    source = made("uploaded", watched_folder="/in")
    assert desk.get("/imports").context["watched"].waiting == 0
    Import.objects.filter(pk=source.pk).update(started_at=clock.now() - timedelta(hours=2))
    assert desk.get("/imports").context["watched"].waiting == 1


def test_the_page_of_an_import_says_why_it_waits(desk):
    page = desk.get(f"/imports/{waiting().pk}").text
    assert "Rows that would be left out: 3." in page


def test_the_folder_is_named_or_that_it_is_closed(desk, settings):
    settings.WATCHED_FOLDER = "/in"
    assert "Files put into /in come in by themselves." in desk.get("/imports").text
    now = clock.now()
    Job.objects.create(
        kind=WATCH, key=WATCH, last_error="/in is gone", run_after=now, created_at=now
    )
    assert "/in is missing or closed to the desk" in desk.get("/imports").text
