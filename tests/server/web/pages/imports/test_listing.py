"""Does the list of imports name every file that came in, and its fate?"""

from duly.server.ledger.models import Import
from duly.server.platform import clock


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
