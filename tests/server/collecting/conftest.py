"""What do the tests of the work on accounts share? One customer and somebody to call it."""

import pytest

from duly.server.ledger.models import Account
from duly.server.platform.rights import actor_of


@pytest.fixture
def account(db):
    return Account.objects.create(account_id="C-1", name="Weser Energie")


@pytest.fixture
def collector(person):
    return actor_of(person("collector"))
