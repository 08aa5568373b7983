"""Does every writing call happen once, however often it is sent? (R14)"""

import json

import pytest
from tests.server.api.conftest import Program
from tests.server.api.writing import small_desk, writings

from duly.server.api.interface import document
from duly.server.platform import clock
from duly.server.platform.models import Event, IdempotentAnswer, Job
from duly.server.platform.rights import actor_of

AT_ONCE = 8
ANSWERED = {200, 201, 202}


@pytest.fixture
def book(actor, person, customer, invoice, payment):
    """What the calls are about."""
    return small_desk(actor, actor_of(person("credit_analyst")), customer, invoice, payment)


def effects():
    """Everything that is recorded, so that a second effect of any kind shows."""
    return (Event.objects.count(), Job.objects.count())


def writing_operations():
    return {
        operation["operationId"]
        for operations in document()["paths"].values()
        for method, operation in operations.items()
        if method != "get"
    }


def same(first, second):
    return (first.status_code, first.content) == (second.status_code, second.content)


def test_every_writing_operation_is_tried_here(book):
    assert {call.name for call in writings(book)} == writing_operations()


def test_a_repetition_has_no_second_effect_and_the_same_answer(book, api):
    for call in writings(book):
        first = api.call(call.method, call.path, call.body, key=f"repeat-{call.name}")
        assert first.status_code in ANSWERED, (call.name, first.content)
        before = effects()
        again = api.call(call.method, call.path, call.body, key=f"repeat-{call.name}")
        assert (call.name, effects()) == (call.name, before)
        assert same(first, again), call.name
        assert again.headers["Idempotent-Replayed"] == "true"


def test_the_same_key_with_another_body_is_refused_and_does_nothing(book, api):
    for call in writings(book):
        api.call(call.method, call.path, call.body, key=f"another-{call.name}")
        before = effects()
        again = api.call(call.method, call.path, other(call), key=f"another-{call.name}")
        assert (call.name, again.status_code) == (call.name, 422)
        assert again.json()["code"] == "key_of_another_call"
        assert effects() == before


def other(call):
    """Another body: one more blank, or another file."""
    return {"file": b"another"} if "file" in call.body else json.dumps(call.body) + " "


def test_the_same_key_on_another_route_is_refused(book, api):
    api.post("policies", key="one-key-two-routes")
    again = api.post("days", key="one-key-two-routes")
    assert (again.status_code, again.json()["code"]) == (422, "key_of_another_call")
    assert not Job.objects.filter(kind="day.run").exists()


def test_two_callers_may_use_the_same_key(book, api, program, person):
    other = program(person("credit_analyst"))
    assert api.post("policies", key="a-key-of-ours").status_code == 201
    assert other.post("policies", key="a-key-of-ours").status_code == 201


def test_a_call_under_way_is_refused(book, api, administrator):
    api.post("policies", key="under-way-now")
    IdempotentAnswer.objects.update(status=None, body=None, created_at=clock.now())
    again = api.post("policies", key="under-way-now")
    assert (again.status_code, again.json()["code"]) == (409, "call_under_way")
    assert api.get("policies").json()["items"][1:] == []


def test_a_refusal_is_kept_and_given_again(book, api):
    body = {"invoice_id": "I/1", "payment_id": "P-1", "amount_units": 5_000}
    first = api.post("allocations", body, key="too-much-for-it")
    again = api.post("allocations", body, key="too-much-for-it")
    assert (first.status_code, first.json()["code"]) == (409, "not_enough_left")
    assert same(first, again)


def test_a_call_that_fails_leaves_nothing_and_may_be_repeated(book, api, monkeypatch):
    def fail(**given):
        raise RuntimeError("a mistake of ours")

    with monkeypatch.context() as broken:
        broken.setattr("duly.server.api.resources.policies.draft_policy", fail)
        assert api.post("policies", key="fails-at-first").status_code == 500
    assert api.post("policies", key="fails-at-first").status_code == 201


def test_a_malformed_call_does_not_use_up_its_key(book, api):
    assert api.post("contacts", {"name": 1}, key="first-malformed").status_code == 422
    body = {"account_id": "A/1", "name": "Ms Weber"}
    assert api.post("contacts", body, key="first-malformed").status_code == 201


def test_a_secret_is_given_again_but_not_kept_in_clear(book, api):
    body = {"name": "new", "scopes": ["see_book"]}
    first = api.post("tokens", body, key="make-me-a-token")
    again = api.post("tokens", body, key="make-me-a-token")
    assert same(first, again)
    kept = json.dumps(IdempotentAnswer.objects.get(key="make-me-a-token").body)
    assert first.json()["token"] not in kept


@pytest.mark.django_db(transaction=True)
def test_repeated_at_once_a_call_has_one_effect(book, api, at_once):
    for call in writings(book):
        before = IdempotentAnswer.objects.count()
        answers = at_once(AT_ONCE, lambda call=call: send(api, call))
        assert IdempotentAnswer.objects.count() == before + 1
        done = [answer for answer in answers if answer.status_code in ANSWERED]
        others = {answer.status_code for answer in answers} - {done[0].status_code}
        assert (call.name, others <= {409}) == (call.name, True)
        assert len({answer.content for answer in done}) == 1
        first = [answer for answer in done if "Idempotent-Replayed" not in answer.headers]
        assert (call.name, len(first)) == (call.name, 1)


def send(api, call):
    """Each thread calls like a process of its own."""
    program = Program()
    program.headers = api.headers
    return program.call(call.method, call.path, call.body, key=f"at-once-{call.name}")
