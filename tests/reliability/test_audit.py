"""S4 in full: a chain of 100,000 events, and a thousand tamperings of one of 3,000."""

import random

import pytest
from tests.server.guards_down import guards_down
from tests.server.security.tampering import undone, write_chain

from duly.server.platform.audit.verify import verify

pytestmark = [pytest.mark.reliability, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize(("length", "times"), [(3_000, 1_000), (100_000, 20)])
def test_every_tampering_is_noticed_and_its_place_named(length, times):
    rng = random.Random(4711)
    kept = write_chain(length)
    with guards_down():
        seen = [undone(rng, length, lambda: verify(kept)) for _ in range(times)]
    assert [name for name, _, verdict in seen if verdict.holds] == []
    astray = [
        (name, latest, verdict.broken)
        for name, latest, verdict in seen
        if not latest - 1 <= verdict.broken.number <= latest
    ]
    assert astray == []
    assert verify(kept).holds
