"""R15: does a copy hold everything that was acknowledged, whole, however the desk was ended?"""

from __future__ import annotations

import random
import shutil
import sqlite3
import threading
import time
from contextlib import closing, contextmanager

import pytest
from tests.cli.server.installed import duly
from tests.reliability.served import PAIRS, UNITS, Served, fill

pytestmark = pytest.mark.reliability
HANDS, KILLS = 4, 5
STEP = 700
TOTALS = {
    "allocated": "SELECT COALESCE(SUM(amount_units), 0) FROM ledger_allocation"
    " WHERE withdrawn_at IS NULL",
    "open": "SELECT SUM(open_units) FROM ledger_invoice WHERE withdrawn_at IS NULL",
    "left": "SELECT SUM(left_units) FROM ledger_payment WHERE withdrawn_at IS NULL",
    "told": "SELECT COUNT(*) FROM platform_event WHERE kind = 'allocation.made'",
    "events": "SELECT MAX(number) || ' ' || COUNT(*) FROM platform_event",
    "last": "SELECT hash FROM platform_event ORDER BY number DESC LIMIT 1",
    "accounts": "SELECT COUNT(*) FROM ledger_account",
    "users": "SELECT COUNT(*) FROM platform_user",
}


class Load:
    """Hands that allocate as fast as they are answered, and what they were told was done."""

    def __init__(self, desk):
        self.desk, self.done, self.ended = desk, [], threading.Event()

    def work(self, seed):
        rng = random.Random(seed)
        while not self.ended.is_set():
            number = rng.randrange(PAIRS)
            body = {"payment_id": f"P{number}", "invoice_id": f"I{number}", "amount_units": STEP}
            status, answer = self.desk.call("POST", "allocations", body)
            if status == 201:
                self.done.append(answer["id"])
            elif status == 0:
                time.sleep(0.05)


@contextmanager
def under_load(desk):
    load = Load(desk)
    hands = [threading.Thread(target=load.work, args=(number,)) for number in range(HANDS)]
    for hand in hands:
        hand.start()
    try:
        yield load
    finally:
        load.ended.set()
        for hand in hands:
            hand.join()


@pytest.fixture
def desk(home):
    served = Served(home, fill(home))
    yield served
    served.kill()


def restored(copy, source, target):
    """A new installation from the copy, and the keys that were kept apart."""
    target.mkdir()
    shutil.copy(copy, target / "duly.sqlite3")
    for name in ("secret-key", "field-key"):
        if (source / name).exists():
            shutil.copy(source / name, target)
    return target


def asked(database, query):
    with closing(sqlite3.connect(database)) as opened:
        return opened.execute(query).fetchone()[0]


def totals(database):
    return {name: asked(database, query) for name, query in TOTALS.items()}


def allocations(database):
    with closing(sqlite3.connect(database)) as opened:
        return {number for (number,) in opened.execute("SELECT id FROM ledger_allocation")}


def demand_whole(place, acknowledged):
    """Sound, adding up, with everything that was acknowledged, and its log unbroken."""
    database = place / "duly.sqlite3"
    found = totals(database)
    assert asked(database, "PRAGMA integrity_check") == "ok"
    assert found["allocated"] == found["told"] * STEP
    assert found["open"] == found["left"] == PAIRS * UNITS - found["allocated"]
    assert set(acknowledged) - allocations(database) == set()
    verified = duly(place, "audit", "verify")
    assert (verified.code, verified.err) == (0, "")
    return found


def test_a_copy_made_under_load_is_whole_and_misses_nothing_acknowledged(desk, home, tmp_path):
    desk.open()
    with under_load(desk) as load:
        for number in range(3):
            time.sleep(2)
            acknowledged = list(load.done)
            assert duly(home, "backup", tmp_path / f"copy{number}").code == 0
            place = restored(tmp_path / f"copy{number}", home, tmp_path / f"restored{number}")
            demand_whole(place, acknowledged)
    assert len(load.done) > 50


def test_a_copy_of_the_file_alone_would_miss_what_was_acknowledged_last(desk, home, tmp_path):
    desk.open()
    with under_load(desk) as load:
        time.sleep(2)
        desk.kill()
    shutil.copy(home / "duly.sqlite3", tmp_path / "copy")
    assert set(load.done) - allocations(tmp_path / "copy") != set()


def test_after_kill_9_the_copy_equals_what_is_left_and_the_log_reaches_its_head(
    desk, home, tmp_path
):
    rng, done = random.Random(4711), []
    for number in range(KILLS):
        desk.open()
        with under_load(desk) as load:
            time.sleep(1 + 2 * rng.random())
            desk.kill()
        done += load.done
        assert duly(home, "backup", tmp_path / f"copy{number}").code == 0
        place = restored(tmp_path / f"copy{number}", home, tmp_path / f"restored{number}")
        assert demand_whole(place, done) == totals(home / "duly.sqlite3")
        head = home / "audit-head.json"
        assert duly(place, "audit", "verify", "--head", head).code == 0
    assert len(done) > 50


def test_a_restored_desk_opens_and_goes_on(desk, home, tmp_path):
    desk.open()
    with under_load(desk) as load:
        time.sleep(2)
        desk.kill()
    assert duly(home, "backup", tmp_path / "copy").code == 0
    place = restored(tmp_path / "copy", home, tmp_path / "restored")
    again = Served(place, desk.token)
    try:
        again.open()
        with under_load(again) as more:
            time.sleep(2)
    finally:
        again.kill()
    assert len(more.done) > 0
    demand_whole(place, load.done + more.done)
