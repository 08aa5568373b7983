"""Whom do we call today, what was said, and who looks after whom?"""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any, Literal

from django.http import Http404, HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Body, Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Day, Given, Number, Prose, Reference, Shown, bounded
from duly.server.api.resources.figures import day_of
from duly.server.api.routes import Routes
from duly.server.collecting.models import Activity, Snooze
from duly.server.collecting.selectors import activities_of, snooze_of
from duly.server.collecting.services import assign, log_activity, snooze, unsnooze
from duly.server.ledger.scope import account_or_404
from duly.server.platform import clock
from duly.server.platform.models import User
from duly.server.platform.rights import Act
from duly.server.portfolio.selectors import latest, work

routes = Routes("Work on accounts")
_BY_RANK = Order("worklist", ("rank", "id"))
_NEWEST = Order("activities", ("-recorded_at", "-id"))


class WorkRow(Shown):
    """An account worth a call, and why."""

    rank: int
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    name: str = Field(validation_alias=AliasPath("account", "name"))
    expected_units: int = Field(description="Money a call is worth, in the reporting currency.")
    action: str
    reasons: list[Any]


class Worklist(Page[WorkRow]):
    as_of: date | None
    currency: str | None


class ActivitiesAsked(Paged):
    account_id: Reference


class ActivityRow(Shown):
    id: int
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    kind: str
    outcome: str
    text: str
    done_by_id: int
    done_on: date
    recorded_at: datetime


class NewActivity(Given):
    account_id: Reference
    kind: Literal["call", "mail", "letter", "meeting", "note"]
    outcome: Annotated[str, bounded(40)] = ""
    text: Prose = ""
    done_on: Day | None = Field(None, description="Today, unless said; not in the future.")
    quiet_until: Day | None = Field(
        None, description="Keep the account off the worklist until then."
    )


class SnoozeRow(Shown):
    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))
    until: date
    reason: str
    set_by_id: int
    set_at: datetime


class NewSnooze(Given):
    until: Day
    reason: Annotated[str, bounded(200)] = ""


class Ended(Shown):
    account_id: str
    was_snoozed: bool


class Assignment(Given):
    account_ids: Annotated[list[Reference], Field(min_length=1, max_length=200)]
    collector_id: Number | None = Field(description="Null: nobody.")


class Assigned(Shown):
    changed: int = Field(description="How many accounts changed hands.")


@routes.read("/worklist", Act.WORK_ACCOUNTS, Worklist)
def list_work(request: HttpRequest, asked: Query[Paged]) -> Any:
    """List the day's work

    By expected money, without accounts that are put off.
    """
    snapshot = latest()
    if snapshot is None:
        return Worklist(items=[], next=None, as_of=None, currency=None)
    items = work(actor_behind(request), snapshot).select_related("account").order_by()
    page = page_of(items, _BY_RANK, asked, WorkRow.model_validate)
    return Worklist(**page, as_of=day_of(snapshot), currency=snapshot.currency)


@routes.read("/activities", Act.SEE_BOOK, Page[ActivityRow])
def list_activities(request: HttpRequest, asked: Query[ActivitiesAsked]) -> Any:
    """List what was done with a customer"""
    account = account_or_404(actor_behind(request), asked.account_id)
    rows = activities_of(account).select_related("account").order_by()
    return Page[ActivityRow](**page_of(rows, _NEWEST, asked, ActivityRow.model_validate))


@routes.write("POST", "/activities", Act.WORK_ACCOUNTS, ActivityRow, status=201)
def create_activity(request: HttpRequest, activity: Body[NewActivity]) -> Any:
    """Note a call, mail, letter, meeting or thought"""
    actor = actor_behind(request)
    made: Activity = log_activity(
        actor=actor,
        account=account_or_404(actor, activity.account_id),
        kind=activity.kind,
        outcome=activity.outcome,
        text=activity.text,
        on=activity.done_on,
        quiet_until=activity.quiet_until,
    )
    return ActivityRow.model_validate(made)


@routes.read("/snoozes/{path:account_id}", Act.SEE_BOOK, SnoozeRow)
def read_snooze(request: HttpRequest, account_id: Path[Reference]) -> Any:
    """Read until when an account is put off

    404 while it is not.
    """
    account = account_or_404(actor_behind(request), account_id)
    found = snooze_of(account, clock.today())
    if found is None:
        raise Http404(account_id)
    return _snooze(found)


@routes.write("PUT", "/snoozes/{path:account_id}", Act.WORK_ACCOUNTS, SnoozeRow)
def put_snooze(request: HttpRequest, account_id: Path[Reference], given: Body[NewSnooze]) -> Any:
    """Put an account off until a day"""
    actor = actor_behind(request)
    account = account_or_404(actor, account_id)
    return _snooze(snooze(actor=actor, account=account, until=given.until, reason=given.reason))


@routes.write("DELETE", "/snoozes/{path:account_id}", Act.WORK_ACCOUNTS, Ended)
def delete_snooze(request: HttpRequest, account_id: Path[Reference]) -> Any:
    """Put an account back on the worklist"""
    actor = actor_behind(request)
    account = account_or_404(actor, account_id)
    was_snoozed = unsnooze(actor=actor, account=account)
    return Ended(account_id=account.account_id, was_snoozed=was_snoozed)


@routes.write("POST", "/assignments", Act.ASSIGN_ACCOUNTS, Assigned)
def create_assignment(request: HttpRequest, assignment: Body[Assignment]) -> Any:
    """Give accounts to a collector, or to nobody"""
    actor = actor_behind(request)
    accounts = [account_or_404(actor, number) for number in assignment.account_ids]
    collector = None
    if assignment.collector_id is not None:
        collector = get_object_or_404(User, pk=assignment.collector_id, is_active=True)
    return Assigned(changed=assign(actor=actor, accounts=accounts, collector=collector))


def _snooze(found: Snooze) -> SnoozeRow:
    return SnoozeRow.model_validate(found)
