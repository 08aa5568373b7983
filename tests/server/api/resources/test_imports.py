"""Does a file come in through the API as it does through the wizard?"""

import pytest

from duly.server.ledger.models import Import
from duly.server.platform import clock
from duly.server.platform.jobs.worker import work_once

EXPORT = b"""Customer number;Customer name;Invoice number;Invoice date;Due date;Amount;Currency
C1;Weser Energie;I1;2026-09-01;2026-10-01;100.00;EUR
C1;Weser Energie;I2;2026-09-02;2026-10-02;-;EUR
"""

WAITING = ("true", "false")


@pytest.fixture
def uploaded(api, settings, tmp_path):
    settings.UPLOADS = tmp_path
    told = api.post("imports", {"file": EXPORT})
    assert told.status_code == 202, told.content
    _work()
    return told.json()["upload"]["id"]


def _work():
    while work_once(clock.now()):
        pass


def _stage(api, number):
    return api.get(f"imports/{number}").json()["stage"]


def test_uploading_reads_and_changes_nothing(uploaded, api):
    assert _stage(api, uploaded) == "read"
    assert api.get("imports/" + str(uploaded)).json()["outcome"]["preview"]
    assert api.get("invoices").json()["items"] == []


def test_what_was_wrong_can_be_listed(uploaded, api):
    found = api.get(f"imports/{uploaded}/findings", is_set_aside="true").json()["items"]
    assert found
    assert {"code", "row", "column", "value"} <= set(found[0])


def test_committing_records_and_undoing_takes_back(uploaded, api):
    for act, numbers in (("commit", ["I1"]), ("undo", [])):
        job = api.post(f"imports/{uploaded}/{act}").json()["id"]
        _work()
        assert api.get(f"jobs/{job}").json()["state"] == "done", api.get(f"jobs/{job}").json()
        listed = [row["invoice_id"] for row in api.get("invoices").json()["items"]]
        assert (act, listed) == (act, numbers)


def test_an_empty_file_is_refused(api, settings, tmp_path):
    settings.UPLOADS = tmp_path
    response = api.post("imports", {"file": b""})
    assert (response.status_code, response.json()["code"]) == (409, "upload_empty")


def test_a_file_that_is_too_large_is_refused(api, settings, tmp_path):
    settings.UPLOADS, settings.LARGEST_UPLOAD_BYTES = tmp_path, 10
    response = api.post("imports", {"file": EXPORT})
    assert (response.status_code, response.json()["code"]) == (413, "upload_too_large")


def test_who_sees_a_part_of_the_book_sees_their_own_imports(uploaded, person, program):
    clerk = program(person("cash_clerk", portfolios=["north"]))
    assert clerk.get("imports").json()["items"] == []
    assert clerk.get(f"imports/{uploaded}").status_code == 404


def test_what_waits_of_the_watched_folder_can_be_asked_for(uploaded, api):
    given = {"stage": "read", "started_at": clock.now(), "file_digest": "d"}
    waiting = Import.objects.create(file_name="a.csv", watched_folder="/in", **given)
    asked = {truth: api.get("imports", is_waiting=truth).json()["items"] for truth in WAITING}
    assert [row["id"] for row in asked["true"]] == [waiting.pk]
    assert [row["id"] for row in asked["false"]] == [uploaded]
    assert asked["true"][0]["watched_folder"] == "/in"
