"""Which model makes the forecast, how was it judged, and what can it not know?"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.bars import Bar, bars
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.models import Snapshot, StoredModel
from duly.server.web import figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.sentences import definition, reason, word

_METHOD = ("out_of_time", "open", "choice", "conformal", "shown")
_LIMITS = ("disputes", "events", "new", "contacts", "book", "drift")
_EARLIER = 12
_COLUMNS = ("pk", "fitted_on", "kind", "digest", "card", "is_trusted", "problem", "created_at")


@dataclass(frozen=True, slots=True)
class Forecaster:
    """A model or a simple rule in the trials: its mean error, and whether it is the chosen one."""

    name: str
    error_days: float
    is_chosen: bool
    is_rule: bool


@allowed(Act.SEE_BOOK)
def model_card(request: Asked) -> HttpResponse:
    """The card of the model behind today's forecast."""
    snapshot = latest_snapshot(request)
    known = list(StoredModel.objects.only(*_COLUMNS).order_by("-fitted_on", "-pk")[:_EARLIER])
    model = _used(snapshot, known)
    context: dict[str, Any] = {"snapshot": snapshot, "model": model}
    if model is not None:
        tried = forecasters(model.card)
        context |= {
            "why": _why(model.card),
            "verdict": _verdict(model.card, tried),
            "about": definition(model.kind, "model"),
            "tried": tried,
            "drawing": _drawn(tried),
            "method": [reason({"code": f"method_{each}"}, "model_card") for each in _METHOD],
            "limits": [reason({"code": f"limit_{each}"}, "model_card") for each in _LIMITS],
            "earlier": [each for each in known if each.pk != model.pk],
        }
    return render(request, "model_card.html", context)


def forecasters(card: Mapping[str, Any]) -> list[Forecaster]:
    """Every kind of model and every simple rule that was tried, the closest first."""
    models = [
        Forecaster(word(code, "model"), error, code == card.get("kind"), is_rule=False)
        for code, error in (card.get("error") or {}).items()
        if error is not None
    ]
    rules = [
        Forecaster(word(code, "model"), error, is_chosen=False, is_rule=True)
        for code, error in (card.get("baseline_error") or {}).items()
        if error is not None
    ]
    return sorted([*models, *rules], key=lambda each: each.error_days)


def _used(snapshot: Snapshot | None, known: list[StoredModel]) -> StoredModel | None:
    """The model the day's forecast names, else the newest that is trusted."""
    named = snapshot.cash.get("model_id") if snapshot else None
    for model in known:
        if model.pk == named:
            return model
    return next((model for model in known if model.is_trusted), None)


def _why(card: Mapping[str, Any]) -> str:
    code = card.get("reason")
    return reason({"code": code, "trials": card.get("trial_count")}, "model") if code else ""


def _verdict(card: Mapping[str, Any], tried: list[Forecaster]) -> str:
    """Whether single invoices are shown, and how close the model came beside simple rules."""
    rules = [each for each in tried if each.is_rule]
    own = next((each for each in tried if each.is_chosen), None)
    known = {
        "count": card.get("paid_count"),
        "trials": card.get("trial_count"),
        "error": own.error_days if own else None,
        "baseline": rules[0].name if rules else None,
        "other": rules[0].error_days if rules else None,
    }
    if card.get("refusal"):
        return reason({"code": card["refusal"], **known}, "model")
    is_behind = own is not None and bool(rules) and own.error_days > rules[0].error_days
    return reason({"code": "shown_although" if is_behind else "shown", **known}, "model")


def _drawn(tried: list[Forecaster]) -> Markup:
    if not tried:
        return Markup("")
    most = max(each.error_days for each in tried) or 1.0
    rows = [
        Bar(each.name, each.error_days / most, figures.days(round(each.error_days, 1)))
        for each in tried
    ]
    return bars(gettext("Mean error in the trials; shorter is better"), rows)
