"""What would one say about this portfolio in one minute?

Plain sentences made from the figures, in the order in which a boss asks: how much, how late, what
moved, whom to watch, whom to call, what could not be known and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from duly.report import words
from duly.report.cells import account_name, part, rows
from duly.report.figures import currency_unit
from duly.report.sentences import bold_sentence
from duly.report.xray.facts import Xray, currencies, metric, month_ends, said

_MOST_CURRENCIES = 3
_LEAST_DSO_MOVE = 1.0
_NOTABLE_SHARE = 0.15


def in_one_minute(xray: Xray) -> tuple[Markup, ...]:
    """The sentences, figures in bold, everything from the file escaped."""
    held = currencies(xray)[:_MOST_CURRENCIES]
    told = list(_about_nothing(xray))
    told += [line for currency in held for line in _about_money(xray, currency)]
    if held:
        told += [*_about_dso(xray, held[0]), *_about_concentration(xray, held[0])]
    told += [*_about_payment(xray), *_about_accounts(xray), *_about_gaps(xray)]
    return tuple(told)


def _about_nothing(xray: Xray) -> Iterator[Markup]:
    """Nothing open anywhere is the first thing to know; nobody says it of money not known."""
    amounts = [*part(xray, "open_units").values(), *part(xray, "overdue_units").values()]
    if amounts and not any(amounts) and None not in amounts:
        yield _say("nothing_open")


def _about_money(xray: Xray, currency: str) -> Iterator[Markup]:
    whole = part(xray, "open_units").get(currency)
    overdue = part(xray, "overdue_units").get(currency)
    if not whole:
        return
    if whole < 0:
        yield _say("in_credit", units=-whole, currency=currency)
    elif overdue == 0:
        yield _say("nothing_overdue", open_units=whole, currency=currency)
    else:
        share = overdue / whole if overdue is not None else None
        figures = {"open_units": whole, "overdue_units": overdue, "share": share}
        yield _say("open_and_overdue", currency=currency, **figures)


def _about_dso(xray: Xray, currency: str) -> Iterator[Markup]:
    dso = part(xray, "dso_days").get(currency)
    if not dso:
        return
    best = metric(xray, currency, "bpdso").get("value")
    gap = None if best is None else _difference(dso, best)
    where = currency if len(currencies(xray)) > 1 else None
    told = _say("dso_against_best", dso=dso, best=best, gap=gap, where=where)
    past = [line["dso_days"] for line in month_ends(xray, currency) if line.get("dso_days")]
    if len(past) > 3 and abs(past[-1] - past[0]) >= _LEAST_DSO_MOVE:
        change = abs(_difference(past[-1], past[0]))
        direction = "rose" if past[-1] > past[0] else "fell"
        moved = _say("dso_moved", count=len(past) - 1, direction=direction, change=change)
        told = Markup(" ").join([told, moved])
    yield told


def _about_concentration(xray: Xray, currency: str) -> Iterator[Markup]:
    for line in rows(xray, "concentration"):
        for largest in (line.get("top") or [])[:1]:
            share = largest.get("share") or 0.0
            if line["currency"] == currency and share >= _NOTABLE_SHARE:
                name = account_name(largest)
                unit = currency_unit(currency) or None
                yield _say("concentrated", name=name, share=share, currency=unit)


def _about_payment(xray: Xray) -> Iterator[Markup]:
    paid = part(xray, "paid")
    if paid.get("count"):
        share, days = paid.get("late_share"), paid.get("mean_days_late")
        yield _say("paid_late", count=paid["count"], share=share, days=days)


def _about_accounts(xray: Xray) -> Iterator[Markup]:
    for warning in rows(xray, "warnings")[:1]:
        what = _in_the_middle(said(warning, "warning"))
        yield _say("biggest_drift", name=account_name(warning), what=what)
    for first in rows(xray, "worklist")[:1]:
        yield _say(
            "call_first",
            name=account_name(first),
            overdue=first.get("overdue_units"),
            oldest=first.get("oldest_days"),
            currency=first["currency"],
        )


def _about_gaps(xray: Xray) -> Iterator[Markup]:
    aside = part(xray, "rows").get("set_aside")
    if aside:
        yield _say("set_aside", count=aside)
    by_reason: dict[str, list[str]] = {}
    for key, code in part(xray, "reasons").items():
        by_reason.setdefault(str(code), []).append(_name_of(str(key)))
    for code, names in sorted(by_reason.items(), key=lambda each: -len(each[1])):
        what = "; ".join(dict.fromkeys(names))
        yield _say("not_known", what=what, why=words.sentence(code, kind="unknown"))


def _say(code: str, **known: Any) -> Markup:
    return bold_sentence(code, kind="page", **known)


def _difference(one: float, other: float) -> float:
    """Of the figures as printed, so that a reader who subtracts finds the same."""
    return round(round(one, 1) - round(other, 1), 1)


def _name_of(key: str) -> str:
    """What a path of the JSON is called: `dso_days.EUR` → DSO in EUR, `paid.late_share` → paid."""
    name, _, where = key.partition(".")
    title = words.title(name, kind="part")
    known = title if name in words.codes("part") else _in_the_middle(words.title(name))
    return f"{known} in {where}" if where.isupper() else known


def _in_the_middle(text: str) -> str:
    """A sentence that goes on after a colon begins small, unless it begins with an abbreviation."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]
