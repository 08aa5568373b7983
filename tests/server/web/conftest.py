"""What do the tests of pages share? A small book whose day is today."""

import pytest
from django.test import Client
from tests.server.web.example import NOW, example_book

from duly.server.platform.clock import stopped
from duly.server.platform.models.access import Role


@pytest.fixture
def book(person):
    """The example book; the newest snapshot of it."""
    with stopped(NOW):
        yield example_book(person(Role.COLLECTOR))


@pytest.fixture
def desk_of(person):
    """A browser in which somebody of a role signed in just now: `desk_of("approver")`."""

    def sign_in(role, **given):
        client = Client()
        client.force_login(person(role, **given))
        signed_in_just_now(client)
        return client

    return sign_in


@pytest.fixture
def fresh_desk(desk):
    """The administrator's browser, with the password given just now."""
    signed_in_just_now(desk)
    return desk


def signed_in_just_now(client):
    """What gives power asks for the password again; here it was just given."""
    client.post("/sign-in/reauthenticate/", {"password": "a long password"})
