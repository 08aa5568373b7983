"""On which days is no business done: public holidays of a place, and days we closed ourselves?"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from duly.kernel.calendars import (
    has_calendar,
    is_business_day,
    next_business_day,
    public_holidays,
)
from duly.server.ledger.closures import (
    close_days,
    closed_days,
    closed_in,
    closures_of,
    reopen_days,
)
from duly.server.ledger.models import Closure, Entity
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act, Actor, may
from duly.server.web.asking import Asked
from duly.server.web.refusals import answered

_LANGUAGES = {"en": "en_US", "fr": "fr", "de": "de", "es": "es"}
_YEARS_AROUND = 3
_LOOKED_AHEAD_DAYS = 400


class ClosureForm(forms.Form):
    """Where, when and why no business is done."""

    where = forms.ChoiceField(label=_("Closed"), help_text=_("A company of ours, or a country."))
    name = forms.CharField(label=_("Why"), max_length=120)
    first_on = forms.DateField(
        label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    last_on = forms.DateField(
        label=_("Last day"),
        required=False,
        help_text=_("Closed too. Nothing: the first day alone."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    is_yearly = forms.BooleanField(label=_("Every year"), required=False)

    def __init__(self, places: list[tuple[str, str]], *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.fields["where"].choices = places  # type: ignore[attr-defined]  # a ChoiceField, as declared above


@allowed(Act.SEE_BOOK)
def calendars(request: Asked) -> HttpResponse:
    """The public holidays of a place and year; those of our entities are offered first."""
    return _shown(request, None)


@require_POST
@allowed(Act.MANAGE_SETTINGS)
@answered
def close(request: Asked) -> HttpResponse:
    """Close days for an entity or a country."""
    kind, _sep, place = request.POST.get("where", "").partition(":")
    chosen = [place[:8]] if kind == "country" else []
    form = ClosureForm(_places(request.actor, *chosen), request.POST)
    if not form.is_valid():
        return _shown(request, form, status=422)
    given = form.cleaned_data
    del given["where"]
    if kind == "entity":
        given["entity"] = get_object_or_404(_entities(request.actor), code=place)
    else:
        given["country"] = place
    close_days(actor=request.actor, **given)
    messages.success(request, gettext("Saved."))
    return redirect("calendars")


@require_POST
@allowed(Act.MANAGE_SETTINGS)
@answered
def reopen(request: Asked, number: int) -> HttpResponse:
    """Take a closure back."""
    closure = get_object_or_404(closures_of(request.actor), pk=number)
    reopen_days(actor=request.actor, closure=closure)
    messages.success(request, gettext("Saved."))
    return redirect("calendars")


def _shown(request: Asked, form: ClosureForm | None, status: int = 200) -> HttpResponse:
    today, entities = clock.today(), list(_entities(request.actor))
    places = sorted({entity.country for entity in entities if entity.country})
    place = request.GET.get("place", "").strip().upper()[:8] or (places[0] if places else "DE")
    year = _year(request.GET.get("year", ""), today)
    is_known = has_calendar(place)
    closed = closed_in(place, today, today + timedelta(days=_LOOKED_AHEAD_DAYS))
    context = {
        "places": places,
        "place": place,
        "year": year,
        "years": range(today.year - 1, today.year + _YEARS_AROUND),
        "is_known": is_known,
        "days": _closed_days(place, year) if is_known else [],
        "today": today,
        "is_open_today": is_business_day(today, place, closed=closed),
        "next_open": next_business_day(today, place, closed=closed),
        "closures": _closures(request.actor, year),
        "form": form or _empty_form(request.actor, place),
    }
    return render(request, "calendars.html", context, status=status)


def _empty_form(actor: Actor, place: str) -> ClosureForm | None:
    if not may(actor, Act.MANAGE_SETTINGS):
        return None
    return ClosureForm(_places(actor, place), initial={"where": f"country:{place}"})


def _places(actor: Actor, *more: str) -> list[tuple[str, str]]:
    """Our entities, and the countries they are in, as they can be chosen."""
    entities = list(_entities(actor))
    countries = sorted({entity.country for entity in entities if entity.country} | set(more))
    return [
        *((f"entity:{each.code}", f"{each.code} · {each.name or each.code}") for each in entities),
        *((f"country:{country}", country) for country in countries),
    ]


def _entities(actor: Actor) -> Any:
    found = Entity.objects.order_by("code")
    codes = actor.scope.entities
    return found if codes is None else found.filter(code__in=codes)


def _closures(actor: Actor, year: int) -> list[Closure]:
    """What holds on any day of the year, by its first day."""
    first, next_year = date(year, 1, 1), date(year + 1, 1, 1)
    held = closures_of(actor).order_by("first_on", "pk")
    return [each for each in held if closed_days([each], first, next_year)]


def _closed_days(place: str, year: int) -> list[dict[str, Any]]:
    """Each public holiday, its name in the reader's language where it is known, and what it
    costs: one on a weekend takes no business day away."""
    language = _LANGUAGES.get((get_language() or "en").split("-")[0])
    return [
        {"on": day, "name": name, "is_weekend": day.weekday() >= 5}
        for day, name in public_holidays(place, year, language=language).items()
    ]


def _year(text: str, today: date) -> int:
    is_year = text.isascii() and text.isdigit() and len(text) == 4
    return int(text) if is_year and 1970 <= int(text) <= 2099 else today.year
