"""How does the whole book stand: days, ageing, forecast, warnings?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from ninja import Body, Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Day, Given, Reference, Shown, bounded
from duly.server.api.resources.figures import day_of
from duly.server.api.resources.jobs import JobRow
from duly.server.api.routes import Routes
from duly.server.ledger.scope import account_or_404
from duly.server.platform import clock
from duly.server.platform.jobs.queue import ask
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor
from duly.server.portfolio.ageing import OtherBuckets, ageing_on
from duly.server.portfolio.models import Snapshot
from duly.server.portfolio.selectors import latest, warnings_on

routes = Routes("Portfolio")
_NEWEST = Order("days", ("-as_of",))
_BY_ID = Order("warnings", ("id",))


class DayRow(Shown):
    """A day that was run, and what its answers rest on."""

    as_of: date
    policy_version: str
    policy_fingerprint: str
    facts_digest: str
    currency: str
    started_at: datetime
    completed_at: datetime | None


class DayDetail(DayRow):
    """The figures of the whole book, for callers who see the whole book; null for others."""

    figures: dict[str, Any] | None
    ageing: dict[str, Any] | None
    changes: dict[str, Any] | None
    cash: dict[str, Any] | None = Field(description="Expected cash by week.")


class DayToRun(Given):
    as_of: Day | None = Field(None, description="Today, unless said; not in the future.")


class AgeingAsked(Given):
    as_of: Day | None = Field(None, description="The newest recorded day not after this one.")
    buckets: Annotated[str, Field(pattern=r"^[0-9]{1,4}(,[0-9]{1,4}){0,11}$")] | None = Field(
        None,
        description="Last day of each overdue bucket, rising, by commas; those of the policy "
        "unless said.",
        examples=["30,60,90"],
    )
    by: Literal[
        "currency",
        "entity",
        "portfolio",
        "account",
        "segment",
        "country",
        "sector",
        "grade",
        "collector",
    ] = "currency"


class AgeingLine(Shown):
    key: str
    currency: str
    buckets_units: list[int] = Field(description="What is not due first.")
    credits_units: int = Field(description="Open credit notes, not above zero.")
    open_units: int
    disputed_units: int
    items: int | None


class AgeingShown(Shown):
    as_of: date
    currency: str = Field(description="The reporting currency, in which `whole` is told.")
    edges: list[int]
    buckets: list[str]
    rows: list[AgeingLine]
    whole: AgeingLine
    missing_rates: list[str] = Field(description="Currencies left out of `whole`.")


class Forecast(Shown):
    as_of: date
    currency: str
    cash: dict[str, Any]


class WarningsAsked(Paged):
    account_id: Reference | None = None
    code: Annotated[str, bounded(60, least=1)] | None = None


class WarningRow(Shown):
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    code: str
    severity: int = Field(description="1 cannot wait, 4 is the mildest.")
    facts: dict[str, Any]
    since: date


class Warnings(Page[WarningRow]):
    as_of: date | None


@routes.read("/days", Act.SEE_BOOK, Page[DayRow])
def list_days(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List the days that were run"""
    rows = Snapshot.objects.filter(is_complete=True).defer("figures", "ageing", "changes", "cash")
    return Page[DayRow](**page_of(rows, _NEWEST, asked, DayRow.model_validate))


@routes.read("/days/{as_of}", Act.SEE_BOOK, DayDetail)
def read_day(request: HttpRequest, as_of: Path[Day]) -> Any:
    """Read the figures of a day"""
    snapshot = Snapshot.objects.filter(is_complete=True, as_of=as_of).first()
    if snapshot is None:
        raise Http404(str(as_of))
    whole = actor_behind(request).scope.is_whole
    parts: dict[str, Any] = {
        name: getattr(snapshot, name) if whole else None for name in _OF_THE_WHOLE
    }
    return DayDetail(**DayRow.model_validate(snapshot).__dict__, **parts)


@routes.write("POST", "/days", Act.RUN_DAY, JobRow, status=202)
def run_day(request: HttpRequest, day: Body[DayToRun]) -> Any:
    """Run a day

    As a job; look at its progress under `/jobs`. A day that was run on the same facts and policy
    stays as it is.
    """
    as_of = day.as_of or clock.today()
    if as_of > clock.today():
        raise Refused("day_in_the_future", as_of=as_of)
    payload = {"as_of": as_of.isoformat()}
    return JobRow.model_validate(ask(kind="day.run", payload=payload, actor=actor_behind(request)))


@routes.read("/ageing", Act.SEE_BOOK, AgeingShown)
def read_ageing(request: HttpRequest, asked: Query[AgeingAsked]) -> Any:
    """Read the ageing on a recorded day

    404 before the first day was run. Splits other than by currency, entity and portfolio are
    known in the policy's buckets only: 409 for other buckets.
    """
    edges = [int(part) for part in asked.buckets.split(",")] if asked.buckets else None
    try:
        found = ageing_on(actor_behind(request), asked.as_of or clock.today(), edges, asked.by)
    except OtherBuckets as error:
        raise Refused("ageing_split_has_fixed_buckets", by=asked.by) from error
    except ValueError as error:
        raise Refused("ageing_buckets_make_no_sense", buckets=edges) from error
    if found is None:
        raise Http404("ageing")
    return AgeingShown.model_validate(found)


@routes.read("/forecast", Act.SEE_BOOK, Forecast)
def read_forecast(request: HttpRequest) -> Any:
    """Read the cash forecast of the whole book

    As the latest day said. 403 for callers who see only a part of the book: it is not split.
    """
    snapshot = latest()
    if snapshot is None:
        raise Http404("forecast")
    _demand_whole(actor_behind(request))
    return Forecast(as_of=snapshot.as_of, currency=snapshot.currency, cash=snapshot.cash)


@routes.read("/warnings", Act.SEE_BOOK, Warnings)
def list_warnings(request: HttpRequest, asked: Query[WarningsAsked]) -> Any:
    """List early warnings of the latest day"""
    actor, snapshot = actor_behind(request), latest()
    if snapshot is None:
        return Warnings(items=[], next=None, as_of=None)
    rows = warnings_on(actor, snapshot).select_related("account").order_by()
    if asked.account_id is not None:
        rows = rows.filter(account=account_or_404(actor, asked.account_id))
    if asked.code is not None:
        rows = rows.filter(code=asked.code)
    page = page_of(rows, _BY_ID, asked, WarningRow.model_validate)
    return Warnings(**page, as_of=day_of(snapshot))


_OF_THE_WHOLE = ("figures", "ageing", "changes", "cash")


def _demand_whole(actor: Actor) -> None:
    if not actor.scope.is_whole:
        raise PermissionDenied("whole_book")
