"""What do the tests of credit policies share? Two analysts, an approver, a draft."""

import pytest

from duly.server.credit.services import draft_policy
from duly.server.platform.rights import actor_of


@pytest.fixture
def analyst(person):
    return actor_of(person("credit_analyst"))


@pytest.fixture
def approver(person):
    return actor_of(person("approver"))


@pytest.fixture
def draft(analyst):
    return draft_policy(actor=analyst)
