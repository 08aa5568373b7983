"""How does this customer stand: exposure, score, behaviour, warnings, group?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.lines import Line, lines
from duly.server.ledger.models import Account
from duly.server.portfolio.models import AccountDay, AccountReasons
from duly.server.portfolio.selectors import history_of
from duly.server.portfolio.warned import GRAVE
from duly.server.web import figures
from duly.server.web.asking import Asked
from duly.server.web.drawings.ageing_strip import ageing_keys, bucket_names
from duly.server.web.drawings.limit_gauge import exposure_gauge
from duly.server.web.drawings.score_waterfall import score_waterfall
from duly.server.web.known_accounts import named
from duly.server.web.pages.customer.items import credits_of, open_items

_POINTS = 60
_ITEMS = 6
_GROUP = 12
Row = Mapping[str, Any]


def summary(request: Asked, account: Account, day: AccountDay | None) -> dict[str, Any]:
    """What the latest day said, and how it came to it."""
    facts = _reasons(account)
    context: dict[str, Any] = {
        "facts": facts,
        "warnings": sorted(facts.get("warnings") or [], key=lambda row: row["severity"]),
        "grave": GRAVE,
        "first_items": open_items(request.actor, account)[:_ITEMS],
        "credit_count": credits_of(request.actor, account).count(),
        "group_members": _group(request, account),
    }
    if day is None:
        return context
    names = bucket_names(day.snapshot.ageing["buckets"])
    history = _thinned(list(history_of(account).values(*_HISTORY)))
    return context | {
        "bucket_names": names,
        "gauge": exposure_gauge(day.buckets_units, other_exposure(day), day.limit_units),
        "other_units": other_exposure(day),
        "keys": ageing_keys(names, day.buckets_units),
        "waterfall": score_waterfall(facts) if facts else "",
        "score_history": _scores(history),
        "money_history": _money(history, day.snapshot.currency),
        "group": facts.get("group"),
        "behaviour": sorted(facts.get("behaviour") or [], key=_window),
    }


_HISTORY = ("snapshot__as_of", "score", "grade", "exposure_units", "overdue_units")


def other_exposure(day: AccountDay) -> int:
    """What is exposed without an open invoice: orders taken and deliveries not yet invoiced."""
    return max(day.exposure_units - day.open_units + day.unapplied_units, 0)


def _reasons(account: Account) -> Row:
    try:
        return account.reasons.facts
    except AccountReasons.DoesNotExist:
        return {}


def _group(request: Asked, account: Account) -> list[Account]:
    """The parent first, then those below it or below this account, as far as they may be seen."""
    top = account.parent or account
    below = list(top.children.order_by("name").values_list("account_id", flat=True)[:_GROUP])
    if not below:
        return []
    known = named(request.actor, [top.account_id, *below])
    return [known[number] for number in (top.account_id, *below) if number in known]


def _thinned(rows: list[Row]) -> list[Row]:
    """Enough points to see the course, and always the last."""
    step = -(-len(rows) // _POINTS)
    return rows[::-1][::step][::-1] if step > 1 else rows


def _scores(history: Sequence[Row]) -> Markup:
    if sum(row["score"] is not None for row in history) < 2:
        return Markup("")
    labels = [figures.short_day(row["snapshot__as_of"]) for row in history]
    line = Line(gettext("Score"), [row["score"] for row in history])
    return lines(gettext("Score by day"), labels, [line], _whole, between=(0, 100))


def _money(history: Sequence[Row], currency: str) -> Markup:
    if len(history) < 2:
        return Markup("")
    labels = [figures.short_day(row["snapshot__as_of"]) for row in history]
    drawn = [
        Line(gettext("Exposure"), [row["exposure_units"] for row in history], "first"),
        Line(gettext("Overdue"), [row["overdue_units"] for row in history], "second"),
    ]
    title = gettext("Exposure and overdue by day")
    return lines(title, labels, drawn, lambda units: figures.short_amount(units, currency))


def _window(row: Row) -> int:
    """The shortest first, the whole history last."""
    return int(row["window"]) if row["window"] != "all" else 10**6


def _whole(number: float) -> str:
    return figures.decimal(number, 0)
