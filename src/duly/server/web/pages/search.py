"""Where is that customer, number or amount?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from duly.server.ledger.searching import LONGEST, MOST, Found, search
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked


@allowed(Act.SEE_BOOK)
def search_page(request: Asked) -> HttpResponse:
    """What was found; a number that names exactly one thing leads straight to it."""
    text = request.GET.get("q", "")[:LONGEST]
    found = search(request.actor, text)
    exact = [each for each in found.accounts if each.account_id == text.strip()]
    if exact and found.count == 1:
        return redirect("customer", exact[0].pk)
    if (number := _only_invoice(found, text)) is not None:
        return redirect("invoice", number)
    return render(request, "search.html", {"text": text, "found": found, "most": MOST})


def _only_invoice(found: Found, text: str) -> int | None:
    """The invoice of exactly this number, if nothing but longer numbers was found beside it."""
    wanted = {text.strip(), text.strip().upper()}
    exact = [each.pk for each in found.invoices if each.invoice_id in wanted]
    is_alone = len(exact) == 1 and found.count == len(found.invoices)
    return exact[0] if is_alone else None
