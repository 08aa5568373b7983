"""Under which names did somebody keep a filter and order of a list?"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, HttpResponseRedirect, QueryDict
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_POST

from duly.server.platform.guard import allowed
from duly.server.platform.models import SavedView
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked

PAGES = ("customers", "invoices")
MOST_VIEWS = 20
_LONGEST_NAME, _LONGEST_QUERY = 60, 1000
_NOT_KEPT = ("after", "before")


@dataclass(frozen=True, slots=True)
class ListedView:
    """A view as a tab: its name, its query, whether it is the one that is open."""

    name: str
    query: str
    is_here: bool


def views_of(request: Asked, page: str) -> list[ListedView]:
    """What this person kept for a page, by name."""
    here = _normal(request.GET.urlencode())
    kept = SavedView.objects.filter(owner=request.actor.user, page=page).order_by("name")
    return [ListedView(view.name, view.query, view.query == here) for view in kept]


@require_POST
@allowed(Act.SEE_BOOK)
def save_view(request: Asked) -> HttpResponse:
    """Keep the present filter under a name; the same name is written over."""
    page, name = request.POST.get("page", ""), request.POST.get("name", "").strip()
    query = _normal(request.POST.get("query", "")[:_LONGEST_QUERY])
    if page not in PAGES or not 1 <= len(name) <= _LONGEST_NAME:
        return HttpResponseBadRequest()
    owned = SavedView.objects.filter(owner=request.actor.user, page=page)
    if owned.exclude(name=name).count() >= MOST_VIEWS:
        messages.error(request, gettext("Twenty views are kept for a list. Forget one first."))
    else:
        SavedView.objects.update_or_create(
            owner=request.actor.user, page=page, name=name, defaults={"query": query}
        )
        messages.success(request, gettext("The view %(name)s is kept.") % {"name": name})
    return HttpResponseRedirect(f"{reverse(page)}?{query}")


@require_POST
@allowed(Act.SEE_BOOK)
def forget_view(request: Asked) -> HttpResponse:
    """Forget one of one's own views."""
    page, name = request.POST.get("page", ""), request.POST.get("name", "")
    if page not in PAGES:
        return HttpResponseBadRequest()
    SavedView.objects.filter(owner=request.actor.user, page=page, name=name).delete()
    return HttpResponseRedirect(reverse(page))


def _normal(query: str) -> str:
    """The same filter is the same text: names in order, nothing empty, no cursor."""
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    for name in sorted(given):
        if name not in _NOT_KEPT and given[name]:
            kept[name] = given[name]
    return kept.urlencode()
