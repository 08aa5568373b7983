"""How do receivables stand this morning, what changed, and what needs me?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext

from duly.server.ledger.imports.watched.waiting import waiting_imports
from duly.server.ledger.scope import visible_accounts
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor, may
from duly.server.portfolio.ageing import ageing_on
from duly.server.portfolio.models import Snapshot
from duly.server.portfolio.scoped import changes_for, figures_for, needs_of
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.drawings.ageing_strip import ageing_keys, ageing_strip, bucket_names
from duly.server.web.drawings.cash_weeks import cash_weeks
from duly.server.web.drawings.grades import grade_heat, grade_strip
from duly.server.web.drawings.owed_by_month import owed_by_month
from duly.server.web.foretold import problem_of
from duly.server.web.navigation import address_of
from duly.server.web.pages.overview.attention import attention
from duly.server.web.pages.overview.day_state import day_state
from duly.server.web.pages.overview.key_figures import key_figures
from duly.server.web.pages.overview.movements import movements
from duly.server.web.pages.overview.needs import needs
from duly.server.web.pages.overview.past import past
from duly.server.web.sentences import word

_DAYS = 30


@allowed(Act.SEE_BOOK)
def overview(request: Asked) -> HttpResponse:
    """The first page of the day; with an empty book, the way to the first import."""
    snapshot = latest_snapshot(request)
    context = {
        "snapshot": snapshot,
        "greeting": _greeting(request.actor.user.first_name),
        "today": clock.today(),
        "day": day_state(request.actor, snapshot),
    }
    if snapshot is None:
        return render(request, "overview_empty.html", context | _way_in(request))
    return render(request, "overview.html", context | _facts(request, snapshot))


def _facts(request: Asked, snapshot: Snapshot) -> dict[str, Any]:
    actor, currency = request.actor, snapshot.currency
    figures, changes = figures_for(actor, snapshot), changes_for(actor, snapshot)
    names = bucket_names(snapshot.ageing["buckets"])
    grade_rows = figures["grade_ageing"]
    ages = _ages(actor, snapshot)
    weeks = snapshot.cash.get("whole") or [] if actor.scope.is_whole else []
    return {
        "key_figures": key_figures(
            actor, snapshot, figures, past(_DAYS) if actor.scope.is_whole else []
        ),
        "ageing_strip": ageing_strip(names, ages, currency),
        "ageing_keys": ageing_keys(names, ages),
        "cash": cash_weeks(weeks, currency) if weeks else "",
        "owed": owed_by_month(figures["trend"]["whole"], currency) if not weeks else "",
        "cash_refusal": _why_no_cash(snapshot),
        "forecast_address": address_of("forecast"),
        "grade_strip": grade_strip(figures["grades"]),
        "grade_heat": grade_heat(grade_rows, names, currency),
        "attention": attention(actor, snapshot),
        "needs": needs(
            needs_of(actor, snapshot, changes) | {"imports": _imports_waiting(actor)},
            changes.get("since"),
        ),
        "movements": movements(actor, changes, currency),
        "missing_rates": figures["missing_rates"],
        "worklist_address": address_of("worklist"),
    }


def _why_no_cash(snapshot: Snapshot) -> str:
    refusal = snapshot.cash.get("refusal")
    return f"{word(refusal, 'model')}." if refusal else problem_of(snapshot.cash)


def _ages(actor: Actor, snapshot: Snapshot) -> Sequence[int]:
    """Open invoices by bucket in the reporting currency, of the actor's part of the book."""
    if actor.scope.is_whole:
        return snapshot.ageing["whole"]["buckets_units"]
    part = ageing_on(actor, snapshot.as_of)
    return part.whole.buckets_units if part else ()


def _imports_waiting(actor: Actor) -> int:
    """Files for whoever may commit them."""
    if not (may(actor, Act.IMPORT) and actor.scope.is_whole):
        return 0
    return waiting_imports().count()


def _way_in(request: Asked) -> dict[str, Any]:
    return {
        "has_accounts": visible_accounts(request.actor).exists(),
        "import_address": address_of("imports") if may(request.actor, Act.IMPORT) else None,
    }


def _greeting(first_name: str) -> str:
    hour = timezone.localtime(clock.now()).hour
    words = (
        gettext("Good morning")
        if hour < 12
        else gettext("Good afternoon")
        if hour < 18
        else gettext("Good evening")
    )
    return f"{words}, {first_name}" if first_name else words
