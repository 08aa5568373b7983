"""Which customers are there, how do they stand, and which of them does the reader want to see?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duly.book.policy.grades import GRADES, NOT_RATED
from duly.report.columns import ReportColumn
from duly.server.ledger.scope import visible_accounts
from duly.server.platform.guard import allowed
from duly.server.platform.models import User
from duly.server.platform.rights import Act, Actor
from duly.server.portfolio.models import AccountDay, Snapshot
from duly.server.portfolio.scoped import beyond_limit
from duly.server.portfolio.selectors import account_days
from duly.server.portfolio.warned import (
    codes_of,
    only_gravely_warned,
    only_newly_warned,
    only_warned,
    with_warnings,
)
from duly.server.web import asked_for
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.drawings.ageing_strip import bucket_names
from duly.server.web.exports import Table, exported
from duly.server.web.pages.saved_views import views_of
from duly.server.web.paging import Key, Page, page_of
from duly.server.web.territories import territory

ORDERS: dict[str, Sequence[Key]] = {
    "overdue": (Key("overdue_units", is_descending=True), Key("pk")),
    "open": (Key("open_units", is_descending=True), Key("pk")),
    "exposure": (Key("exposure_units", is_descending=True), Key("pk")),
    "loss": (Key("expected_loss_units", is_descending=True, may_be_null=True), Key("pk")),
    "oldest": (Key("oldest_days", is_descending=True, may_be_null=True), Key("pk")),
    "score": (Key("score", may_be_null=True), Key("pk")),
    "name": (Key("account__name"), Key("pk")),
    "gravest": (
        Key("grave_warnings", is_descending=True),
        Key("exposure_units", is_descending=True),
        Key("pk"),
    ),
}
ONLY = {
    "overdue": _("with something overdue"),
    "beyond_limit": _("above their limit"),
    "grave": _("with a grave warning"),
    "newly_warned": _("newly warned of"),
    "warned": _("with an early warning"),
    "disputed": _("with a dispute"),
    "mine": _("mine"),
}
_WARNED = {
    "grave": only_gravely_warned,
    "newly_warned": only_newly_warned,
    "warned": only_warned,
}
_COLUMNS = (
    ("account_id", _("Number"), "text"),
    ("name", _("Name"), "text"),
    ("country", _("Country"), "text"),
    ("segment", _("Segment"), "text"),
    ("grade", _("Grade"), "text"),
    ("score", _("Score"), "integer"),
    ("pd", _("Chance of default"), "share"),
    ("currency", _("Currency"), "text"),
    ("open_units", _("Open"), "units"),
    ("overdue_units", _("Overdue"), "units"),
    ("disputed_units", _("Disputed"), "units"),
    ("exposure_units", _("Exposure"), "units"),
    ("limit_units", _("Limit"), "units"),
    ("recommended_limit_units", _("Recommended limit"), "units"),
    ("oldest_days", _("Oldest, days"), "integer"),
    ("late_days_mean", _("Days late on average"), "number"),
    ("expected_loss_units", _("Expected loss"), "units"),
    ("collector", _("Collector"), "text"),
)


@allowed(Act.SEE_BOOK)
def customers(request: Asked) -> HttpResponse:
    """The list: filtered, ordered, fifty rows at a time."""
    snapshot = latest_snapshot(request)
    if snapshot is None:
        return render(request, "customers.html", {"snapshot": None})
    rows = _filtered(request, request.actor, snapshot)
    order = _order(request)
    page = page_of(
        rows.select_related("account", "account__collector"),
        ORDERS[order],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    context = {
        "snapshot": snapshot,
        "page": page,
        "found": rows.count(),
        "order": order,
        "warnings": _warnings(request, snapshot, page),
        "bucket_names": bucket_names(snapshot.ageing["buckets"]),
        "views": views_of(request, "customers"),
        "is_filtered": any(value for name, value in request.GET.items() if name != "sort"),
        **_choices(request.actor),
    }
    return render(request, "customers.html", context)


@exported("customers")
def customers_table(request: HttpRequest) -> Table:
    """Every customer of the filter, for a file."""
    snapshot = latest_snapshot(request)
    columns = [
        ReportColumn(key, str(title), kind, currency_key="currency" if kind == "units" else None)  # type: ignore[arg-type]  # the kinds stand in the table above
        for key, title, kind in _COLUMNS
    ]
    return Table(gettext("Customers"), columns, _as_rows(request, snapshot))


def _filtered(request: HttpRequest, actor: Actor, snapshot: Snapshot) -> QuerySet[AccountDay]:
    rows = account_days(actor, snapshot)
    for word in asked_for.words(request, "q"):
        rows = rows.filter(account__search_text__contains=word)
    equal = {
        "grade": asked_for.choice(request, "grade", (*GRADES, NOT_RATED)),
        "account__country": asked_for.text(request, "country"),
        "account__segment": asked_for.text(request, "segment"),
        "account__collector": asked_for.number(request, "collector", least=1, most=2**31),
    }
    rows = rows.filter(**{field: value for field, value in equal.items() if value})
    return _only(rows, asked_for.choice(request, "only", ONLY), actor, snapshot)


def _only(
    rows: QuerySet[AccountDay], only: str, actor: Actor, snapshot: Snapshot
) -> QuerySet[AccountDay]:
    if only == "beyond_limit":
        return beyond_limit(rows)
    if only in _WARNED:
        return with_warnings(_WARNED[only](rows, snapshot), snapshot)
    wanted = {
        "overdue": Q(overdue_units__gt=0),
        "disputed": Q(disputed_units__gt=0),
        "mine": Q(account__collector=actor.user),
    }
    return rows.filter(wanted[only]) if only else rows


def _order(request: HttpRequest) -> str:
    """The gravest can be told from the others only where all of them are warned of."""
    is_warned = request.GET.get("only", "") in _WARNED
    orders = ORDERS if is_warned else ORDERS.keys() - {"gravest"}
    return asked_for.choice(request, "sort", orders, "gravest" if is_warned else "overdue")


def _warnings(
    request: Asked, snapshot: Snapshot, page: Page
) -> Mapping[int, list[tuple[str, bool]]]:
    """What the customers on the page are warned of, where that is what was asked for."""
    if request.GET.get("only", "") not in _WARNED:
        return {}
    return codes_of(snapshot, [day.account_id for day in page.rows])


def _choices(actor: Actor) -> dict[str, Any]:
    """What the filters offer: values that occur."""
    accounts = visible_accounts(actor).order_by()
    countries = accounts.exclude(country="").values_list("country", flat=True).distinct()
    segments = accounts.exclude(segment="").values_list("segment", flat=True).distinct()
    named = sorted((territory(code), code) for code in countries)
    return {
        "countries": named,
        "segments": sorted(segments),
        "collectors": User.objects.filter(accounts__isnull=False).distinct().order_by("username"),
        "grades": (*GRADES, NOT_RATED),
        "only": ONLY,
    }


def _as_rows(request: HttpRequest, snapshot: Snapshot | None) -> Iterator[dict[str, Any]]:
    if snapshot is None:
        return
    actor: Actor = request.actor  # type: ignore[attr-defined]  # `@allowed` has set it
    order = _order(request)
    keys = [key.order(is_backwards=False) for key in ORDERS[order]]
    rows = _filtered(request, actor, snapshot).order_by(*keys)
    for day in rows.select_related("account", "account__collector").iterator(chunk_size=2_000):
        account = day.account
        yield {
            **{key: getattr(day, key) for key, _title, _kind in _COLUMNS if hasattr(day, key)},
            "account_id": account.account_id,
            "name": account.name,
            "country": account.country,
            "segment": account.segment,
            "currency": snapshot.currency,
            "collector": account.collector.username if account.collector else None,
        }
