"""A book small enough to know by heart: two companies of ours, fourteen customers, two days run.

Customer 1 owes most, is above its limit and warned of; 2 belongs to 1; 13 owes nothing; 14 has a
name that tries to be markup. Money is in EUR unless a customer's number is even: then in USD.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

from tests.server.web.example_facts import (
    AS_OF,
    BEFORE,
    change_facts,
    figure_facts,
    reason_facts,
    week_facts,
)

from duly.server.collecting.models import Activity
from duly.server.ledger.models import (
    Account,
    Contact,
    Dispute,
    Entity,
    Import,
    Invoice,
    Payment,
    Promise,
    Statement,
)
from duly.server.platform.models import User
from duly.server.portfolio.models import (
    AccountDay,
    AccountReasons,
    AgeingCell,
    EarlyWarning,
    InvoiceOutlook,
    Snapshot,
    WorkItem,
)

NOW = datetime(2026, 11, 20, 7, tzinfo=UTC)
MARKUP = '<script>alert("x")</script> & Söhne'
EDGES = [30, 60, 90, 120]
BUCKETS = ["current", "1-30", "31-60", "61-90", "91-120", "121+"]
GRADES = "EDCBABCDABCBN" + "A"
COUNT = 14


def example_book(collector: User) -> Snapshot:
    """Fill an empty database; the newest snapshot is returned."""
    source = Import.objects.create(file_name="book", file_digest="0", started_at=NOW)
    entities = [Entity.objects.create(code=code, name=code) for code in ("DE01", "US01")]
    accounts = Account.objects.bulk_create(
        _account(number, collector) for number in range(1, COUNT + 1)
    )
    Account.objects.filter(account_id="C02").update(parent=accounts[0])
    _facts(source, accounts, collector)
    invoices = Invoice.objects.bulk_create(
        _invoice(source, account, entities[number % 2], number, place)
        for number, account in enumerate(accounts, 1)
        for place in range(0 if number == 13 else 3)
    )
    _snapshot(BEFORE, accounts, invoices, more_units=-5_000)
    newest = _snapshot(AS_OF, accounts, invoices)
    _latest_only(newest, accounts, invoices)
    return newest


def currency_of(number: int) -> str:
    return "USD" if number % 2 == 0 else "EUR"


def _account(number: int, collector: User) -> Account:
    name = MARKUP if number == 14 else f"Customer {number:02}"
    return Account(
        account_id=f"C{number:02}",
        name=name,
        country=("DE", "US", "FR")[number % 3],
        currency=currency_of(number),
        segment=("retail", "industry")[number % 2],
        portfolio="north" if number < 8 else "south",
        search_text=f"{name} C{number:02}".lower(),
        terms_days=30,
        collector=collector if number % 2 else None,
        email=f"c{number}@example.org",
    )


def _invoice(source: Import, account: Account, entity: Entity, number: int, place: int) -> Invoice:
    """The first is not due yet, the second late, the third very late or settled."""
    due_on = AS_OF + timedelta(days=(12, -20, -130)[place])
    units = 1_000_000 // number
    return Invoice(
        invoice_id=f"INV-{number:02}-{place}",
        account=account,
        entity=entity,
        currency=account.currency,
        amount_units=units,
        open_units=0 if place == 2 and number > 4 else units,
        issued_on=due_on - timedelta(days=30),
        due_on=due_on,
        recorded_at=NOW,
        source=source,
    )


def _facts(source: Import, accounts: list[Account], by: User) -> None:
    first, recorded = accounts[0], {"recorded_at": NOW, "source": source}
    Contact.objects.create(account=first, name="Ada Buyer", role="accounts_payable")
    Payment.objects.create(
        payment_id="P1",
        account=first,
        currency="EUR",
        amount_units=70_000,
        left_units=70_000,
        received_on=BEFORE,
        reference="thanks",
        **recorded,
    )
    Promise.objects.create(
        promise_id="PR1",
        account=first,
        amount_units=50_000,
        currency="EUR",
        made_on=BEFORE,
        due_on=AS_OF + timedelta(days=5),
        **recorded,
    )
    Statement.objects.create(
        account=first,
        period_end=date(2025, 12, 31),
        currency="EUR",
        lines={"sales_units": 5_000_000, "equity_units": 900_000},
        **recorded,
    )
    Activity.objects.create(
        account=first,
        kind="call",
        outcome="no_answer",
        text=MARKUP,
        done_by=by,
        done_on=BEFORE,
        recorded_at=NOW,
    )


def _snapshot(
    as_of: date, accounts: list[Account], invoices: list[Invoice], more_units: int = 0
) -> Snapshot:
    snapshot = Snapshot.objects.create(
        as_of=as_of,
        is_complete=True,
        policy_version="2026.1",
        policy_fingerprint="f" * 64,
        facts_digest="d" * 64,
        started_at=NOW,
        completed_at=NOW,
        currency="EUR",
    )
    days = [
        _day(snapshot, account, number, invoices, more_units)
        for number, account in enumerate(accounts, 1)
    ]
    AccountDay.objects.bulk_create(days)
    AgeingCell.objects.bulk_create(
        AgeingCell(
            snapshot=snapshot,
            entity=invoice.entity.code,
            currency=invoice.currency,
            portfolio=invoice.account.portfolio,
            due_on=invoice.due_on,
            open_units=invoice.open_units,
            disputed_units=0,
            items=1,
        )
        for invoice in invoices
        if invoice.open_units
    )
    snapshot.figures = figure_facts([_row(day) for day in days])
    whole = [sum(units) for units in zip(*(day.buckets_units for day in days), strict=True)]
    snapshot.ageing = {
        "basis": "due",
        "edges": EDGES,
        "buckets": BUCKETS,
        "whole": {"buckets_units": whole, "credits_units": 0, "unapplied_units": 0},
    }
    snapshot.changes = change_facts() if as_of == AS_OF else {"since": None, "totals": {}}
    snapshot.cash = (
        {"is_shown": True, "refusal": None, "whole": week_facts()} if as_of == AS_OF else {}
    )
    snapshot.save()
    return snapshot


def _day(
    snapshot: Snapshot, account: Account, number: int, invoices: list[Invoice], more_units: int
) -> AccountDay:
    own = [invoice for invoice in invoices if invoice.account_id == account.pk]
    buckets = [0] * len(BUCKETS)
    for place, invoice in zip((0, 1, 5), own, strict=False):
        buckets[place] = invoice.open_units
    grade = GRADES[number - 1]
    return AccountDay(
        snapshot=snapshot,
        account=account,
        open_units=sum(buckets),
        overdue_units=sum(buckets[1:]),
        disputed_units=0,
        unapplied_units=0,
        exposure_units=sum(buckets) + more_units,
        buckets_units=buckets,
        oldest_days=130 if buckets[5] else 20 if buckets[1] else None,
        score=None if grade == "N" else 20 + 5 * number,
        grade=grade,
        pd=0.02,
        limit_units=None if number == 12 else 2_000_000,
        recommended_limit_units=1_000_000,
        late_days_mean=12.345,
        expected_loss_units=sum(buckets) // 100,
    )


def _row(day: AccountDay) -> dict[str, Any]:
    names = (
        "open_units",
        "overdue_units",
        "disputed_units",
        "unapplied_units",
        "exposure_units",
        "buckets_units",
        "grade",
        "limit_units",
        "recommended_limit_units",
        "expected_loss_units",
    )
    return {name: getattr(day, name) for name in names}


def _latest_only(snapshot: Snapshot, accounts: list[Account], invoices: list[Invoice]) -> None:
    warning = {"observed": 30.0, "usual": 5.0, "threshold": 10.0, "about": None}
    EarlyWarning.objects.create(
        snapshot=snapshot,
        account=accounts[0],
        code="slowing_payment",
        severity=2,
        facts=warning,
        since=AS_OF,
    )
    for number, account in enumerate(accounts[:5], 1):
        WorkItem.objects.create(
            snapshot=snapshot,
            account=account,
            rank=number,
            expected_units=1_000,
            action="call",
            reasons=[{"code": "overdue_amount", "units": 5_000, "observed": None, "until": None}],
        )
    for account in accounts:
        AccountReasons.objects.create(
            account=account,
            snapshot=snapshot,
            facts=reason_facts(account, {"severity": 2, **warning}),
        )
    InvoiceOutlook.objects.create(
        invoice=invoices[0],
        snapshot=snapshot,
        p10_on=AS_OF,
        p50_on=AS_OF + timedelta(days=9),
        p90_on=AS_OF + timedelta(days=30),
        late_chance=0.4,
        never_chance=0.01,
        reasons=[],
    )
    Dispute.objects.create(
        dispute_id="D1",
        invoice=invoices[1],
        reason="price",
        opened_on=BEFORE,
        recorded_at=NOW,
        source=invoices[1].source,
    )
