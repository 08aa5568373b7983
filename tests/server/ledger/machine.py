"""A ledger that is worked on at random, beside a model that counts on its fingers."""

from __future__ import annotations

from datetime import UTC, date, datetime

from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, rule

from duly.server.ledger.allocate import allocate, set_off, unallocate
from duly.server.ledger.by_hand import by_hand
from duly.server.ledger.disputes import close_dispute, open_dispute
from duly.server.ledger.models import Account, Allocation, Dispute, Invoice, Payment
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform import clock
from duly.server.platform.audit.verify import verify
from duly.server.platform.models import User
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

DAY = date(2026, 10, 6)
# Few and alike, so that they collide: what is left is often just what is asked for.
_AMOUNTS = st.sampled_from((5, 10))
_UNITS = st.sampled_from((1, 4, 5, 10, 0, -1))


class Ledger(RuleBasedStateMachine):
    """Every act is tried on the ledger and on the model: both do it, or both refuse."""

    invoices, notes, payments = Bundle("invoices"), Bundle("notes"), Bundle("payments")
    allocations, disputes = Bundle("allocations"), Bundle("disputes")

    def __init__(self) -> None:
        super().__init__()
        self.evening = clock.stopped(datetime(2026, 10, 6, 18, tzinfo=UTC))
        self.evening.__enter__()
        self.all_of_it = transaction.atomic()
        self.all_of_it.__enter__()
        self.actor = actor_of(User.objects.create_user("worker", role="administrator"))
        self.source = by_hand(self.actor, "machine")
        self.account = Account.objects.create(account_id="A")
        self.left: dict[object, int] = {}
        self.amount: dict[object, int] = {}
        self.claims: dict[object, tuple[object, int | None]] = {}

    def teardown(self) -> None:
        transaction.set_rollback(True)
        self.all_of_it.__exit__(None, None, None)
        self.evening.__exit__(None, None, None)

    @initialize(target=invoices)
    def first_invoice(self) -> Invoice:
        return self._invoice(10)

    @initialize(target=payments)
    def first_payment(self) -> Payment:
        return self._payment(10)

    @rule(target=invoices, units=_AMOUNTS)
    def invoice(self, units: int) -> Invoice:
        return self._invoice(units)

    @rule(target=notes, units=_AMOUNTS)
    def credit_note(self, units: int) -> Invoice:
        return self._invoice(-units)

    @rule(target=payments, units=_AMOUNTS)
    def payment(self, units: int) -> Payment:
        return self._payment(units)

    def _payment(self, units: int) -> Payment:
        made = Payment.objects.create(
            payment_id=f"P{len(self.left)}",
            account=self.account,
            currency="EUR",
            amount_units=units,
            received_on=DAY,
            left_units=units,
            recorded_at=clock.now(),
            source=self.source,
        )
        self.amount[made] = self.left[made] = units
        return made

    @rule(target=allocations, payment=payments, invoice=invoices, units=_UNITS)
    def allocate(self, payment: Payment, invoice: Invoice, units: int) -> object:
        fits = 0 < units <= min(self.left[payment], self.left[invoice])
        asked = {"payment": payment, "invoice": invoice, "units": units, "on": DAY}
        made = self._tried(allocate, fits, **asked)
        return self._moved(made, payment, invoice, units)

    @rule(target=allocations, note=notes, invoice=invoices, units=_UNITS)
    def set_off(self, note: Invoice, invoice: Invoice, units: int) -> object:
        fits = 0 < units <= min(-self.left[note], self.left[invoice])
        asked = {"credit_note": note, "invoice": invoice, "units": units, "on": DAY}
        made = self._tried(set_off, fits, **asked)
        return self._moved(made, note, invoice, units)

    @rule(given=consumes(allocations))
    def unallocate(self, given: object) -> None:
        if given is not None:
            made, giver, invoice, units = given
            self._tried(unallocate, True, allocation=made)
            self.left[giver] += units if self.amount[giver] > 0 else -units
            self.left[invoice] += units

    @rule(target=disputes, invoice=invoices, units=st.none() | _UNITS)
    def dispute(self, invoice: Invoice, units: int | None) -> Dispute | None:
        fits = units is None or 0 < units <= self.amount[invoice]
        asked = {"invoice": invoice, "units": units, "reason": "price", "on": DAY}
        made = self._tried(open_dispute, fits, **asked)
        if made is not None:
            self.claims[made] = (invoice, units)
        return made

    @rule(dispute=disputes)
    def close(self, dispute: Dispute | None) -> None:
        if dispute is not None:
            asked = {"dispute": dispute, "outcome": "credited", "on": DAY}
            self._tried(close_dispute, dispute in self.claims, **asked)
            self.claims.pop(dispute, None)

    @invariant()
    def what_is_left_is_what_was_counted(self) -> None:
        rows = [*Invoice.objects.filter(CURRENT), *Payment.objects.filter(CURRENT)]
        said = {row: getattr(row, "open_units", None) for row in rows}
        said |= {row: row.left_units for row in rows if isinstance(row, Payment)}
        assert said == self.left

    @invariant()
    def no_more_is_disputed_than_is_open(self) -> None:
        for row in Invoice.objects.filter(CURRENT):
            claims = [units for invoice, units in self.claims.values() if invoice == row]
            whole = max(0, self.left[row])
            claimed = whole if None in claims else min(whole, sum(claims))
            assert row.disputed_units == claimed

    @invariant()
    def no_cent_is_lost(self) -> None:
        standing = Allocation.objects.filter(CURRENT)
        spent = sum(part.amount_units for part in standing if part.payment_id)
        money = [row for row in self.left if isinstance(row, Payment)]
        assert sum(self.amount[row] - self.left[row] for row in money) == spent
        applied = sum(part.amount_units * (2 if part.credit_note_id else 1) for part in standing)
        items = [row for row in self.left if isinstance(row, Invoice)]
        assert sum(abs(self.amount[row] - self.left[row]) for row in items) == applied

    def _invoice(self, units: int) -> Invoice:
        made = Invoice.objects.create(
            invoice_id=f"I{len(self.left)}",
            account=self.account,
            kind="invoice" if units > 0 else "credit_note",
            currency="EUR",
            amount_units=units,
            open_units=units,
            issued_on=DAY,
            due_on=DAY,
            recorded_at=clock.now(),
            source=self.source,
        )
        self.amount[made] = self.left[made] = units
        return made

    def _tried(self, act, fits, **asked):
        try:
            made = act(actor=self.actor, **asked)
        except Refused:
            assert not fits
            return None
        assert fits
        return made

    def _moved(self, made, giver, invoice, units):
        if made is None:
            return None
        self.left[giver] -= units if self.amount[giver] > 0 else -units
        self.left[invoice] -= units
        return made, giver, invoice, units


class Audited(Ledger):
    """The same, with the log read to its end after every example."""

    def teardown(self) -> None:
        assert verify().holds
        super().teardown()
