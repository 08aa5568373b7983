"""What cash comes in the next weeks, between which amounts, and from which invoices?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.lines import Band, Line, lines
from duly.report.columns import ReportColumn
from duly.server.ledger.invoices import owed_invoices
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor
from duly.server.portfolio.models import Snapshot
from duly.server.web import asked_for, figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.exports import Table, exported
from duly.server.web.foretold import problem_of
from duly.server.web.pages.forecast.held import drawn_past, past_weeks
from duly.server.web.sentences import reason

Weeks = Sequence[Mapping[str, Any]]
_LARGEST = 12


@allowed(Act.SEE_BOOK)
def forecast(request: Asked) -> HttpResponse:
    """The weeks to come, of the whole book or of one entity and currency."""
    snapshot = latest_snapshot(request)
    if snapshot is None or not snapshot.cash.get("weeks"):
        why = _refusal(snapshot) if snapshot else ""
        return render(request, "forecast_empty.html", {"snapshot": snapshot, "why": why})
    entity, currency = _chosen(request, snapshot)
    weeks = _weeks(request.actor, snapshot, entity, currency)
    shown_in = currency or snapshot.currency
    context = {
        "snapshot": snapshot,
        "entities": _entities(request.actor, snapshot),
        "currencies": _currencies(snapshot),
        "entity": entity,
        "currency": currency,
        "shown_in": shown_in,
        "weeks": weeks,
        "fan": _fan(weeks, shown_in),
        "next_4": _sum(weeks[:4]),
        "all_weeks": _sum(weeks),
        "first": _told(weeks[0], shown_in) if weeks else None,
        "why": _refusal(snapshot),
        "largest": _largest(request.actor, shown_in, entity),
        **_past(request.actor, snapshot),
    }
    return render(request, "forecast.html", context)


@exported("forecast")
def forecast_table(request: Asked) -> Table:
    """The weeks of every entity and currency the actor may see."""
    snapshot = latest_snapshot(request)
    allowed_entities = request.actor.scope.entities
    rows: list[Mapping[str, Any]] = []
    if snapshot is not None and request.actor.scope.portfolios is None:
        rows = [
            row
            for row in snapshot.cash.get("weeks", ())
            if allowed_entities is None or row["entity"] in allowed_entities
        ]
    columns = [
        ReportColumn("entity", gettext("Entity")),
        ReportColumn("currency", gettext("Currency")),
        ReportColumn("source", gettext("Source")),
        ReportColumn("week", gettext("Week"), "integer"),
        ReportColumn("week_start", gettext("From"), "date"),
        ReportColumn("p10_units", "P10", "units", "currency"),
        ReportColumn("p50_units", "P50", "units", "currency"),
        ReportColumn("p90_units", "P90", "units", "currency"),
        ReportColumn("expected_units", gettext("Expected"), "units", "currency"),
    ]
    return Table(gettext("Cash forecast"), columns, rows)


def _chosen(request: Asked, snapshot: Snapshot) -> tuple[str, str]:
    """Entity and currency of the query; who sees some entities always sees one of them."""
    entities = _entities(request.actor, snapshot)
    entity = asked_for.choice(request, "entity", entities)
    if request.actor.scope.entities is not None and not entity:
        entity = entities[0] if entities else "-"
    currency = asked_for.choice(request, "currency", _currencies(snapshot))
    if entity and not currency:
        held = _currencies_of(snapshot, entity)
        currency = held[0] if held else snapshot.currency
    return entity, currency


def _entities(actor: Actor, snapshot: Snapshot) -> list[str]:
    named = {row["entity"] for row in snapshot.cash["weeks"] if row["entity"]}
    seen = actor.scope.entities
    return sorted(named if seen is None else named & seen)


def _currencies(snapshot: Snapshot) -> list[str]:
    return sorted({row["currency"] for row in snapshot.cash["weeks"]})


def _currencies_of(snapshot: Snapshot, entity: str) -> list[str]:
    """The one with most money first."""
    expected: dict[str, int] = {}
    for row in snapshot.cash["weeks"]:
        if row["entity"] == entity and row["source"] == "all":
            held = expected.get(row["currency"], 0)
            expected[row["currency"]] = held + (row["expected_units"] or 0)
    return sorted(expected, key=lambda currency: -expected[currency])


def _weeks(actor: Actor, snapshot: Snapshot, entity: str, currency: str) -> list[dict[str, Any]]:
    """The weeks in order, with how much of each comes from invoices that are open today.

    Forecasts are made by entity and not by portfolio: who sees some portfolios only is told none.
    """
    if actor.scope.portfolios is not None:
        return []
    if not currency:
        return [dict(row) for row in snapshot.cash["whole"]]
    rows = [
        row
        for row in snapshot.cash["weeks"]
        if row["currency"] == currency and row["entity"] == (entity or None)
    ]
    open_today = {row["week"]: row["expected_units"] for row in rows if row["source"] == "open"}
    weeks = [row for row in rows if row["source"] == "all"]
    ordered = sorted(weeks, key=lambda row: row["week"])
    return [{**row, "open_units": open_today.get(row["week"])} for row in ordered]


def _fan(weeks: Weeks, currency: str) -> Markup:
    if not weeks:
        return Markup("")
    middle = gettext("Middle")
    return lines(
        gettext("Cash by week: the range of four cases in five, and its middle"),
        [figures.short_day(week["week_start"]) for week in weeks],
        [Line(middle, [week["p50_units"] for week in weeks], "first")],
        lambda units: figures.short_amount(units, currency),
        Band([week["p10_units"] for week in weeks], [week["p90_units"] for week in weeks]),
        css="fan",
    )


def _sum(weeks: Weeks) -> int | None:
    """Only what is expected adds up; the ends of ranges do not."""
    known = [week["expected_units"] for week in weeks if week["expected_units"] is not None]
    return sum(known) if known else None


def _told(week: Mapping[str, Any], currency: str) -> dict[str, Any]:
    """A week with its range in words."""
    between = gettext("between %(low)s and %(high)s") % {
        "low": figures.short_money(week["p10_units"], currency),
        "high": figures.short_money(week["p90_units"], currency),
    }
    return {**week, "range_words": between}


def _refusal(snapshot: Snapshot) -> str:
    """Why single invoices, or nothing at all, are forecast."""
    cash = snapshot.cash
    if problem := problem_of(cash):
        return problem
    if cash.get("refusal") == "no_model_yet":
        return gettext("No model has been fitted yet: the next run of the day fits one.")
    return reason({"code": cash["refusal"]}, "model") if cash.get("refusal") else ""


def _largest(actor: Actor, currency: str, entity: str) -> list[Any]:
    """The largest open invoices, with when each is expected."""
    found = owed_invoices(actor).filter(currency=currency)
    if entity:
        found = found.filter(entity__code=entity)
    found = found.filter(outlook__isnull=False).select_related("account", "outlook")
    return list(found.order_by("-open_units", "issued_on", "pk")[:_LARGEST])


def _past(actor: Actor, snapshot: Snapshot) -> dict[str, Any]:
    """How forecasts of past weeks held: known of the whole book only."""
    if not actor.scope.is_whole:
        return {"past": [], "past_drawing": "", "held": None}
    past = past_weeks(snapshot)
    held = sum(week.is_held for week in past)
    return {"past": past, "past_drawing": drawn_past(past, snapshot.currency), "held": held}
