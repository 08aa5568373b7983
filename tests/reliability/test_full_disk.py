"""R16: is a full disk said to be one, is nothing half done, and does all go on with room again?"""

from __future__ import annotations

import shutil
import sqlite3
import time
from contextlib import closing

import pytest
from tests.cli.server.installed import duly
from tests.reliability.served import PAIRS, Served, fill
from tests.reliability.small_disk import CannotMount, filled_up, small_disk

pytestmark = pytest.mark.reliability
ROWS = 20_000
MEGABYTES, NOT_ENOUGH_KILOBYTES = 160, 2_000
HEAD = b"Customer No,Invoice No,Invoice Date,Due Date,Currency,Amount,Open Amount\n"
PATIENCE_SECONDS = 120


def export(rows, first=0):
    return HEAD + b"".join(
        b"N%d,R-%d,2026-09-01,2026-10-01,EUR,%d.00,%d.00\n" % (n % 99, n, n + 1, n + 1)
        for n in range(first, first + rows)
    )


@pytest.fixture
def disk(tmp_path):
    try:
        with small_disk(tmp_path / "small", MEGABYTES) as place:
            yield place
    except CannotMount as why:
        pytest.skip(str(why))


@pytest.fixture
def desk(disk, home):
    shutil.copytree(home, disk / "home")
    served = Served(disk / "home", fill(disk / "home"))
    served.open()
    yield served
    served.kill()


def awaited(desk, number, is_so):
    """The job, as soon as it is so."""
    ends = time.monotonic() + PATIENCE_SECONDS
    while not is_so(job := desk.call("GET", f"jobs/{number}")[1] or {}):
        assert time.monotonic() < ends, job
        time.sleep(0.3)
    return job


def is_done(job):
    return job.get("state") == "done"


def has_failed(job):
    return bool(job.get("last_error"))


def uploaded(desk, content):
    status, answer = desk.call("POST", "imports", content)
    assert status == 202, answer
    awaited(desk, answer["job"]["id"], is_done)
    return answer["upload"]["id"]


def asked(desk, query):
    with closing(sqlite3.connect(desk.home / "duly.sqlite3")) as opened:
        return opened.execute(query).fetchone()[0]


def invoices(desk):
    return asked(desk, "SELECT COUNT(*) FROM ledger_invoice")


def test_an_import_that_fills_the_disk_leaves_nothing_and_goes_on_with_room(desk, disk):
    source = uploaded(desk, export(ROWS))
    with filled_up(disk, NOT_ENOUGH_KILOBYTES):
        status, job = desk.call("POST", f"imports/{source}/commit")
        assert status == 202, job
        failed = awaited(desk, job["id"], has_failed)
        assert "full" in failed["last_error"]
        assert (invoices(desk), desk.call("GET", "invoices")[0]) == (PAIRS, 200)
        assert desk.call("GET", f"imports/{source}")[1]["stage"] == "read"
    awaited(desk, job["id"], is_done)
    assert invoices(desk) == PAIRS + ROWS
    demand_sound(desk)


def test_who_writes_on_a_full_disk_is_told_so_and_may_repeat_it(desk, disk):
    body = {"payment_id": "P1", "invoice_id": "I1", "amount_units": 700}
    with filled_up(disk):
        told = [desk.call("POST", "imports", export(ROWS)), crowded_out(desk)]
        assert [(status, answer["code"]) for status, answer in told] == [(503, "disk_full")] * 2
        assert desk.call("GET", "invoices")[0] == 200
    status, _ = desk.call("POST", "allocations", body, key="once-there-is-room")
    assert status == 201
    assert list((desk.home / "uploads").iterdir()) == []
    demand_sound(desk)


def crowded_out(desk):
    """Allocate until the room that the database still had for itself is used up."""
    for number in range(2, PAIRS):
        body = {"payment_id": f"P{number}", "invoice_id": f"I{number}", "amount_units": 700}
        status, answer = desk.call("POST", "allocations", body)
        if status != 201:
            return status, answer
    raise AssertionError("there was room to the end")


def demand_sound(desk):
    """The database is whole, and what was allocated is told of, once each."""
    desk.kill()
    assert asked(desk, "PRAGMA integrity_check") == "ok"
    told = asked(desk, "SELECT COUNT(*) FROM platform_event WHERE kind = 'allocation.made'")
    assert told == asked(desk, "SELECT COUNT(*) FROM ledger_allocation")
    assert duly(desk.home, "audit", "verify").code == 0
