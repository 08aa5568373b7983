"""How old was what customers owed on any recorded day, in buckets of the reader's choice?"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from duly.report.columns import ReportColumn
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor
from duly.server.portfolio.ageing import (
    OF_CELLS,
    Ageing,
    AgeingRow,
    ageing_on,
    tie_out,
)
from duly.server.portfolio.models import Snapshot
from duly.server.portfolio.selectors import snapshot_on
from duly.server.web import asked_for
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.drawings.ageing_strip import ageing_keys, ageing_strip, bucket_names
from duly.server.web.exports import Table, exported
from duly.server.web.known_accounts import named
from duly.server.web.pages.portfolio.tabs import tabs
from duly.server.web.territories import territory

ROWS = 100
SPLITS = {
    "currency": _("Currency"),
    "entity": _("Our company"),
    "portfolio": _("Portfolio"),
    "account": _("Customer"),
    "segment": _("Segment"),
    "country": _("Country"),
    "sector": _("Sector"),
    "grade": _("Grade"),
    "collector": _("Collector"),
}


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: of which day, in which buckets (None: the policy's), split how."""

    snapshot: Snapshot
    edges: tuple[int, ...] | None
    split: str
    remark: str = ""


@allowed(Act.SEE_BOOK)
def portfolio(request: Asked) -> HttpResponse:
    """The ageing as a strip and a table, with the editor of day, buckets and split."""
    context: dict[str, Any] = {"tabs": tabs("portfolio"), "snapshot": latest_snapshot(request)}
    question = _question(request)
    if question is None:
        return render(request, "portfolio_empty.html", context)
    ageing = _answer(request.actor, question)
    names = bucket_names(ageing.buckets)
    may_tie = request.actor.scope.is_whole and ageing.as_of == context["snapshot"].as_of
    asks_tie = "tie" in request.GET and may_tie
    return render(
        request,
        "portfolio_ageing.html",
        context
        | {
            "snapshot": question.snapshot,
            "ageing": ageing,
            "names": names,
            "strip": ageing_strip(names, ageing.whole.buckets_units, ageing.currency),
            "keys": ageing_keys(names, ageing.whole.buckets_units),
            "rows": _named_rows(request.actor, _largest(ageing.rows)[:ROWS], question.split),
            "left_out": max(len(ageing.rows) - ROWS, 0),
            "question": question,
            "splits": SPLITS,
            "split_words": SPLITS[question.split],
            "edges": ", ".join(map(str, ageing.edges)),
            "may_tie": may_tie,
            "tie": tie_out(question.snapshot) if asks_tie else None,
        },
    )


@exported("ageing")
def ageing_table(request: HttpRequest) -> Table:
    """The same, every row of it, for a file."""
    actor: Actor = request.actor  # type: ignore[attr-defined]  # `@allowed` has set it
    question = _question(request)
    ageing = _answer(actor, question) if question else None
    names = bucket_names(ageing.buckets) if ageing else []
    columns = [
        ReportColumn("key", str(SPLITS[question.split] if question else "")),
        ReportColumn("currency", gettext("Currency")),
        *(_money(f"bucket_{place}", name) for place, name in enumerate(names)),
        _money("credits_units", gettext("Credit notes")),
        _money("open_units", gettext("Open")),
        _money("disputed_units", gettext("Disputed")),
    ]
    return Table(gettext("Ageing"), columns, _as_rows(_largest(ageing.rows) if ageing else ()))


def _question(request: HttpRequest) -> Question | None:
    newest = latest_snapshot(request)
    if newest is None:
        return None
    on = asked_for.day(request, "on")
    snapshot = newest if on is None or on >= newest.as_of else snapshot_on(on)
    remark = ""
    if snapshot is None:
        snapshot, remark = newest, gettext("No figures were kept that early; these are the newest.")
    edges = asked_for.edges(request, "buckets")
    if edges is None and request.GET.get("buckets"):
        remark = gettext("Buckets are rising numbers of days, such as 30, 60, 90.")
    if edges == tuple(snapshot.ageing["edges"]):
        edges = None
    split = asked_for.choice(request, "by", SPLITS, "currency")
    if split not in OF_CELLS and edges is not None:
        edges = None
        remark = gettext("This split is known in the buckets of the policy only; they are used.")
    return Question(snapshot, edges, split, remark)


def _answer(actor: Actor, question: Question) -> Ageing:
    answer = ageing_on(actor, question.snapshot.as_of, question.edges, question.split)
    if answer is None:  # the day was there a moment ago
        raise LookupError(question.snapshot.as_of)
    return answer


def _largest(rows: Sequence[AgeingRow]) -> list[AgeingRow]:
    """The most money first, in each currency by itself: amounts of two do not compare."""
    return sorted(rows, key=lambda row: (row.currency, -row.open_units))


def _named_rows(actor: Actor, rows: Sequence[AgeingRow], split: str) -> list[dict[str, Any]]:
    accounts = named(actor, [row.key for row in rows]) if split == "account" else {}
    return [
        {"row": row, "account": accounts.get(row.key), "name": _name(row.key, split)}
        for row in rows
    ]


def _name(key: str, split: str) -> str:
    if not key:
        return gettext("not stated")
    return territory(key) if split == "country" else key


def _as_rows(rows: Iterable[AgeingRow]) -> Iterable[dict[str, Any]]:
    for row in rows:
        buckets = {f"bucket_{place}": units for place, units in enumerate(row.buckets_units)}
        yield {
            "key": row.key,
            "currency": row.currency,
            **buckets,
            "credits_units": row.credits_units,
            "open_units": row.open_units,
            "disputed_units": row.disputed_units,
        }


def _money(key: str, title: str) -> ReportColumn:
    return ReportColumn(key, title, "units", currency_key="currency")
