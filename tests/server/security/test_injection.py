"""S5: does any text that somebody wrote become a part of a page?

Every text of the example book, and of what people add to it, is an attack. Each page is opened in a
browser, where nothing of it may run, nor be tried and stopped by the policy for contents.
"""

from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction
from tests.server.web.addresses import KNOWN, pages
from tests.server.web.browser import browser
from tests.server.web.example import AS_OF, NOW, example_book

from duly.server.collecting.models import Snooze
from duly.server.credit.models import PolicyVersion
from duly.server.ledger.models import Account, Closure, Dispute, Import, ImportFinding, Invoice
from duly.server.platform.audit.log import record
from duly.server.platform.clock import stopped
from duly.server.platform.fields import Currency, Prose, TextLine
from duly.server.platform.models import ApiToken, Approval, SavedView
from duly.server.platform.models.access import Role

ATTACK = (
    "'\"><img src=x onerror=hit=1></script></title></textarea><svg onload=hit=1>"
    "<a href=javascript:hit=1>{{7*7}}{%debug%}${7*7}\u202e"
)
SHORT = "'\"><svg onload=hit=1>"
# Codes of ours, never typed by anybody.
CODES = {
    *("kind", "stage", "state", "grade", "action", "code", "outcome", "role", "language", "theme"),
    *("page", "query", "prefix", "digest", "fingerprint", "policy_fingerprint", "facts_digest"),
    *("file_digest", "payload_digest", "previous_hash", "hash", "salt", "field", "subject_kind"),
    *("subject_id", "stored_as", "form", "table", "country", "key", "route", "leased_by"),
}


def attacked(self, instance, add):
    """Instead of `pre_save`: the text with an attack before it, the longest that finds room."""
    value = getattr(instance, self.attname)
    if isinstance(self, Currency) or self.name in CODES or not isinstance(value, str):
        return value
    for attack in (ATTACK, SHORT):
        if self.max_length is None or len(attack) + len(value) <= self.max_length:
            setattr(instance, self.attname, attack + value)
            return attack + value
    return value


@pytest.fixture
def hostile(person, monkeypatch):
    """The example book, and one of everything that people write."""
    collector, other = person(Role.COLLECTOR), person(Role.ADMINISTRATOR)
    with stopped(NOW), monkeypatch.context() as during:
        for field in (TextLine, Prose):
            during.setattr(field, "pre_save", attacked)
        newest = example_book(collector)
        _written(collector, other)
    for name in ("customer", "customer_advice", "work_pane"):
        monkeypatch.setitem(KNOWN, name, lambda: Account.objects.order_by("pk").first().pk)
    monkeypatch.setitem(KNOWN, "invoice", lambda: Invoice.objects.order_by("pk").first().pk)
    with stopped(NOW):
        yield newest


def _written(by, other):
    invoice = Invoice.objects.order_by("pk").first()
    recorded = {"recorded_at": NOW, "source": Import.objects.get()}
    Dispute.objects.create(
        dispute_id="D9", invoice=invoice, reason="broken", opened_on=AS_OF, **recorded
    )
    Snooze.objects.create(
        account=Account.objects.order_by("pk").last(),
        until=AS_OF + timedelta(days=3),
        reason="away",
        set_by=by,
        set_at=NOW,
    )
    Closure.objects.create(
        country="DE", name="works", first_on=AS_OF, last_on=AS_OF, recorded_at=NOW, recorded_by=by
    )
    ImportFinding.objects.create(
        source=recorded["source"], code="bad_date", table="invoices", column="due", value="soon"
    )
    SavedView.objects.create(owner=by, page="customers", name="mine", query="q=a")
    ApiToken.objects.create(owner=other, name="robot", prefix="p", digest="d", created_at=NOW)
    PolicyVersion.objects.create(
        name="ours", version="1", toml=ATTACK, fingerprint="f", written_by=by, written_at=NOW
    )
    Approval.objects.create(
        kind="policy.activate",
        subject_kind="policy",
        subject_id="1",
        payload={"version": ATTACK},
        reason="please",
        asked_by=by,
        asked_at=NOW,
        expires_at=NOW + timedelta(days=9),
    )
    for kind, facts in (
        ("import.uploaded", {"file_name": ATTACK}),
        ("activity.logged", {"activity": "call", "account": ATTACK, "outcome": "no_answer"}),
    ):
        with transaction.atomic():
            record(actor=None, kind=kind, subject=("account", "C01"), facts=facts)


@pytest.fixture
def window(chromium, live_server, desk):
    with browser(chromium) as driver:
        driver.get(live_server.url + "/health")
        name = settings.SESSION_COOKIE_NAME
        driver.add_cookie({"name": name, "value": desk.cookies[name].value})
        yield driver


def harm(window):
    """What ran, and what the policy for contents had to stop."""
    said = [line["message"] for line in window.get_log("browser")]
    ran = ["it ran"] if window.execute_script("return window.hit") else []
    return ran + [line for line in said if "Content Security Policy" in line]


def test_no_text_of_anybody_becomes_a_part_of_a_page(window, live_server, hostile, desk):
    found, told = {}, 0
    for address in pages(desk):
        window.get(live_server.url + address)
        found[address] = harm(window)
        shown = window.execute_script("return document.documentElement.innerText")
        told += "onerror=hit=1" in shown
        assert "49{%debug%}" not in shown, address
    assert {address: wrong for address, wrong in found.items() if wrong} == {}
    assert told > 10


def test_an_attack_that_gets_into_a_page_is_noticed(window, live_server, hostile):
    window.get(live_server.url + "/customers")
    assert harm(window) == []
    window.execute_script("document.body.insertAdjacentHTML('beforeend', arguments[0])", ATTACK)
    window.execute_async_script("setTimeout(arguments[arguments.length - 1], 200)")
    assert harm(window) != []
