"""On which days of their own are our entities closed, or a country, and since when do we know?

What is wrong is taken back by another record; nothing is edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q, QuerySet

from duly.kernel.calendars import add_months
from duly.server.ledger.models import Account, Closure, Entity, Invoice, Reopening
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.fields import plain
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

LONGEST_DAYS = 366
_COUNTRY = re.compile(r"[A-Z]{2}(-[A-Z0-9]{1,4})?")
# Nobody plans further ahead, and a year typed wrong is not for ever.
_LAST_YEAR = 2099


def close_days(
    *,
    actor: Actor,
    name: str,
    first_on: date,
    last_on: date | None = None,
    entity: Entity | None = None,
    country: str = "",
    is_yearly: bool = False,
) -> Closure:
    """Record that an entity of ours, or everybody in a country, does no business on these days.

    Raises Refused `no_name`, `no_such_place`, `ends_before_start`, `closed_too_long`,
    `closed_too_far`.
    """
    demand(actor, Act.MANAGE_SETTINGS)
    last, name = last_on or first_on, plain(name).strip()
    _demand_sense(name, first_on, last)
    if (entity is None) == (not country) or (country and not _COUNTRY.fullmatch(country)):
        raise Refused("no_such_place", place=country)
    with transaction.atomic():
        closure = Closure.objects.create(
            entity=entity,
            country=country,
            name=name,
            first_on=first_on,
            last_on=last,
            is_yearly=is_yearly,
            recorded_at=clock.now(),
            recorded_by=actor.user,
        )
        record(actor=actor, kind="days.closed", subject=_subject(closure), facts=_facts(closure))
    return closure


def reopen_days(*, actor: Actor, closure: Closure) -> None:
    """Let a closure hold no more, from the first of its days on. Raises Refused `reopened`."""
    demand(actor, Act.MANAGE_SETTINGS)
    with transaction.atomic():
        made = {"recorded_at": clock.now(), "recorded_by": actor.user}
        _, is_new = Reopening.objects.get_or_create(closure=closure, defaults=made)
        if not is_new:
            raise Refused("reopened")
        record(actor=actor, kind="days.reopened", subject=_subject(closure), facts=_facts(closure))


def closures_of(actor: Actor) -> QuerySet[Closure]:
    """What holds now, of the entities the actor may see and of every country."""
    held = _held().select_related("entity")
    codes = actor.scope.entities
    return held if codes is None else held.filter(Q(entity=None) | Q(entity__code__in=codes))


def closed_days(closures: Iterable[Closure], start: date, end: date) -> frozenset[date]:
    """The days in [start, end) on which any of these holds."""
    return frozenset(
        day
        for closure in closures
        for first, last in _spells(closure, end.year)
        for day in _days(first, last)
        if start <= day < end
    )


def closed_in(country: str, start: date, end: date) -> frozenset[date]:
    """The days on which everybody in a country, or in a part of it, is closed."""
    return closed_days(_held().filter(country__in=_names(country)), start, end)


def closed_for(account: Account, start: date, end: date) -> frozenset[date]:
    """The days on which nobody reaches this customer: everybody is closed where it is, or all of
    our entities that it owes are."""
    asked = Q(country__in=_names(account.country)) | Q(entity__isnull=False)
    held = list(_held().filter(asked))
    ours = [each for each in held if each.entity_id is not None]
    theirs = closed_days([each for each in held if each.entity_id is None], start, end)
    return theirs | (_all_closed(ours, account, start, end) if ours else frozenset())


def _all_closed(
    ours: Sequence[Closure], account: Account, start: date, end: date
) -> frozenset[date]:
    owed = Invoice.objects.filter(CURRENT, account=account, open_units__gt=0)
    by_entity = [
        closed_days([each for each in ours if each.entity_id == number], start, end)
        for number in set(owed.values_list("entity", flat=True))
    ]
    return frozenset.intersection(*by_entity) if by_entity else frozenset()


def _held() -> QuerySet[Closure]:
    return Closure.objects.filter(reopening__isnull=True)


def _names(country: str) -> list[str]:
    """What is closed in DE is closed in DE-BY too."""
    return [country, country.split("-", maxsplit=1)[0]] if country else []


def _spells(closure: Closure, until_year: int) -> Iterator[tuple[date, date]]:
    """First and last day, this year and, if it is yearly, in each to come."""
    years = max(0, until_year - closure.first_on.year) if closure.is_yearly else 0
    for number in range(years + 1):
        yield add_months(closure.first_on, 12 * number), add_months(closure.last_on, 12 * number)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=number) for number in range((last - first).days + 1))


def _demand_sense(name: str, first_on: date, last_on: date) -> None:
    if not name:
        raise Refused("no_name")
    if last_on < first_on:
        raise Refused("ends_before_start")
    if (last_on - first_on).days >= LONGEST_DAYS:
        raise Refused("closed_too_long", most=LONGEST_DAYS)
    if last_on.year > _LAST_YEAR:
        raise Refused("closed_too_far", year=_LAST_YEAR)


def _subject(closure: Closure) -> tuple[str, str]:
    return ("entity" if closure.entity_id else "country", closure.place)


def _facts(closure: Closure) -> dict[str, object]:
    return {
        "closure": closure.pk,
        "name": closure.name,
        "first_on": closure.first_on,
        "last_on": closure.last_on,
        "is_yearly": closure.is_yearly,
    }
