"""Where is that customer, number or amount?"""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import redirect, render

from duly.server.ledger.searching import LONGEST, MOST, search
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
    return render(request, "search.html", {"text": text, "found": found, "most": MOST})
