"""On which days is no business done, where our entities are or anywhere else?"""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from duly.kernel.calendars import (
    has_calendar,
    is_business_day,
    next_business_day,
    public_holidays,
)
from duly.server.ledger.models import Entity
from duly.server.platform import clock
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.web.asking import Asked

_LANGUAGES = {"en": "en_US", "fr": "fr", "de": "de", "es": "es"}
_YEARS_AROUND = 3


@allowed(Act.SEE_BOOK)
def calendars(request: Asked) -> HttpResponse:
    """The public holidays of a place and year; those of our entities are offered first."""
    today = clock.today()
    countries = Entity.objects.exclude(country="").values_list("country", flat=True)
    places = sorted(set(countries.distinct()))
    place = request.GET.get("place", "").strip().upper()[:8] or (places[0] if places else "DE")
    year = _year(request.GET.get("year", ""), today)
    is_known = has_calendar(place)
    context = {
        "places": places,
        "place": place,
        "year": year,
        "years": range(today.year - 1, today.year + _YEARS_AROUND),
        "is_known": is_known,
        "days": _closed_days(place, year) if is_known else [],
        "today": today,
        "is_open_today": is_business_day(today, place),
        "next_open": next_business_day(today, place),
    }
    return render(request, "calendars.html", context)


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
