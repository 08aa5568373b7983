"""How good is the book: accounts and money by grade, grade against age, and who moved?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from markupsafe import Markup

from duly.book.policy.grades import GRADES, NOT_RATED
from duly.report.charts.svg import tag
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.scoped import figures_for
from duly.server.portfolio.selectors import grade_migration, snapshot_on
from duly.server.web import asked_for, figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.drawings.ageing_strip import bucket_names
from duly.server.web.drawings.grades import grade_heat, grade_strip
from duly.server.web.pages.portfolio.tabs import tabs

SPANS = (1, 7, 30, 90, 365)
_ORDER = (*GRADES, NOT_RATED)


@allowed(Act.SEE_BOOK)
def grades(request: Asked) -> HttpResponse:
    """The mix, the heat table, and the migration since a day that `since` days lie between."""
    snapshot = latest_snapshot(request)
    context: dict[str, Any] = {"tabs": tabs("portfolio_grades"), "snapshot": snapshot}
    if snapshot is None:
        return render(request, "portfolio_empty.html", context)
    span = asked_for.number(request, "since", least=1, most=3650) or 30
    before = snapshot_on(snapshot.as_of - timedelta(days=span))
    moves = grade_migration(request.actor, before, snapshot) if before else []
    found = figures_for(request.actor, snapshot)
    names = bucket_names(snapshot.ageing["buckets"])
    return render(
        request,
        "portfolio_grades.html",
        context
        | {
            "grades": found["grades"],
            "strip": grade_strip(found["grades"]),
            "heat": grade_heat(found["grade_ageing"], names, snapshot.currency),
            "spans": SPANS,
            "span": span,
            "before": before,
            "migration": migration_table(moves) if moves else "",
            "moved": _moved(moves),
        },
    )


def migration_table(moves: Sequence[Mapping[str, Any]]) -> Markup:
    """Accounts by grade then (down) and now (across); those that stayed stand on the diagonal."""
    counts = {
        (row["before"] or NOT_RATED, row["after"] or NOT_RATED): row["accounts"] for row in moves
    }
    heads = [tag("th", [grade], scope="col") for grade in _ORDER]
    corner = tag("td", [gettext("then \u2193 now \u2192")])
    body = [
        tag(
            "tr",
            [
                tag("th", [then], scope="row"),
                *(_cell(counts.get((then, now), 0), then, now) for now in _ORDER),
            ],
        )
        for then in _ORDER
        if any(counts.get((then, now)) for now in _ORDER)
    ]
    caption = tag("caption", [gettext("Accounts by grade then and now")])
    head = tag("thead", [tag("tr", [corner, *heads])])
    return tag("table", [caption, head, tag("tbody", body)], css="heat migration")


def _cell(count: int, then: str, now: str) -> Markup:
    if not count:
        return tag("td", [figures.DASH], css="heat-none")
    css = (
        "stayed" if then == now else "worse" if _ORDER.index(now) > _ORDER.index(then) else "better"
    )
    if NOT_RATED in {then, now} and then != now:
        css = "heat-plain"
    return tag("td", [figures.count(count)], css=css)


def _moved(moves: Sequence[Mapping[str, Any]]) -> dict[str, int]:
    """How many went down, went up and stayed, among those rated at both ends."""
    found = {"down": 0, "up": 0, "stayed": 0}
    for row in moves:
        then, now = row["before"] or NOT_RATED, row["after"] or NOT_RATED
        if NOT_RATED in {then, now}:
            continue
        kind = "stayed" if then == now else "down" if now > then else "up"
        found[kind] += row["accounts"]
    return found
