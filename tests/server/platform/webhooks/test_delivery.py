"""Does a message go out exactly when its cause came about, signed, with nothing personal?"""

import json

import pytest
from django.db import transaction

from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.jobs.acts import NeedsAPerson, Running
from duly.server.platform.jobs.worker import work_once
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.webhooks import delivery
from duly.server.platform.webhooks.addresses import RefusedAddress
from duly.server.platform.webhooks.registered import add_webhook, change_webhook, secrets_of
from duly.server.platform.webhooks.sending import NotDelivered
from duly.server.platform.webhooks.signing import HEADER, is_ours

KIND = "dispute.opened"


@pytest.fixture
def webhook(actor):
    return add_webhook(actor=actor, url="https://hooks.example.com/in", kinds=[KIND])[0]


@pytest.fixture
def outbox(monkeypatch):
    """What would have been sent."""
    sent = []

    def keep(url, body, headers):
        sent.append((url, body, headers))
        return 204

    monkeypatch.setattr(delivery, "post", keep)
    return sent


def happens(kind=KIND, **facts):
    with transaction.atomic():
        return record(actor=None, kind=kind, subject=("invoice", "I1"), facts=facts)


def jobs():
    return Job.objects.filter(kind=delivery.SEND)


def test_an_event_asks_for_one_message_a_webhook(webhook, outbox):
    event = happens(units=5)
    assert [job.payload["event"] for job in jobs()] == [event.number]


def test_a_day_that_was_run_is_told_as_completed(actor, outbox):
    add_webhook(actor=actor, url="https://hooks.example.com/in", kinds=["day.completed"])
    happens("day.run", accounts=3, items=7)
    work_once(clock.now())
    assert json.loads(outbox[0][1])["kind"] == "day.completed"
    assert outbox[0][2]["Duly-Event"] == "day.completed"


def test_an_event_nobody_wants_asks_for_none(webhook, actor):
    change_webhook(actor=actor, webhook=webhook, kinds=["day.completed"])
    happens()
    assert not jobs().exists()


def test_a_webhook_that_is_off_gets_none(webhook, actor):
    change_webhook(actor=actor, webhook=webhook, is_on=False)
    happens()
    assert not jobs().exists()


def test_what_was_rolled_back_is_told_to_nobody(webhook):
    with transaction.atomic():
        happens()
        transaction.set_rollback(True)
    assert not jobs().exists()


def test_the_message_is_signed_and_says_what_happened(webhook, outbox):
    event = happens(units=5)
    while work_once(clock.now()):
        pass
    (url, body, headers) = outbox[0]
    assert is_ours(body, headers[HEADER], secrets=secrets_of(webhook), now=clock.now())
    told = json.loads(body)
    assert (url, told["id"], told["kind"]) == (webhook.url, f"event-{event.number}", KIND)
    assert told["facts"] == {"units": 5}


def test_digests_of_personal_data_are_left_out():
    event = delivery.Event(number=1, kind=KIND, facts='{"units":1,"personal":{"text":"abc"}}')
    assert delivery.message_of(event)["facts"] == {"units": 1}


def test_a_receiver_that_fails_is_tried_again_with_the_same_message(webhook, monkeypatch):
    def refuse(*given):
        raise NotDelivered("not_taken", 500)

    monkeypatch.setattr(delivery, "post", refuse)
    happens()
    work_once(clock.now())
    job = jobs().get()
    assert (job.state, job.attempts) == (State.WAITING, 1)


def test_an_address_in_our_own_network_needs_a_person(webhook, monkeypatch):
    def refuse(*given):
        raise RefusedAddress("host_not_public")

    monkeypatch.setattr(delivery, "post", refuse)
    event = happens()
    with pytest.raises(NeedsAPerson):
        delivery.send(Running({"webhook": webhook.pk, "event": event.number}))


def test_a_webhook_removed_meanwhile_gets_nothing(webhook, outbox):
    event = happens()
    payload = {"webhook": webhook.pk, "event": event.number}
    webhook.delete()
    assert delivery.send(Running(payload)) == {"sent": False}
    assert outbox == []
