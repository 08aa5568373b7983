"""The list of the day beside everything that is needed for the call at hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext

from duly.report.columns import ReportColumn
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, demand
from duly.server.portfolio.models import Snapshot
from duly.server.web import asked_for
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.drawings.ageing_strip import bucket_names
from duly.server.web.exports import Table, exported
from duly.server.web.pages.worklist.listing import (
    PUT_OFF,
    Line,
    collectors,
    items_of,
    lines_of,
    put_off,
    tabs,
)
from duly.server.web.pages.worklist.pane import AtHand, looked_up, pane_context
from duly.server.web.paging import Key, page_of
from duly.server.web.sentences import reason, word

ACTIONS = ("call", "settle_dispute")
_LARGEST_KEY = 2**63 - 1


@allowed(Act.WORK_ACCOUNTS)
def worklist(request: Asked) -> HttpResponse:
    """The list, and beside it the account that is open: the one asked for, else the first."""
    snapshot = latest_snapshot(request)
    people = collectors()
    context: dict[str, Any] = {
        "snapshot": snapshot,
        "tabs": tabs(request.actor, people),
        "who": request.GET.get("who", "all"),
        "actions": ACTIONS,
        "people": people,
    }
    if context["who"] == PUT_OFF:
        found = put_off(request.actor, clock.today())
        page = page_of(
            found,
            [Key("until"), Key("pk")],
            after=request.GET.get("after", ""),
            before=request.GET.get("before", ""),
        )
        return render(request, "worklist_put_off.html", context | {"page": page})
    if snapshot is not None:
        context |= _listed(request, snapshot)
    return render(request, "worklist.html", context)


@exported("worklist")
def worklist_table(request: Asked) -> Table:
    """The whole list that fits the query."""
    demand(request.actor, Act.WORK_ACCOUNTS)
    snapshot = latest_snapshot(request)
    rows = _rows(request, snapshot) if snapshot else iter(())
    money = {"kind": "units", "currency_key": "currency"}
    columns = [
        ReportColumn("rank", gettext("Rank"), "integer"),
        ReportColumn("account_id", gettext("Number")),
        ReportColumn("name", gettext("Customer")),
        ReportColumn("grade", gettext("Grade")),
        ReportColumn("currency", gettext("Currency")),
        ReportColumn("open_units", gettext("Open"), **money),  # type: ignore[arg-type]  # the kind above is one of its own
        ReportColumn("overdue_units", gettext("Overdue"), **money),  # type: ignore[arg-type]  # the same
        ReportColumn("expected_units", gettext("Expected of a call"), **money),  # type: ignore[arg-type]  # the same
        ReportColumn("action", gettext("Next step")),
        ReportColumn("why", gettext("Why")),
        ReportColumn("collector", gettext("Collector")),
    ]
    return Table(gettext("Worklist"), columns, rows)


def _listed(request: Asked, snapshot: Snapshot) -> dict[str, Any]:
    items = items_of(request.actor, snapshot, request.GET)
    page = page_of(
        items,
        [Key("rank"), Key("pk")],
        after=request.GET.get("after", ""),
        before=request.GET.get("before", ""),
    )
    lines = lines_of(request.actor, snapshot, page.rows)
    at_hand = _at_hand(request, snapshot, lines)
    return {
        "page": page,
        "lines": lines,
        "count": items.count() if page.next or page.previous else len(lines),
        "bucket_names": bucket_names(snapshot.ageing.get("buckets", ())),
        "opened": at_hand.account.pk if at_hand else None,
        **(pane_context(request, at_hand) if at_hand else {}),
    }


def _at_hand(request: Asked, snapshot: Snapshot, lines: Sequence[Line]) -> AtHand | None:
    """The account that is open: the one asked for, on the list or not; else the first."""
    asked = asked_for.number(request, "open", least=1, most=_LARGEST_KEY)
    known = {line.work.account_id: line for line in lines}
    if asked is not None and asked not in known:
        return looked_up(request.actor, asked, snapshot)
    line = known[asked] if asked is not None else next(iter(lines), None)
    return AtHand(line.work.account, line.work, line.day) if line else None


def _rows(request: Asked, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    items = list(items_of(request.actor, snapshot, request.GET))
    for line in lines_of(request.actor, snapshot, items):
        account, day = line.work.account, line.day
        currency = account.currency or snapshot.currency
        yield {
            "rank": line.work.rank,
            "account_id": account.account_id,
            "name": account.name,
            "grade": day.grade if day else None,
            "currency": snapshot.currency,
            "open_units": day.open_units if day else None,
            "overdue_units": day.overdue_units if day else None,
            "expected_units": line.work.expected_units,
            "action": word(line.work.action, "action"),
            "why": " ".join(reason(each, "worklist", currency) for each in line.work.reasons),
            "collector": account.collector.username if account.collector else None,
        }
