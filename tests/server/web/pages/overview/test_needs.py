"""Is it said what waits, in words, and does each line lead to where it is dealt with?"""

import pytest

from duly.server.ledger.models import Import
from duly.server.platform import clock
from duly.server.portfolio.models import EarlyWarning
from duly.server.web.pages.overview.needs import needs


def test_what_there_is_none_of_is_left_out():
    assert needs({"work": 0, "gravely_warned": 0}) == []


@pytest.mark.parametrize(
    ("name", "count", "words", "address"),
    [
        ("gravely_warned", 1, "customer with a grave warning", "only=grave&sort=gravest"),
        ("gravely_warned", 176, "customers with a grave warning", "only=grave&sort=gravest"),
        ("newly_warned", 2, "customers newly warned of since 21 Nov", "only=newly_warned"),
        ("imports", 1, "file came in and waits to be looked at", "?only=waiting"),
        ("breaches", 2, "customers stand above their limit", "only=beyond_limit"),
    ],
)
def test_each_line_says_what_it_counts_and_leads_there(name, count, words, address):
    (need,) = needs({name: count}, "2026-11-21")
    assert (need.count, need.words) == (str(count), words)
    assert address in need.address


def test_warnings_that_can_wait_are_not_counted(desk, book):
    assert "with a grave warning" not in desk.get("/").text
    EarlyWarning.objects.update(severity=1)
    assert "customer with a grave warning" in desk.get("/").text


def test_files_that_came_in_are_told_to_those_who_import(desk, desk_of, book):
    given = {"stage": "read", "file_name": "a.csv", "file_digest": "d", "started_at": clock.now()}
    Import.objects.create(watched_folder="/in", **given)
    assert "file came in and waits to be looked at" in desk.get("/").text
    assert "waits to be looked at" not in desk_of("viewer").get("/").text
