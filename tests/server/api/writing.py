"""One sensible call of every operation that writes."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from duly.server.credit.services import ask_activation, draft_policy, text_digest
from duly.server.ledger.allocate import allocate
from duly.server.ledger.closures import close_days
from duly.server.ledger.contacts import add_contact
from duly.server.ledger.disputes import open_dispute
from duly.server.ledger.models import Entity, Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform import clock
from duly.server.platform.models import Job
from duly.server.platform.models.jobs import State
from duly.server.platform.rights import Act
from duly.server.platform.tokens import make_token
from duly.server.platform.webhooks.registered import add_secret, add_webhook

HOOK = {"url": "https://hooks.example.com/in", "kinds": ["day.completed"]}


@dataclass(frozen=True)
class Desk:
    """A small book, an administrator who writes, and a colleague who asks."""

    actor: Any
    colleague: Any
    account: Any
    invoice: Any
    payment: Any
    entity: Any


@dataclass(frozen=True)
class Writing:
    """A call of the operation of this name."""

    name: str
    method: str
    path: str
    body: dict[str, Any] = field(default_factory=dict)


def small_desk(actor, colleague, customer, invoice, payment):
    """The book that the calls are about, made with the fixtures of the ledger."""
    account = customer("A/1", name="Weser Energie")
    given = {"entity": "DE01", "issued_on": date(2026, 9, 1)}
    return Desk(
        actor=actor,
        colleague=colleague,
        account=account,
        invoice=invoice("I/1", account, 1_000, **given),
        payment=payment("P-1", account, 1_000, received_on=date(2026, 9, 5)),
        entity=Entity.objects.get(code="DE01"),
    )


def writings(desk):
    """Prepare what the calls need in a book, and list them."""
    parts = (
        _of_the_ledger,
        _of_collecting,
        _of_imports,
        _of_drafts,
        _of_approvals,
        _of_settings,
        _of_webhooks,
    )
    return [Writing(*call) for part in parts for call in part(desk)]


def _of_the_ledger(desk):
    today, number = clock.today(), desk.account.account_id
    given = {"actor": desk.actor, "invoice": desk.invoice, "on": today}
    contact = add_contact(actor=desk.actor, account=desk.account, name="Ms Weber")
    dispute = open_dispute(units=5, reason="quality", **given)
    settled = allocate(payment=desk.payment, units=7, **given)
    about = {"invoice_id": desk.invoice.invoice_id}
    allocation = {**about, "payment_id": desk.payment.payment_id, "amount_units": 10}
    promise = {"account_id": number, "amount_units": 9, "currency": "EUR", "due_on": "2199-01-01"}
    words = {"name": "Duly GmbH", "country": "DE", "currency": "EUR"}
    closing = {"outcome": "paid"}
    return [
        ("create_contact", "POST", "contacts", {"account_id": number, "name": "Mr Ito"}),
        ("delete_contact", "DELETE", f"contacts/{contact.pk}"),
        ("create_allocation", "POST", "allocations", allocation),
        ("delete_allocation", "DELETE", f"allocations/{settled.pk}"),
        ("create_dispute", "POST", "disputes", {**about, "reason": "price"}),
        ("close_dispute", "POST", f"closed-disputes/{dispute.dispute_id}", closing),
        ("create_promise", "POST", "promises", promise),
        ("put_entity", "PUT", f"entities/{desk.entity.code}", words),
    ]


def _of_collecting(desk):
    number = desk.account.account_id
    call = {"account_id": number, "kind": "call", "outcome": "no_answer"}
    until = {"until": (clock.today() + timedelta(days=7)).isoformat()}
    given = {"account_ids": [number], "collector_id": desk.actor.user.pk}
    move = {"account_id": number, "portfolio": "north"}
    return [
        ("create_activity", "POST", "activities", call),
        ("put_snooze", "PUT", f"snoozes/{number}", until),
        ("delete_snooze", "DELETE", f"snoozes/{number}"),
        ("create_assignment", "POST", "assignments", given),
        ("create_portfolio_move", "POST", "portfolio-moves", move),
        ("run_day", "POST", "days"),
    ]


def _of_drafts(desk):
    drafts = [draft_policy(actor=desk.actor) for _ in range(4)]
    save, throw, compare, activate = (f"policies/{draft.pk}" for draft in drafts)
    text = {"toml": drafts[0].toml + "\n# mine\n", "seen": text_digest(drafts[0].toml)}
    return [
        ("create_draft", "POST", "policies"),
        ("put_draft", "PUT", save, text),
        ("delete_draft", "DELETE", throw),
        ("check_policy", "POST", "policy-checks", {"toml": "x"}),
        ("compare_policy", "POST", f"{compare}/comparison"),
        ("activate_policy", "POST", f"{activate}/activation"),
    ]


def _of_approvals(desk):
    def asked(actor):
        return ask_activation(actor=actor, draft=draft_policy(actor=actor), reason="")

    decision, withdrawal = asked(desk.colleague), asked(desk.actor)
    no = {"approve": False, "reason": "no"}
    return [
        ("decide_approval", "POST", f"approvals/{decision.pk}/decision", no),
        ("withdraw_approval", "POST", f"approvals/{withdrawal.pk}/withdrawal"),
    ]


def _of_settings(desk):
    now = clock.now()
    parked = Job.objects.create(
        kind="day.run", state=State.PARKED, run_after=now, created_at=now, attempts=5
    )
    old = make_token(actor=desk.actor, name="old", scopes=[Act.SEE_BOOK]).token
    closed = close_days(actor=desk.actor, name="Fair", first_on=clock.today(), country="DE")
    days = {"entity": desk.entity.code, "name": "Stock-taking", "first_on": "2026-12-30"}
    return [
        ("revive_job", "POST", f"jobs/{parked.pk}/revival"),
        ("create_closed_days", "POST", "closed-days", days),
        ("delete_closed_days", "DELETE", f"closed-days/{closed.pk}"),
        ("create_user", "POST", "users", {"username": "ada", "role": "viewer"}),
        ("change_user", "PATCH", f"users/{desk.colleague.user.pk}", {"portfolios": ["north"]}),
        ("create_token", "POST", "tokens", {"name": "new", "scopes": ["see_book"]}),
        ("delete_token", "DELETE", f"tokens/{old.pk}"),
    ]


def _of_imports(desk):
    stages = (Stage.READ, Stage.READ, Stage.READ, Stage.COMMITTED)
    sources = [_uploaded(desk, stage) for stage in stages]
    again, commit, dismiss, undo = (f"imports/{source.pk}" for source in sources)
    return [
        ("create_import", "POST", "imports", {"file": b"number;amount\n1;2\n"}),
        ("reread_import", "POST", f"{again}/reading"),
        ("commit_import", "POST", f"{commit}/commit"),
        ("dismiss_import", "POST", f"{dismiss}/dismissal"),
        ("undo_import", "POST", f"{undo}/undo"),
    ]


def _uploaded(desk, stage):
    return Import.objects.create(
        stage=stage,
        file_name="ledger.csv",
        file_digest=f"digest of {stage}",
        started_by=desk.actor.user,
        started_at=clock.now(),
    )


def _of_webhooks(desk):
    hooks = [add_webhook(actor=desk.actor, **HOOK)[0] for _ in range(4)]
    change, remove, grow, shrink = (f"webhooks/{hook.pk}" for hook in hooks)
    add_secret(actor=desk.actor, webhook=hooks[3])
    return [
        ("create_webhook", "POST", "webhooks", HOOK),
        ("change_webhook", "PATCH", change, {"is_on": False}),
        ("delete_webhook", "DELETE", remove),
        ("create_secret", "POST", f"{grow}/secrets"),
        ("delete_old_secret", "DELETE", f"{shrink}/old-secret"),
    ]
