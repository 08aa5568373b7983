"""What do the tests of the API share? Facts of the ledger, and programs that call with a token."""

import itertools
import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from tests.server.ledger.conftest import customer, invoice, payment, source  # noqa: F401  # reused

from duly.server.platform.rights import Act, actor_of, acts_of
from duly.server.platform.tokens import make_token

_numbers = itertools.count(1)


class Program:
    """A program that calls with a token, or without one, and gets JSON."""

    def __init__(self, token=None, client=None):
        self.client = client or Client(raise_request_exception=False)
        self.headers = {"Authorization": f"Bearer {token}"} if token else {}

    def get(self, path, **query):
        return self.client.get(f"/api/v1/{path}", query, headers=self.headers)

    def call(self, method, path, body=None, *, key=None, **headers):
        given = {**self.headers, "Idempotency-Key": key or f"test-key-{next(_numbers)}", **headers}
        file = (body or {}).get("file") if isinstance(body, dict) else None
        if file is not None:
            return self.upload(path, file, given)
        data = body if isinstance(body, str) else json.dumps(body or {})
        return self.client.generic(
            method, f"/api/v1/{path}", data, content_type="application/json", headers=given
        )

    def upload(self, path, content, headers):
        file = SimpleUploadedFile("ledger.csv", content)
        return self.client.post(f"/api/v1/{path}", {"file": file}, headers=headers)

    def post(self, path, body=None, **more):
        return self.call("POST", path, body, **more)


@pytest.fixture
def program(administrator):
    """Make a program of somebody's, with all their acts or only some: `program(user, [Act.X])`."""

    def make(user=None, acts=None):
        user = user or administrator
        wanted = acts_of(actor_of(user)) if acts is None else acts
        maker = actor_of(administrator)
        made = make_token(actor=maker, name="test", scopes=wanted, owner=user)
        return Program(made.text)

    return make


@pytest.fixture
def api(program):
    """A program that may do everything."""
    return program()


@pytest.fixture
def reader(program, administrator):
    """A program that may only look."""
    return program(administrator, [Act.SEE_BOOK])


@pytest.fixture
def nobody():
    return Program()


@pytest.fixture
def at_once():
    """Do the same in so many threads at once, each on a connection of its own."""

    def run(times, act):
        def alone(_):
            try:
                return act()
            finally:
                connection.close()

        with ThreadPoolExecutor(times) as pool:
            return list(pool.map(alone, range(times)))

    return run
