"""How much of the exposure hangs on a few customers, groups, countries or sectors?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.bars import Bar, bars
from duly.server.ledger.models import Account
from duly.server.platform.guard import allowed
from duly.server.platform.rights import Act
from duly.server.portfolio.scoped import figures_for
from duly.server.web import figures
from duly.server.web.asking import Asked, latest_snapshot
from duly.server.web.known_accounts import named
from duly.server.web.pages.portfolio.tabs import tabs
from duly.server.web.territories import territory


@dataclass(frozen=True, slots=True)
class Share:
    """One of the largest: its name, its account if it is one, its money and shares."""

    name: str
    account: Account | None
    units: int
    share: float | None
    cumulative_share: float | None


@dataclass(frozen=True, slots=True)
class Split:
    """The largest of one kind, as a drawing and as a table, with the index of concentration."""

    title: str
    drawing: Markup
    rows: Sequence[Share]
    hhi: float | None


@allowed(Act.SEE_BOOK)
def concentration(request: Asked) -> HttpResponse:
    """A card for each way to split the exposure. Known for the whole book only."""
    snapshot = latest_snapshot(request)
    context: dict[str, Any] = {"tabs": tabs("portfolio_concentration"), "snapshot": snapshot}
    if snapshot is None:
        return render(request, "portfolio_empty.html", context)
    found = figures_for(request.actor, snapshot)["concentration"]
    keys = [row["key"] for kind in ("accounts", "groups") for row in _top(found, kind)]
    accounts = named(request.actor, keys)
    splits = [
        _split(title, found[kind], kind, accounts, snapshot.currency)
        for kind, title in _titles().items()
        if _top(found, kind)
    ]
    return render(request, "portfolio_concentration.html", context | {"splits": splits})


def _titles() -> dict[str, str]:
    return {
        "accounts": gettext("Customers"),
        "groups": gettext("Groups of companies"),
        "countries": gettext("Countries"),
        "sectors": gettext("Sectors"),
        "segments": gettext("Segments"),
    }


def _top(found: Mapping[str, Any], kind: str) -> Sequence[Mapping[str, Any]]:
    return (found.get(kind) or {}).get("top") or []


def _split(
    title: str,
    found: Mapping[str, Any],
    kind: str,
    accounts: Mapping[str, Account],
    currency: str,
) -> Split:
    rows = [_share(row, kind, accounts) for row in found["top"]]
    drawn = [
        Bar(
            row.name,
            row.share or 0.0,
            f"{figures.short_money(row.units, currency)} \u00b7 {figures.percent(row.share)}",
        )
        for row in rows
    ]
    return Split(title, bars(title, drawn), rows, found.get("hhi"))


def _share(row: Mapping[str, Any], kind: str, accounts: Mapping[str, Account]) -> Share:
    key = row["key"]
    account = accounts.get(key) if kind in {"accounts", "groups"} and key else None
    name = (
        gettext("not stated")
        if not key
        else territory(key)
        if kind == "countries"
        else (account.name if account and account.name else key)
    )
    return Share(name, account, row["units"], row["share"], row["cumulative_share"])
