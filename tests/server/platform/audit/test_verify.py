from contextlib import contextmanager

import pytest
from django.db import connection, transaction
from tests.server.guards_down import guards_down

from duly.server.platform.audit.heads import head
from duly.server.platform.audit.log import record
from duly.server.platform.audit.verify import Broken, Fault, verify

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def five(transactional_db):
    """A log of five events."""
    with transaction.atomic():
        for number in range(5):
            made = {"kind": "user.made", "subject": ("user", str(number)), "facts": {"role": "x"}}
            record(actor=None, **made, personal={"name": f"Ann {number}"})
    return head()


@contextmanager
def tampering():
    """What somebody can do who took the triggers down."""
    with guards_down(), connection.constraint_checks_disabled(), connection.cursor() as cursor:
        yield cursor.execute


def test_an_untouched_log_holds(five):
    verdict = verify(five)
    assert (verdict.holds, verdict.count, verdict.head) == (True, 5, five)


def test_an_empty_log_holds():
    assert verify(head()).holds


def test_a_log_that_grew_since_still_holds(five):
    with transaction.atomic():
        record(actor=None, kind="user.deactivated", subject=("user", "1"), facts={})
    assert verify(five).holds


@pytest.mark.parametrize(
    ("sql", "number", "fault"),
    [
        ("UPDATE platform_event SET facts = '{}' WHERE number = 3", 3, Fault.ALTERED),
        ("UPDATE platform_event SET subject_id = '9' WHERE number = 1", 1, Fault.ALTERED),
        ("UPDATE platform_event SET previous_hash = 'a' WHERE number = 2", 2, Fault.UNCHAINED),
        ("UPDATE platform_event SET hash = 'a' WHERE number = 5", 5, Fault.ALTERED),
        ("UPDATE platform_personaldatum SET value = 'Eve'", 1, Fault.PERSONAL_ALTERED),
        (
            "UPDATE platform_personaldatum SET salt = 'a' WHERE event_id = 4",
            4,
            Fault.PERSONAL_ALTERED,
        ),
    ],
)
def test_what_was_tampered_with_is_named(five, sql, number, fault):
    with tampering() as execute:
        execute(sql)
    assert verify(five).broken == Broken(number, fault)


@pytest.mark.parametrize("number", [1, 3])
def test_an_event_taken_out_is_named(five, number):
    with tampering() as execute:
        execute(f"DELETE FROM platform_personaldatum WHERE event_id = {number}")
        execute(f"DELETE FROM platform_event WHERE number = {number}")
    assert verify(five).broken == Broken(number, Fault.MISSING)


def test_an_event_moved_elsewhere_is_named(five):
    with tampering() as execute:
        execute("DELETE FROM platform_personaldatum")
        execute("UPDATE platform_event SET number = 9 WHERE number = 5")
    assert verify(five).broken == Broken(5, Fault.MISSING)


def cut_off_the_end():
    with tampering() as execute:
        execute("DELETE FROM platform_personaldatum WHERE event_id > 3")
        execute("DELETE FROM platform_event WHERE number > 3")


def test_an_end_cut_off_is_noticed_by_the_head_kept_elsewhere(five):
    cut_off_the_end()
    assert verify(five).broken == Broken(4, Fault.CUT_OFF)


def test_an_end_cut_off_is_not_noticed_without_a_head(five):
    cut_off_the_end()
    assert verify().holds


def test_an_end_written_anew_is_noticed(five):
    cut_off_the_end()
    with transaction.atomic():
        for _ in range(2):
            record(actor=None, kind="user.deactivated", subject=("user", "1"), facts={})
    assert verify(five).broken == Broken(5, Fault.ANOTHER_HEAD)


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="PostgreSQL refuses such a value")
def test_a_moment_that_is_none_is_named(five):
    with tampering() as execute:
        execute("UPDATE platform_event SET recorded_at = 'never' WHERE number = 4")
    assert verify(five).broken == Broken(4, Fault.ALTERED)
