"""Which addresses does the desk have, each with a number that leads to something?"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from duly.server.ledger.models import Account, Invoice
from duly.server.web.urls import urlpatterns

# Views of one page that differ in their query alone.
QUERIES = {
    "customer": ["", "?show=items", "?show=timeline", "?show=people"],
    "portfolio": ["", "?tie=1", "?by=account", "?buckets=10,20&by=entity"],
    "customers": ["", "?only=overdue&sort=name", "?q=nobody", "?only=warned"],
    "invoices": ["", "?state=all"],
}
# The arguments of addresses that one has to know something for; others are 1.
KNOWN: dict[str, Callable[[], int]] = {
    "customer": lambda: Account.objects.get(account_id="C01").pk,
    "customer_advice": lambda: Account.objects.get(account_id="C01").pk,
    "invoice": lambda: Invoice.objects.get(invoice_id="INV-01-0").pk,
    "work_pane": lambda: Account.objects.get(account_id="C01").pk,
}
# Worked out by the core from facts that the example book does not have; it has tests of its own.
NOT_FROM_THE_EXAMPLE = {"customer_advice", "stylesheet", "export"}


def addresses() -> Iterator[tuple[str, str]]:
    """Name and address of every route."""
    for pattern in urlpatterns:
        if pattern.name in NOT_FROM_THE_EXAMPLE:
            continue
        number = KNOWN.get(pattern.name, lambda: 1)
        given = {name: number() for name in pattern.pattern.converters}
        for query in QUERIES.get(pattern.name, [""]):
            yield pattern.name, reverse(pattern.name, kwargs=given) + query


def pages(client: Client) -> list[str]:
    """Every address at which a whole page stands; acts answer 405 to somebody who only looks."""
    opened = [(address, client.get(address)) for _, address in addresses()]
    return [address for address, response in opened if is_page(response)]


def is_page(response: HttpResponse) -> bool:
    is_html = response.headers.get("Content-Type", "").startswith("text/html")
    return is_html and response.status_code == 200 and b"<!doctype html>" in response.content
