"""What do the tests of the server share? People in every role, and a client that is signed in."""

import pytest
from tests.server.guards_down import empty_with_guards_down

from duly.server.platform.models import User
from duly.server.platform.models.access import Role
from duly.server.platform.rights import actor_of

empty_with_guards_down()


@pytest.fixture
def person(db):
    """Make somebody in a role: `person("collector", entities=["DE01"])`."""

    def make(role, **given):
        number = User.objects.count() + 1
        return User.objects.create_user(
            f"{role}{number}", f"{role}{number}@example.org", "a long password", role=role, **given
        )

    return make


@pytest.fixture
def administrator(person):
    return person(Role.ADMINISTRATOR)


@pytest.fixture
def actor(administrator):
    return actor_of(administrator)


@pytest.fixture
def desk(client, administrator):
    """A browser without JavaScript in which the administrator has signed in."""
    client.force_login(administrator)
    return client
