"""S4: is every change to the log noticed, and its place named?"""

import random

import pytest
from tests.server.guards_down import guards_down
from tests.server.security.tampering import undone, write_chain

from duly.server.platform.audit.verify import verify

LENGTH, TIMES = 120, 150


@pytest.mark.django_db(transaction=True)
def test_every_tampering_is_noticed_and_its_place_named():
    rng = random.Random(4711)
    kept = write_chain(LENGTH)
    with guards_down():
        seen = [undone(rng, LENGTH, lambda: verify(kept)) for _ in range(TIMES)]
    assert [name for name, _, verdict in seen if verdict.holds] == []
    places = {(name, latest): verdict.broken.number for name, latest, verdict in seen}
    assert {place: at for place, at in places.items() if not place[1] - 1 <= at <= place[1]} == {}
    assert len({name for name, _, _ in seen}) == 6
    assert verify(kept).holds
