"""Which customers are there, how do they stand, and why?"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any, Literal

from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest
from ninja import Path, Query
from pydantic import AliasPath, Field

from duly.server.api.asking import actor_behind
from duly.server.api.cursors import Order, Page, Paged, page_of
from duly.server.api.inputs import Id, Reference, Shown, UnitsAsked, Word
from duly.server.api.resources.figures import AccountFigures, day_of
from duly.server.api.routes import Routes
from duly.server.ledger.models import Account
from duly.server.ledger.scope import account_or_404, visible_accounts
from duly.server.ledger.search_text import search_text
from duly.server.platform.rights import Act
from duly.server.portfolio.models import AccountDay, AccountReasons, Snapshot
from duly.server.portfolio.selectors import account_days, history_of, latest

routes = Routes("Accounts")
Grade = Literal["A", "B", "C", "D", "E", "NR"]
_BY_NAME = Order("accounts", ("name", "id"))
_BY_FIGURE = {
    "open": Order("accounts", ("-open_units", "-id")),
    "overdue": Order("accounts", ("-overdue_units", "-id")),
    "score": Order("accounts", ("score", "id")),
}
_HISTORY = Order("account_days", ("-snapshot__as_of", "-id"))


class AccountsAsked(Paged):
    """Filters of the list; those about figures look at the latest day."""

    account_id: Reference | None = None
    q: Word | None = Field(None, description="Words of a name, number or identifier.")
    portfolio: Word | None = None
    segment: Reference | None = None
    country: Annotated[str, Field(pattern="^[A-Z]{2}$")] | None = None
    collector_id: Id | None = None
    grade: Grade | None = None
    overdue_from_units: UnitsAsked | None = None
    order: Literal["name", "open", "overdue", "score"] = Field(
        "name", description="By score: the worst first, accounts that are not rated left out."
    )


class AccountRow(Shown):
    """A customer, and how it stood on the latest day."""

    account_id: str
    name: str
    country: str
    currency: str
    segment: str
    sector: str
    portfolio: str
    collector_id: int | None
    terms_days: int | None
    credit_limit_units: int | None
    figures: AccountFigures | None


class Accounts(Page[AccountRow]):
    as_of: date | None = Field(description="The latest day that was run; null before the first.")


class AccountDetail(AccountRow):
    """Everything about a customer that is one row; lists have operations of their own."""

    parent_account_id: str | None
    language: str
    email: str
    phone: str
    registration_no: str
    vat_id: str
    lei: str
    created_on: date | None
    reasons: dict[str, Any] = Field(
        description="Why: characteristics with points, limit, terms, warnings, advice, as codes."
    )
    reasons_as_of: date | None


class HistoryAsked(Paged):
    account_id: Reference


class HistoryRow(AccountFigures):
    """One stored day of an account."""

    account_id: str = Field(validation_alias=AliasPath("account", "account_id"))


@routes.read("/accounts", Act.SEE_BOOK, Accounts)
def list_accounts(request: HttpRequest, asked: Query[AccountsAsked]) -> Any:
    """List customers

    In the caller's part of the book, with the figures of the latest day.
    """
    actor = actor_behind(request)
    snapshot = latest()
    accounts = _filtered(visible_accounts(actor), asked)
    by_figures = asked.order != "name" or asked.grade or asked.overdue_from_units is not None
    if by_figures and snapshot is None:
        return Accounts(items=[], next=None, as_of=None)
    if by_figures:
        assert snapshot is not None
        days = account_days(actor, snapshot).filter(account__in=accounts.values("pk"))
        page = _by_figures(days.select_related("account"), snapshot, asked)
    else:
        listed = accounts.prefetch_related(_figures_on(snapshot))
        page = page_of(listed, _BY_NAME, asked, lambda account: _row(account, snapshot))
    return Accounts(**page, as_of=day_of(snapshot))


@routes.read("/accounts/{path:account_id}", Act.SEE_BOOK, AccountDetail)
def read_account(request: HttpRequest, account_id: Path[Reference]) -> Any:
    """Read a customer

    With its score, its recommended limit and the reasons for both.
    """
    account = account_or_404(actor_behind(request), account_id)
    why = AccountReasons.objects.filter(account=account).select_related("snapshot").first()
    snapshot = latest()
    day = AccountDay.objects.filter(account=account, snapshot=snapshot).first()
    return AccountDetail(
        **_fields(account, day, snapshot).__dict__,
        **{name: getattr(account, name) for name in _IDENTITY},
        parent_account_id=account.parent.account_id if account.parent else None,
        reasons=why.facts if why else {},
        reasons_as_of=why.snapshot.as_of if why else None,
    )


@routes.read("/account-days", Act.SEE_BOOK, Page[HistoryRow])
def list_account_days(request: HttpRequest, asked: Query[HistoryAsked]) -> Any:
    """List a customer's history

    Every stored day of one account, the newest first.
    """
    account = account_or_404(actor_behind(request), asked.account_id)
    days = history_of(account).select_related("snapshot", "account").order_by()
    return Page[HistoryRow](**page_of(days, _HISTORY, asked, HistoryRow.model_validate))


_IDENTITY = ("language", "email", "phone", "registration_no", "vat_id", "lei", "created_on")


def _filtered(accounts: QuerySet[Account], asked: AccountsAsked) -> QuerySet[Account]:
    for name in ("account_id", "portfolio", "segment", "country", "collector_id"):
        value = getattr(asked, name)
        if value is not None:
            accounts = accounts.filter(**{name: value})
    for word in search_text(asked.q).split():
        accounts = accounts.filter(search_text__contains=word)
    return accounts


def _by_figures(
    days: QuerySet[AccountDay], snapshot: Snapshot, asked: AccountsAsked
) -> dict[str, Any]:
    if asked.grade is not None:
        days = days.filter(grade=asked.grade)
    if asked.overdue_from_units is not None:
        days = days.filter(overdue_units__gte=asked.overdue_from_units)
    if asked.order == "score":
        days = days.filter(score__isnull=False)
    order = _BY_FIGURE.get(asked.order, Order("accounts", ("account__name", "id")))
    return page_of(days, order, asked, lambda day: _fields(day.account, day, snapshot))


def _figures_on(snapshot: Snapshot | None) -> Prefetch[Any]:
    days = AccountDay.objects.filter(snapshot=snapshot)
    return Prefetch("days", queryset=days, to_attr="latest_days")


def _row(account: Account, snapshot: Snapshot | None) -> AccountRow:
    days: list[AccountDay] = account.latest_days  # type: ignore[attr-defined]  # prefetched
    return _fields(account, days[0] if days else None, snapshot)


def _fields(account: Account, day: AccountDay | None, snapshot: Snapshot | None) -> AccountRow:
    """`snapshot` is the day's own, read once for all rows: it is large."""
    if day is not None and snapshot is not None:
        day.snapshot = snapshot
    return AccountRow(
        **{name: getattr(account, name) for name in AccountRow.model_fields if name != "figures"},
        figures=AccountFigures.model_validate(day) if day else None,
    )
