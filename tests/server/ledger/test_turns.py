import threading
from contextlib import contextmanager

import pytest
from django.db import OperationalError, connection, transaction

from duly.server.ledger.turns import take_turn, take_turn_of_promises

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif("connection.vendor != 'postgresql'", reason="there a writer is alone"),
]


@contextmanager
def an_import_under_way():
    """Somebody else has the ledger for itself."""
    has_begun, may_end = threading.Event(), threading.Event()

    def run():
        with transaction.atomic():
            take_turn(alone=True)
            has_begun.set()
            may_end.wait(30)
        connection.close()

    other = threading.Thread(target=run)
    other.start()
    assert has_begun.wait(30)
    try:
        yield
    finally:
        may_end.set()
        other.join()


def at_once(take):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL lock_timeout = '100ms'")
        take()


def test_an_act_waits_for_an_import_and_a_promise_does_not():
    with an_import_under_way():
        at_once(take_turn_of_promises)
        with pytest.raises(OperationalError, match="lock timeout"):
            at_once(take_turn)
    at_once(take_turn)


def test_a_turn_is_taken_in_a_transaction():
    for take in (take_turn, take_turn_of_promises):
        with pytest.raises(transaction.TransactionManagementError):
            take()
