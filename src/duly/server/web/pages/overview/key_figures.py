"""Which few figures does one look at first, and which way did they go?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext
from markupsafe import Markup

from duly.server.platform.rights import Actor
from duly.server.portfolio.models import Snapshot
from duly.server.web import figures as written
from duly.server.web.drawings.trend import trend
from duly.server.web.navigation import address_of
from duly.server.web.sentences import definition

_WEEKS = 4
_NOTHING = Markup("")


@dataclass(frozen=True, slots=True)
class KeyFigure:
    """A label, a value on one line, what it means, its colour of meaning, its past."""

    label: str
    value: str
    detail: str = ""
    tone: str = ""
    drawing: Markup = _NOTHING
    href: str | None = None
    hint: str | None = None


def key_figures(
    actor: Actor,
    snapshot: Snapshot,
    figures: Mapping[str, Any],
    past: Sequence[Mapping[str, Any]],
) -> list[KeyFigure]:
    """`past` is that of the whole book: who sees a part of it gets the figures without one."""
    return [
        _open(snapshot, figures, past),
        _overdue(snapshot, figures, past),
        _dso(figures, past),
        _cash(actor, snapshot),
        _beyond_limit(snapshot, figures),
        _expected_loss(snapshot, figures, past),
    ]


def _open(
    snapshot: Snapshot, figures: Mapping[str, Any], past: Sequence[Mapping[str, Any]]
) -> KeyFigure:
    label = gettext("Open receivables")
    return KeyFigure(
        label,
        written.short_money(figures["open_units"], snapshot.currency),
        gettext("%(count)s customers owe") % {"count": written.count(figures["accounts"]["owing"])},
        drawing=_money_trend(label, "open_units", past, snapshot.currency),
        href=reverse("portfolio"),
        hint=definition("open"),
    )


def _overdue(
    snapshot: Snapshot, figures: Mapping[str, Any], past: Sequence[Mapping[str, Any]]
) -> KeyFigure:
    label, share = gettext("Overdue"), figures["overdue_share"]
    return KeyFigure(
        label,
        written.short_money(figures["overdue_units"], snapshot.currency),
        gettext("%(share)s of open invoices") % {"share": written.percent(share)},
        tone="warn" if share and share >= 0.25 else "",
        drawing=_money_trend(label, "overdue_units", past, snapshot.currency),
        href=reverse("customers") + "?sort=overdue",
        hint=definition("overdue"),
    )


def _dso(figures: Mapping[str, Any], past: Sequence[Mapping[str, Any]]) -> KeyFigure:
    headline = figures.get("headline") or {}
    value, best = headline.get("dso_days"), headline.get("bpdso_days")
    return KeyFigure(
        gettext("DSO"),
        written.not_known() if value is None else written.days(round(value, 1)),
        ""
        if best is None
        else gettext("best possible %(days)s") % {"days": written.decimal(best, 1)},
        drawing=trend(
            gettext("DSO"),
            [day["dso_days"] for day in past],
            lambda days: written.decimal(days, 1),
        ),
        href=reverse("portfolio_metrics"),
        hint=definition("dso"),
    )


def _cash(actor: Actor, snapshot: Snapshot) -> KeyFigure:
    weeks = (snapshot.cash.get("whole") or [])[:_WEEKS] if actor.scope.is_whole else []
    expected = sum(week["expected_units"] for week in weeks)
    low, high = (sum(week[name] for week in weeks) for name in ("p10_units", "p90_units"))
    between = gettext("between %(low)s and %(high)s") % {
        "low": written.short_amount(low, snapshot.currency),
        "high": written.short_amount(high, snapshot.currency),
    }
    return KeyFigure(
        gettext("Cash, next 4 weeks"),
        written.short_money(expected, snapshot.currency) if weeks else written.not_known(),
        between if weeks else gettext("no forecast was made"),
        href=address_of("forecast"),
    )


def _beyond_limit(snapshot: Snapshot, figures: Mapping[str, Any]) -> KeyFigure:
    beyond = figures["beyond_limit"]
    count = beyond["accounts"]
    return KeyFigure(
        gettext("Beyond limits"),
        written.short_money(beyond["units"], snapshot.currency),
        gettext("%(count)s customers") % {"count": written.count(count)},
        tone="bad" if count else "ok",
        href=reverse("customers") + "?only=beyond_limit",
    )


def _expected_loss(
    snapshot: Snapshot, figures: Mapping[str, Any], past: Sequence[Mapping[str, Any]]
) -> KeyFigure:
    label, units = gettext("Expected loss"), figures["expected_loss_units"]
    share = units / figures["exposure_units"] if units and figures["exposure_units"] > 0 else None
    detail = gettext("%(share)s of exposure") % {"share": written.percent(share, 2)}
    return KeyFigure(
        label,
        written.short_money(units, snapshot.currency),
        detail if share is not None else "",
        drawing=_money_trend(label, "expected_loss_units", past, snapshot.currency),
        href=reverse("portfolio_grades"),
        hint=definition("expected_loss"),
    )


def _money_trend(label: str, name: str, past: Sequence[Mapping[str, Any]], currency: str) -> Markup:
    values = [day[name] for day in past]
    return trend(label, values, lambda units: written.short_money(units, currency))
