"""Does the API keep what its document promises, whatever it is sent? (S2, quick)

`DULY_FUZZ_EXAMPLES` sets how many calls are made up for each operation and way of making them.
"""

import itertools
import os
import re
from datetime import date

import pytest
import schemathesis
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from tests.server.api.writing import Desk, writings

from duly.server.api.once import KEY_PATTERN
from duly.server.ledger.models import Entity
from duly.server.platform.rights import actor_of, acts_of
from duly.server.platform.tokens import make_token
from duly.server.wsgi import application

EXAMPLES = int(os.environ.get("DULY_FUZZ_EXAMPLES", "3"))
OFTEN = settings(
    max_examples=EXAMPLES,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=list(HealthCheck),
)
# The document can say that a day is a day, not from which year to which.
schemathesis.openapi.format("date", st.dates(date(1900, 1, 1), date(2199, 12, 31)).map(str))
schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
# Who may not enter is asked for before anything else, so a few calls are enough.
unsigned = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
unsigned.config.phases.coverage.enabled = False
_keys = itertools.count(1)


@pytest.fixture(autouse=True)
def _one_connection():
    """Calls share the connection, and so the transaction, of the test, as with Django's client."""
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.fixture
def book(actor, person, customer, invoice, payment):
    """Something of everything, so that calls also find what they are about."""
    account = customer("A-1", name="Weser Energie")
    desk = Desk(
        actor=actor,
        colleague=actor_of(person("credit_analyst")),
        account=account,
        invoice=invoice("I-1", account, 1_000, entity="DE01"),
        payment=payment("P-1", account, 1_000),
        entity=Entity.objects.get(code="DE01"),
    )
    writings(desk)
    return desk


@pytest.fixture
def token(book):
    actor = book.actor
    return make_token(actor=actor, name="contract", scopes=acts_of(actor)).text


@schema.parametrize()
@OFTEN
def test_a_caller_with_a_token_finds_what_is_promised(case, token):
    _take_a_new_key(case)
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})


@unsigned.parametrize()
@OFTEN
def test_a_caller_without_one_is_refused(case, db):
    response = case.call_and_validate()
    assert response.status_code in {401, 404, 405}


def _take_a_new_key(case):
    """Calls are made up one by one; a key that is in order must not be one of a call before."""
    given = case.headers.get("Idempotency-Key")
    if isinstance(given, str) and re.fullmatch(KEY_PATTERN, given):
        case.headers["Idempotency-Key"] = f"contract-{next(_keys)}"
