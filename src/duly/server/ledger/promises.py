"""How much did a customer say it would pay, and until when?"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from django.db import transaction
from django.http import Http404

from duly.kernel.currencies import UnknownCurrency, exponent
from duly.server.ledger.by_hand import by_hand
from duly.server.ledger.models import Account, Invoice, Promise
from duly.server.ledger.scope import visible_accounts
from duly.server.ledger.turns import take_turn_of_promises
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.fields import LARGEST_UNITS
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

MOST_INVOICES = 500


def record_promise(
    *,
    actor: Actor,
    account: Account,
    units: int,
    currency: str,
    made_on: date,
    due_on: date,
    invoices: Sequence[Invoice] = (),
) -> Promise:
    """Record a promise to pay, for these invoices or for none in particular.

    Raises Refused: `no_amount`, `unknown_currency`, `day_to_come`, `ends_before_start`,
    `invoice_of_another` (with `invoice_id`) or `too_many_invoices`.
    """
    demand(actor, Act.WORK_ACCOUNTS)
    if not visible_accounts(actor).filter(pk=account.pk).exists():
        raise Http404(account.account_id)
    _demand_money(units, currency)
    _demand_days(made_on, due_on)
    _demand_own(account, invoices)
    with transaction.atomic():
        take_turn_of_promises()
        source = by_hand(actor, "promise")
        promise = Promise.objects.create(
            promise_id=f"HAND-{source.pk}",
            account=account,
            amount_units=units,
            currency=currency,
            made_on=made_on,
            due_on=due_on,
            invoice_ids=",".join(invoice.invoice_id for invoice in invoices),
            recorded_at=source.started_at,
            source=source,
        )
        facts = {
            "account_id": account.account_id,
            "units": units,
            "currency": currency,
            "due_on": due_on,
        }
        record(
            actor=actor,
            kind="promise.recorded",
            subject=("promise", promise.promise_id),
            facts=facts,
        )
    return promise


def _demand_money(units: int, currency: str) -> None:
    if not 0 < units <= LARGEST_UNITS:
        raise Refused("no_amount", units=units)
    try:
        exponent(currency)
    except UnknownCurrency as unknown:
        raise Refused("unknown_currency", currency=currency) from unknown


def _demand_days(made_on: date, due_on: date) -> None:
    if made_on > clock.today():
        raise Refused("day_to_come", on=made_on)
    if due_on < made_on:
        raise Refused("ends_before_start", on=due_on)


def _demand_own(account: Account, invoices: Sequence[Invoice]) -> None:
    if len(invoices) > MOST_INVOICES:
        raise Refused("too_many_invoices", most=MOST_INVOICES)
    for invoice in invoices:
        if invoice.account_id != account.pk:
            raise Refused("invoice_of_another", invoice_id=invoice.invoice_id)
