"""Who gets messages, and are their secrets kept?"""

import pytest
from django.core.exceptions import PermissionDenied

from duly.server.platform.models import Event, Webhook
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of
from duly.server.platform.webhooks.registered import (
    MOST_WEBHOOKS,
    add_secret,
    add_webhook,
    change_webhook,
    drop_old_secret,
    remove_webhook,
    secrets_of,
)

GIVEN = {"url": "https://hooks.example.com/in?key=hidden", "kinds": ["day.completed"]}


@pytest.fixture
def added(actor):
    return add_webhook(actor=actor, **GIVEN)


def test_the_secret_is_kept_sealed(added):
    webhook, secret = added
    assert secrets_of(webhook) == [secret]
    assert secret not in webhook.secret_sealed


def test_the_log_holds_neither_secret_nor_address(added):
    facts = " ".join(Event.objects.values_list("facts", flat=True))
    assert "hooks.example.com" in facts
    assert "hidden" not in facts
    assert added[1] not in facts


def test_while_secrets_are_exchanged_both_sign(actor, added):
    webhook, old = added
    new = add_secret(actor=actor, webhook=webhook)
    assert secrets_of(Webhook.objects.get()) == [new, old]
    drop_old_secret(actor=actor, webhook=webhook)
    assert secrets_of(Webhook.objects.get()) == [new]


def test_the_only_secret_cannot_be_dropped(actor, added):
    with pytest.raises(Refused, match="webhook_has_one_secret"):
        drop_old_secret(actor=actor, webhook=added[0])


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"url": "http://hooks.example.com"}, "url_not_https"),
        ({"kinds": []}, "webhook_kinds_unknown"),
        ({"kinds": ["weather.changed"]}, "webhook_kinds_unknown"),
    ],
)
def test_what_makes_no_sense_is_refused_and_changes_nothing(actor, added, change, code):
    with pytest.raises(Refused, match=code):
        change_webhook(actor=actor, webhook=added[0], **change)
    kept = Webhook.objects.get()
    assert (kept.url, kept.kinds) == (GIVEN["url"], GIVEN["kinds"])


def test_there_is_a_limit(actor, added, monkeypatch):
    monkeypatch.setattr(Webhook.objects, "count", lambda: MOST_WEBHOOKS)
    with pytest.raises(Refused, match="webhooks_too_many"):
        add_webhook(actor=actor, **GIVEN)


def test_what_was_removed_cannot_be_changed(actor, added):
    remove_webhook(actor=actor, webhook=added[0])
    with pytest.raises(Refused, match="webhook_was_removed"):
        change_webhook(actor=actor, webhook=added[0], is_on=False)


def test_only_who_manages_settings_may(person, added):
    analyst = actor_of(person("credit_analyst"))
    with pytest.raises(PermissionDenied):
        add_webhook(actor=analyst, **GIVEN)
    with pytest.raises(PermissionDenied):
        remove_webhook(actor=analyst, webhook=added[0])
    assert Webhook.objects.count() == 1
