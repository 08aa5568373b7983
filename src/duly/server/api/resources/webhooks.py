"""Who outside is told of our main events?"""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Any, Literal

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic import Field
from pydantic.types import Strict

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Given, Id, Shown
from duly.server.api.routes import Routes
from duly.server.platform.models import Webhook
from duly.server.platform.rights import Act
from duly.server.platform.webhooks.registered import (
    add_secret,
    add_webhook,
    drop_old_secret,
    remove_webhook,
)
from duly.server.platform.webhooks.registered import (
    change_webhook as change_registered,
)

routes = Routes("Webhooks")
_BY_ID = Order("webhooks", ("id",))
Kind = Literal[
    "import.committed",
    "import.undone",
    "day.completed",
    "policy.activated",
    "promise.recorded",
    "dispute.opened",
    "dispute.closed",
    "grade.changed",
]
Kinds = Annotated[list[Kind], Field(min_length=1, max_length=8)]
# Also by RFC an address is ASCII; what it resolves to is looked at before every message.
Url = Annotated[
    str, Field(strict=True, pattern=r"^https://[A-Za-z0-9][A-Za-z0-9.-]*(:[0-9]{1,5})?(/[!-~]*)?$")
]


class WebhookRow(Shown):
    id: int
    url: str
    kinds: list[str]
    is_on: bool
    created_by_id: int
    created_at: datetime


class WebhookWithSecret(WebhookRow):
    secret: str = Field(description="Signs the messages. Shown this once.")


class NewWebhook(Given):
    url: Url = Field(max_length=500, examples=["https://example.com/duly"])
    kinds: Kinds


class WebhookChange(Given):
    url: Url | None = Field(None, max_length=500)
    kinds: Kinds | None = None
    is_on: Annotated[bool, Strict()] | None = None


@routes.read("/webhooks", Act.MANAGE_SETTINGS, Page[WebhookRow])
def list_webhooks(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List webhooks"""
    page = page_of(Webhook.objects.all(), _BY_ID, asked, WebhookRow.model_validate)
    return Page[WebhookRow](**page)


@routes.write(
    "POST",
    "/webhooks",
    Act.MANAGE_SETTINGS,
    WebhookWithSecret,
    status=201,
    has_secret=True,
)
def create_webhook(request: HttpRequest, webhook: Body[NewWebhook]) -> Any:
    """Add a webhook

    Messages go out signed; see *Webhooks* in the recipe about the API.
    """
    made, secret = add_webhook(
        actor=actor_behind(request), url=webhook.url, kinds=list(webhook.kinds)
    )
    return _with_secret(made, secret)


@routes.write("PATCH", "/webhooks/{webhook_id}", Act.MANAGE_SETTINGS, WebhookRow)
def change_webhook(request: HttpRequest, webhook_id: Path[Id], given: Body[WebhookChange]) -> Any:
    """Change a webhook, or switch it on or off

    What is left out, or null, stays as it is.
    """
    changed = change_registered(
        actor=actor_behind(request),
        webhook=get_object_or_404(Webhook, pk=webhook_id),
        url=given.url,
        kinds=given.kinds,
        is_on=given.is_on,
    )
    return WebhookRow.model_validate(changed)


@routes.write(
    "POST",
    "/webhooks/{webhook_id}/secrets",
    Act.MANAGE_SETTINGS,
    WebhookWithSecret,
    status=201,
    has_secret=True,
)
def create_secret(request: HttpRequest, webhook_id: Path[Id]) -> Any:
    """Add a secret, which signs beside the old one"""
    webhook = get_object_or_404(Webhook, pk=webhook_id)
    return _with_secret(webhook, add_secret(actor=actor_behind(request), webhook=webhook))


@routes.write("DELETE", "/webhooks/{webhook_id}/old-secret", Act.MANAGE_SETTINGS, WebhookRow)
def delete_old_secret(request: HttpRequest, webhook_id: Path[Id]) -> Any:
    """Drop the old secret, once the receiver knows the new one"""
    webhook = get_object_or_404(Webhook, pk=webhook_id)
    drop_old_secret(actor=actor_behind(request), webhook=webhook)
    return WebhookRow.model_validate(webhook)


@routes.write("DELETE", "/webhooks/{webhook_id}", Act.MANAGE_SETTINGS, WebhookRow)
def delete_webhook(request: HttpRequest, webhook_id: Path[Id]) -> Any:
    """Remove a webhook"""
    webhook = get_object_or_404(Webhook, pk=webhook_id)
    row = WebhookRow.model_validate(webhook)
    remove_webhook(actor=actor_behind(request), webhook=webhook)
    return row


def _with_secret(webhook: Webhook, secret: str) -> WebhookWithSecret:
    row = WebhookRow.model_validate(webhook)
    return WebhookWithSecret(**row.__dict__, secret=secret)
