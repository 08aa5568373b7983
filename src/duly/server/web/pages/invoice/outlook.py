"""When will this invoice be paid, and why then; or why is nothing foretold of it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from duly.server.ledger.models import Invoice
from duly.server.portfolio.models import InvoiceOutlook, Snapshot
from duly.server.web import figures
from duly.server.web.foretold import problem_of
from duly.server.web.sentences import reason

_NOTABLE = 0.01
_MONTH_DAYS = 30


@dataclass(frozen=True, slots=True)
class Foretold:
    """The days by which it is paid, the chances, and sentences: what moved them, or why none."""

    days: Sequence[tuple[str, str]] = ()
    chances: Sequence[tuple[str, str]] = ()
    reasons: Sequence[str] = ()
    why_none: str = ""


def foretold(invoice: Invoice, snapshot: Snapshot | None) -> Foretold:
    """What the newest day said of it."""
    outlook = getattr(invoice, "outlook", None)
    if invoice.amount_units < 0:
        return Foretold(why_none=gettext("It is a credit: no payment is expected for it."))
    if invoice.open_units == 0:
        return Foretold(why_none=gettext("It is settled: nothing of it is still to come."))
    if outlook is None or snapshot is None:
        return Foretold(why_none=_why_none(invoice, snapshot))
    late_days = (snapshot.as_of - invoice.due_on).days
    return Foretold(
        _days(outlook),
        list(_chances(outlook, late_days)),
        list(_reasons(outlook, late_days)),
    )


def _days(outlook: InvoiceOutlook) -> list[tuple[str, str]]:
    ends = [
        (gettext("one of ten by"), outlook.p10_on),
        (gettext("five of ten by"), outlook.p50_on),
        (gettext("nine of ten by"), outlook.p90_on),
    ]
    beyond = gettext("not within a year")
    return [(words, beyond if on is None else figures.day(on)) for words, on in ends]


def _chances(outlook: InvoiceOutlook, late_days: int) -> Iterator[tuple[str, str]]:
    if late_days > 0:
        yield gettext("Chance to be late"), gettext("late already")
    elif outlook.late_chance is not None:
        yield gettext("Chance to be late"), figures.percent(outlook.late_chance, 0)
    much_later = outlook.figures.get("p_later_than_30")
    if much_later is not None and late_days <= _MONTH_DAYS:
        yield gettext("More than 30 days late"), figures.percent(much_later, 0)
    if (outlook.never_chance or 0) >= _NOTABLE:
        yield gettext("Not within a year"), figures.percent(outlook.never_chance, 0)


def _reasons(outlook: InvoiceOutlook, late_days: int) -> Iterator[str]:
    """What its customer does usually, what moved this one, and that it is still open."""
    usual = outlook.figures.get("usual_days")
    moved = [each for each in outlook.reasons if round(abs(each["days"]), 1) > 0]
    if usual is not None:
        code = "usual_late" if usual >= 0 else "usual_early"
        yield reason({"code": code, "days": abs(usual)}, "forecast")
    for each in moved:
        yield _moved(each)
    if late_days > 0:
        yield reason({"code": "still_open", "days": late_days}, "forecast")
    elif not moved:
        yield reason({"code": "as_usual" if usual is None else "unmoved"}, "forecast")


def _moved(each: Mapping[str, Any]) -> str:
    way = "later" if each["days"] > 0 else "sooner"
    return reason({"code": each["code"], "days": abs(each["days"]), "way": way}, "foresight")


def _why_none(invoice: Invoice, snapshot: Snapshot | None) -> str:
    if snapshot is None:
        return gettext("No day has been run yet; the first run foretells it.")
    if snapshot.completed_at is not None and invoice.recorded_at > snapshot.completed_at:
        return gettext("It came in after the newest day was run; the next run foretells it.")
    cash = snapshot.cash
    if problem := problem_of(cash):
        return problem
    if cash.get("refusal"):
        return reason({"code": cash["refusal"]}, "model")
    return gettext("The newest day foretold nothing of it.")
