"""One sensible POST of every page that changes something, in the example book."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from duly.server.collecting.services import snooze
from duly.server.credit.services import ask_activation, draft_policy, text_digest
from duly.server.ledger.closures import close_days
from duly.server.ledger.models import Account, Contact, Dispute, Entity, Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform import clock
from duly.server.platform.models import Approval
from duly.server.platform.rights import Act, Actor
from duly.server.platform.tokens import make_token

UNTIL = "2026-12-01"


@dataclass(frozen=True)
class Posting:
    """What somebody sends to the page of this name."""

    name: str
    number: int | None = None
    given: dict[str, Any] = field(default_factory=dict)

    @property
    def address(self) -> str:
        return reverse(self.name, args=[] if self.number is None else [self.number])


def postings(actor: Actor, colleague: Actor) -> list[Posting]:
    """Prepare what the pages need, and list what is sent to them."""
    parts = (_of_customers, _of_the_worklist, _of_imports, _of_policies, _of_settings)
    return [Posting(*given) for part in parts for given in part(actor, colleague)]


def _account(number: str) -> Account:
    return Account.objects.get(account_id=number)


def _of_customers(actor: Actor, colleague: Actor) -> list[tuple[Any, ...]]:
    first = _account("C01").pk
    promise = {"amount": "500", "currency": "EUR", "due_on": UNTIL}
    dispute = {"invoice": "INV-01-0", "amount": "", "reason": "price"}
    closing = {"outcome": "credited"}
    return [
        ("run_today",),
        ("customer_promise", first, promise),
        ("customer_dispute", first, dispute),
        ("customer_contact", first, {"name": "Bo Payer"}),
        ("dispute_close", Dispute.objects.get(dispute_id="D1").pk, closing),
        ("contact_remove", Contact.objects.get(name="Ada Buyer").pk),
    ]


def _of_the_worklist(actor: Actor, colleague: Actor) -> list[tuple[Any, ...]]:
    snooze(actor=actor, account=_account("C03"), until=clock.today().replace(month=12))
    ticked = {"account": [_account("C05").pk], "act": "put-off", "until": UNTIL}
    return [
        ("work_many", None, ticked),
        ("work_log", _account("C01").pk, {"kind": "note", "text": "Wants a copy"}),
        ("work_put_off", _account("C02").pk, {"until": UNTIL}),
        ("work_take_back", _account("C03").pk),
        ("work_give", _account("C04").pk, {"collector": actor.user.username}),
    ]


def _of_imports(actor: Actor, colleague: Actor) -> list[tuple[Any, ...]]:
    def waiting(stage: Stage) -> int:
        given = {"file_name": "a.csv", "file_digest": "1", "started_at": clock.now()}
        return Import.objects.create(stage=stage, **given).pk

    return [
        ("import_upload", None, {"file": SimpleUploadedFile("b.csv", b"number;amount\n1;2\n")}),
        ("import_map", waiting(Stage.READ), {"as_of": "2026-11-20"}),
        ("import_commit", waiting(Stage.READ)),
        ("import_dismiss", waiting(Stage.READ)),
        ("import_undo", waiting(Stage.COMMITTED)),
    ]


def _of_policies(actor: Actor, colleague: Actor) -> list[tuple[Any, ...]]:
    save, discard, ask, taken_back = (draft_policy(actor=actor) for _ in range(4))
    ask_activation(actor=actor, draft=taken_back, reason="")
    ask_activation(actor=colleague, draft=draft_policy(actor=colleague), reason="")
    asked = Approval.objects.get(asked_by=colleague.user)
    text = {"toml": save.toml + "\n# mine\n", "seen": text_digest(save.toml)}
    return [
        ("policy_new",),
        ("policy_save", save.pk, text),
        ("policy_discard", discard.pk),
        ("policy_ask", ask.pk, {"reason": "losses fell"}),
        ("policy_take_back", taken_back.pk),
        ("approval_decide", asked.pk, {"decision": "decline", "reason": "no"}),
    ]


def _of_settings(actor: Actor, colleague: Actor) -> list[tuple[Any, ...]]:
    old = make_token(actor=actor, name="old", scopes=[Act.SEE_BOOK]).token
    closed = close_days(actor=actor, name="Fair", first_on=clock.today(), country="DE")
    somebody = {"username": "new", "email": "new@example.org", "role": "collector"}
    words = {"name": "Lindvale GmbH", "country": "de", "currency": "eur"}
    return [
        ("user_invite", None, somebody),
        ("user_change", colleague.user.pk, {"role": "collector", "portfolios": ["north"]}),
        ("entity_save", Entity.objects.get(code="DE01").pk, words),
        ("days_close", None, {"where": "country:DE", "name": "Stock-taking", "first_on": UNTIL}),
        ("days_reopen", closed.pk),
        ("token_new", None, {"name": "nightly", "days": "30", "scopes": ["see_book"]}),
        ("token_revoke", old.pk),
    ]
