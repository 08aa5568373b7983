"""What changed since the day before, and at which customers?"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, ngettext

from duly.server.ledger.models import Account
from duly.server.platform.rights import Actor
from duly.server.web import figures
from duly.server.web.known_accounts import named
from duly.server.web.sentences import word

_SHOWN = 4
Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Line:
    """One customer and what happened."""

    account: Account
    said: str


@dataclass(frozen=True, slots=True)
class Movement:
    """One kind of change: its heading, its meaning as a colour, its first lines, how many more,
    and where all of them stand."""

    title: str
    tone: str
    lines: Sequence[Line]
    more: int
    address: str | None = None


@dataclass(frozen=True, slots=True)
class _Kind:
    rows: Sequence[Row]
    title: str
    tone: str
    say: Callable[[Row], str]
    address: str | None = None


def movements(actor: Actor, changes: Row, currency: str) -> dict[str, Any]:
    """Totals first, then the kinds of change that happened, the gravest first."""
    kinds = _kinds(changes, currency)
    shown = [row["account_id"] for kind in kinds for row in kind.rows[:_SHOWN]]
    accounts = named(actor, shown)
    return {
        "since": changes.get("since"),
        "totals": _totals(changes.get("totals") or {}, currency),
        "kinds": [
            Movement(
                kind.title,
                kind.tone,
                _lines(kind.rows, accounts, kind.say),
                max(len(kind.rows) - _SHOWN, 0),
                kind.address,
            )
            for kind in kinds
            if kind.rows
        ],
    }


def _kinds(changes: Row, currency: str) -> list[_Kind]:
    def money(units: int) -> str:
        return figures.short_money(units, currency)

    moves = changes.get("grade_moves") or []
    down = [row for row in moves if row["before"] < row["after"]]
    up = [row for row in moves if row["before"] > row["after"]]
    return [
        _Kind(
            changes.get("limit_breaches") or [],
            gettext("Went above their limit"),
            "bad",
            lambda row: _of(money(row["exposure_units"]), money(row["limit_units"])),
        ),
        _Kind(
            sorted(changes.get("new_warnings") or [], key=lambda row: row["severity"]),
            gettext("New early warnings"),
            "warn",
            lambda row: word(row["code"], "warning"),
            reverse("customers") + "?only=newly_warned&sort=gravest",
        ),
        _Kind(changes.get("broken_promises") or [], gettext("Broke a promise"), "warn", _broken),
        _Kind(down, gettext("Grade went down"), "bad", _grade_move),
        _Kind(
            changes.get("new_overdue") or [],
            gettext("Fell overdue"),
            "",
            lambda row: _items(row["items"], money(row["units"])),
        ),
        _Kind(up, gettext("Grade went up"), "ok", _grade_move),
    ]


def _broken(row: Row) -> str:
    return gettext("%(amount)s until %(day)s") % {
        "amount": figures.short_money(row["amount_units"], row["currency"]),
        "day": figures.short_day(row["due_on"]),
    }


def _lines(
    rows: Sequence[Row], accounts: Mapping[str, Account], say: Callable[[Row], str]
) -> list[Line]:
    return [
        Line(accounts[row["account_id"]], say(row))
        for row in rows[:_SHOWN]
        if row["account_id"] in accounts
    ]


def _totals(totals: Row, currency: str) -> list[str]:
    said = []
    if totals.get("paid_items"):
        came = _items(totals["paid_items"], figures.short_money(totals["paid_units"], currency))
        said.append(gettext("%(amount)s came in") % {"amount": came})
    if totals.get("new_overdue_items"):
        fell = figures.short_money(totals["new_overdue_units"], currency)
        fallen = _items(totals["new_overdue_items"], fell)
        said.append(gettext("%(amount)s fell overdue") % {"amount": fallen})
    return said


def _items(count: int, amount: str) -> str:
    words = ngettext("%(amount)s in %(count)s item", "%(amount)s in %(count)s items", count)
    return words % {"amount": amount, "count": figures.count(count)}


def _grade_move(row: Row) -> str:
    return f"{row['before']} \u2192 {row['after']}"


def _of(part: str, whole: str) -> str:
    return gettext("%(part)s of %(whole)s") % {"part": part, "whole": whole}
