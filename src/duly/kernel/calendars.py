"""Is that a business day there, which is the next one, and what is a month later?

A *place* is an ISO 3166 code: a country (`DE`) or one of its parts (`DE-BY`, `GB-SCT`). Public
holidays and weekends, with their history and their worked Saturdays, come from `holidays`. A
place it does not know, or None, has Saturdays and Sundays only: ask `has_calendar` to tell. Days
`closed` beside those, by whoever asks, are named by whoever asks.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

_ONE_DAY = timedelta(days=1)
_SATURDAY = 5

# For the whole kingdom `holidays` knows only the days that Scotland and Northern Ireland share.
# Payments in pounds settle by the bank holidays of England and Wales.
_USUAL_PART = {"GB": "ENG"}

_NONE: frozenset[date] = frozenset()


def is_business_day(day: date, country: str | None, *, closed: frozenset[date] = _NONE) -> bool:
    """True unless it is a weekend day, a public holiday of the place, or closed."""
    return day not in _closed_days(country, day.year) and day not in closed


def next_business_day(day: date, country: str | None, *, closed: frozenset[date] = _NONE) -> date:
    """The day itself if it is a business day, else the first one after it."""
    while not is_business_day(day, country, closed=closed):
        day += _ONE_DAY
    return day


def previous_business_day(
    day: date, country: str | None, *, closed: frozenset[date] = _NONE
) -> date:
    """The day itself if it is a business day, else the last one before it."""
    while not is_business_day(day, country, closed=closed):
        day -= _ONE_DAY
    return day


def add_business_days(
    day: date, n: int, country: str | None, *, closed: frozenset[date] = _NONE
) -> date:
    """The n-th business day after the day, or before it if `n` is negative.

    Zero gives the day itself, business day or not.
    """
    for _ in range(abs(n)):
        if n > 0:
            day = next_business_day(day + _ONE_DAY, country, closed=closed)
        else:
            day = previous_business_day(day - _ONE_DAY, country, closed=closed)
    return day


def business_days_between(
    start: date, end: date, country: str | None, *, closed: frozenset[date] = _NONE
) -> int:
    """Business days in [start, end). Negative if `end` is the earlier one.

    From a business day, `business_days_between(day, add_business_days(day, n, c), c) == n`.
    """
    if end < start:
        return -business_days_between(end, start, country, closed=closed)
    days = (start + timedelta(days=n) for n in range((end - start).days))
    return sum(is_business_day(day, country, closed=closed) for day in days)


def has_calendar(country: str | None) -> bool:
    """Whether holidays are known for the place, so that more than weekends is looked at."""
    from holidays import list_supported_countries

    name, _, part = (country or "").partition("-")
    known = list_supported_countries(include_aliases=True)
    return name in known and (not part or part in known[name])


def public_holidays(country: str, year: int, *, language: str | None = None) -> dict[date, str]:
    """The public holidays of a year by day, named in the language (as `en_US`, `fr`) where that
    is known, else in that of the place. Nothing for a place without a calendar."""
    if not has_calendar(country):
        return {}

    from holidays import country_holidays, list_localized_countries

    name, _, part = country.partition("-")
    part = part or _USUAL_PART.get(name) or ""
    own = country_holidays(name, subdiv=part or None)
    spoken = language if language in list_localized_countries().get(name, []) else None
    # Left open, the language would be that of the machine.
    told = spoken or own.default_language
    found = country_holidays(name, subdiv=part or None, years=year, language=told)
    return dict(sorted(found.items()))


def month_end(day: date) -> date:
    """The last day of the day's month."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def add_months(day: date, n: int, *, keep_month_end: bool = False) -> date:
    """The same day `n` months later (earlier if negative), or that month's last if it is shorter.

    30 April plus a month is 30 May; with `keep_month_end` it is 31 May.
    """
    month = day.year * 12 + day.month - 1 + n
    first = date(month // 12, month % 12 + 1, 1)
    last = month_end(first)
    if keep_month_end and day == month_end(day):
        return last
    return first.replace(day=min(day.day, last.day))


def months_between(start: date, end: date) -> int:
    """Whole months completed from `start` to `end`: the most that `add_months` fits in.

    Negative if `end` is earlier: the whole months from `end` to `start`, with a minus.
    """
    if end < start:
        return -months_between(end, start)
    months = (end.year - start.year) * 12 + end.month - start.month
    return months - (add_months(start, months) > end)


@lru_cache(maxsize=4096)
def _closed_days(country: str | None, year: int) -> frozenset[date]:
    """All days of the year on which the place does no business."""
    first = date(year, 1, 1)
    days = [first + timedelta(days=n) for n in range((date(year, 12, 31) - first).days + 1)]
    if country is None or not has_calendar(country):
        return frozenset(day for day in days if day.weekday() >= _SATURDAY)

    from holidays import country_holidays

    name, _, part = country.partition("-")
    calendar = country_holidays(name, subdiv=part or _USUAL_PART.get(name), years=year)
    return frozenset(day for day in days if not calendar.is_working_day(day))
