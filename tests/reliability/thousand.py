"""R18: the example book grown to 1,000 invoices, and every address at which one looks at it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from tests.server.web import addresses
from tests.server.web.example import AS_OF, NOW

from duly.server.api.interface import document
from duly.server.ledger.models import Account, Allocation, Import, Invoice, Payment

INVOICES = 1_000
# What people filter by, beside what `addresses` tries already.
FILTERS = {
    "/invoices": [
        *(f"?state={state}" for state in ("overdue", "disputed", "settled", "all")),
        *("?entity=DE01", "?q=INV-01", "?sort=issued", "?state=all&sort=due", "?state=settled&q=I"),
    ],
    "/customers": [
        *(f"?sort={order}" for order in ("name", "open", "overdue", "score", "oldest")),
        *(f"?only={only}" for only in ("warned", "disputed", "mine", "beyond_limit")),
        *("?q=customer", "?grade=E&country=DE"),
    ],
    "/search": ["?q=INV-01-0", "?q=customer", "?q=100000", "?q=1000.00"],
    "/portfolio": ["?by=entity", "?by=portfolio", "?by=country", "?by=collector"],
}
# Values of the filters of the API, by name; a filter of no known kind is tried as a word.
_GIVEN: dict[str, Any] = {
    "account_id": "C01",
    "invoice_id": "INV-01-0",
    "payment_id": "P1",
    "currency": "EUR",
    "entity": "DE01",
    "q": "customer",
    "as_of": AS_OF.isoformat(),
    "code": "slowing_payment",
    "kind": "invoice",
    "buckets": "10,20",
    "number": "1",
}
_OF_TYPE = {"boolean": "true", "integer": "1", "date": AS_OF.isoformat()}


def grow() -> None:
    """Add invoices up to 1,000, half of them settled, each of these by a payment of its own."""
    given: dict[str, Any] = {"recorded_at": NOW, "source": Import.objects.get(file_name="book")}
    accounts = list(Account.objects.order_by("pk"))
    count = INVOICES - Invoice.objects.count()
    invoices = Invoice.objects.bulk_create(
        _invoice(number, accounts[number % len(accounts)], given) for number in range(count)
    )
    settled = [invoice for invoice in invoices if not invoice.open_units]
    payments = Payment.objects.bulk_create(_payment(invoice, given) for invoice in settled)
    Allocation.objects.bulk_create(
        Allocation(invoice=invoice, payment=payment, amount_units=500, allocated_on=AS_OF, **given)
        for invoice, payment in zip(settled, payments, strict=True)
    )


def _invoice(number: int, account: Account, given: dict[str, Any]) -> Invoice:
    issued_on = AS_OF - timedelta(days=number % 300)
    return Invoice(
        invoice_id=f"MORE-{number:04}",
        account=account,
        currency=account.currency,
        amount_units=500,
        open_units=500 * (number % 2),
        issued_on=issued_on,
        due_on=issued_on + timedelta(days=30),
        **given,
    )


def _payment(invoice: Invoice, given: dict[str, Any]) -> Payment:
    return Payment(
        payment_id=f"PAID-{invoice.invoice_id}",
        account=invoice.account,
        currency=invoice.currency,
        amount_units=500,
        left_units=0,
        received_on=AS_OF,
        **given,
    )


def looked_at(client: Client) -> list[str]:
    """Every page, also filtered, and every list and record of the API, by each of its filters."""
    filtered = [page + query for page, queries in FILTERS.items() for query in queries]
    return [*addresses.pages(client), *filtered, *_of_the_api()]


def _of_the_api() -> Iterator[str]:
    for path, operations in document()["paths"].items():
        if "get" not in operations:
            continue
        asked = operations["get"].get("parameters", [])
        named = {each["name"]: _value(each) for each in asked if each["name"] != "cursor"}
        address = path.format(**named)
        yield address
        for each in asked:
            if each["in"] == "query" and each["name"] in named:
                for value in _choices(each) or [named[each["name"]]]:
                    yield f"{address}?{urlencode({each['name']: value})}"


def _value(parameter: dict[str, Any]) -> Any:
    if parameter["name"] in _GIVEN:
        return _GIVEN[parameter["name"]]
    schema = _schema(parameter)
    return _OF_TYPE.get(schema.get("format") or schema.get("type", ""), "1")


def _choices(parameter: dict[str, Any]) -> list[Any]:
    return _schema(parameter).get("enum", [])


def _schema(parameter: dict[str, Any]) -> dict[str, Any]:
    schema = parameter["schema"]
    return next(iter(schema.get("anyOf", [])), schema)
