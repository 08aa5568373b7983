"""What may a few typed signs mean: a name, a number, an amount?"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db.models import Q, QuerySet

from duly.kernel.currencies import UnknownCurrency, exponent
from duly.server.ledger.models import Account, Invoice, Payment
from duly.server.ledger.scope import visible_accounts, visible_invoices, visible_payments
from duly.server.ledger.search_text import search_text
from duly.server.platform.fields import LARGEST_UNITS, plain
from duly.server.platform.rights import Actor

LONGEST = 120
MOST = 20
_LAST = "\U0010ffff"
_EXPONENTS = (0, 2, 3)
_AMOUNT = re.compile(r"-?[0-9]{1,18}(?:[.,'][0-9]{1,18})*")
_DECORATION = re.compile(r"[\s\u00a0\u202f€$£¥]|^[A-Z]{3}\b|\b[A-Z]{3}$")


@dataclass(frozen=True, slots=True)
class Found:
    """At most twenty of each; `more` says of which there were others."""

    accounts: list[Account]
    invoices: list[Invoice]
    payments: list[Payment]
    amounts: list[Invoice]
    more: frozenset[str]

    @property
    def count(self) -> int:
        listed = (self.accounts, self.invoices, self.payments, self.amounts)
        return sum(len(each) for each in listed)


def search(actor: Actor, text: str) -> Found:
    """Customers by name, number or identifier; invoices and payments by number; open invoices by
    amount. Only what the actor may see."""
    wanted = plain(text).replace("\n", " ").replace("\t", " ").strip()[:LONGEST]
    if not wanted:
        return Found([], [], [], [], frozenset())
    listed = {
        "accounts": _accounts(actor, wanted),
        "invoices": _by_number(visible_invoices(actor), "invoice_id", wanted),
        "payments": _by_number(visible_payments(actor), "payment_id", wanted),
        "amounts": _by_amount(actor, wanted),
    }
    more = frozenset(name for name, rows in listed.items() if len(rows) > MOST)
    return Found(**{name: rows[:MOST] for name, rows in listed.items()}, more=more)


def units_meant(text: str) -> dict[int, set[int]]:
    """The smallest units an amount may mean, by decimals of the currency: `1.234,50` and
    `1,234.50` are one amount; `1.234` may be a thousand or a little more than one."""
    bare = _DECORATION.sub("", text.strip().upper())
    if not _AMOUNT.fullmatch(bare):
        return {}
    meant: dict[int, set[int]] = {places: set() for places in _EXPONENTS}
    for reading in _readings(bare):
        for places in _EXPONENTS:
            units = reading.scaleb(places)
            if units == units.to_integral_value() and abs(units) <= LARGEST_UNITS:
                meant[places].add(int(units))
    return meant


def _readings(text: str) -> set[Decimal]:
    """With every separator taken for thousands, and with the last one taken for the point."""
    sign, digits = (-1, text[1:]) if text.startswith("-") else (1, text)
    parts = re.split(r"[.,']", digits)
    separators = re.findall(r"[.,']", digits)
    readings = set()
    if all(len(part) == 3 for part in parts[1:]) and len(set(separators)) <= 1:
        readings.add(Decimal("".join(parts)))
    if len(parts) > 1 and separators.count(separators[-1]) == 1:
        readings.add(Decimal(f"{''.join(parts[:-1])}.{parts[-1]}"))
    return {sign * reading for reading in readings}


def _accounts(actor: Actor, text: str) -> list[Account]:
    """Every word has to be found; exact numbers come first."""
    rows = visible_accounts(actor)
    match = Q()
    for word in search_text(text).split():
        match &= Q(search_text__contains=word)
    exact = list(rows.filter(account_id=text)[:1])
    others = rows.filter(match).exclude(account_id=text).order_by("name", "id")[: MOST + 1]
    return [*exact, *others]


def _by_number(rows: QuerySet[Any], field: str, text: str) -> list[Any]:
    """Numbers that begin so, asked as ranges that the index answers: each on its own, as it would
    read the whole index for two at once."""
    found: list[Any] = []
    for each in sorted({text, text.upper()}):
        near = rows.filter(**{f"{field}__gte": each, f"{field}__lt": each + _LAST})
        first = near.select_related("account").order_by(field)[: MOST * 2]
        found += [row for row in first if getattr(row, field).startswith(each)]
    return found[: MOST + 1]


def _by_amount(actor: Actor, text: str) -> list[Invoice]:
    """Open invoices of which so much was invoiced or is still open."""
    meant = units_meant(text)
    every = {units for each in meant.values() for units in each}
    if not every:
        return []
    rows = visible_invoices(actor).exclude(open_units=0).select_related("account")
    found: dict[int, Invoice] = {}
    for field in ("open_units", "amount_units"):  # each has an index of its own
        same = rows.filter(**{f"{field}__in": every}).order_by("-issued_on", "-id")
        found |= {row.pk: row for row in same[: MOST * 3] if _fits(row, meant)}
    newest = sorted(found.values(), key=lambda row: (row.issued_on, row.pk), reverse=True)
    return newest[: MOST + 1]


def _fits(row: Invoice, meant: dict[int, set[int]]) -> bool:
    try:
        units = meant.get(exponent(row.currency), set())
    except UnknownCurrency:
        units = meant[2]
    return row.open_units in units or row.amount_units in units
