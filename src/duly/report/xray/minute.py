"""What would one say about this portfolio in one minute?

Plain sentences made from the figures, in the order in which a boss asks: how much, how late, what
moved, whom to watch, whom to call, what could not be known and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup, escape

from duly.report import words
from duly.report.figures import clean_text
from duly.report.xray.facts import (
    Xray,
    account_name,
    currencies,
    metric,
    month_ends,
    part,
    rows,
)

_MOST_CURRENCIES = 3
_LEAST_DSO_MOVE = 1.0
_NOTABLE_SHARE = 0.15


def in_one_minute(xray: Xray) -> tuple[Markup, ...]:
    """The sentences, figures in bold, everything from the file escaped."""
    held = currencies(xray)[:_MOST_CURRENCIES]
    said = [line for currency in held for line in _about_money(xray, currency)]
    return (*said, *_about_people(xray), *_about_gaps(xray))


def _about_money(xray: Xray, currency: str) -> Iterator[Markup]:
    whole = part(xray, "open_units").get(currency)
    overdue = part(xray, "overdue_units").get(currency)
    if whole is None:
        return
    share = overdue / whole if overdue is not None and whole > 0 else None
    yield _say(
        "open_and_overdue",
        open_units=whole,
        overdue_units=overdue,
        share=share,
        currency=currency,
    )
    yield from _about_dso(xray, currency)


def _about_dso(xray: Xray, currency: str) -> Iterator[Markup]:
    dso = part(xray, "dso_days").get(currency)
    if dso is None:
        return
    best = metric(xray, currency, "bpdso").get("value")
    gap = None if best is None else _difference(dso, best)
    yield _say("dso_against_best", dso=dso, best=best, gap=gap, currency=currency)
    past = [line["dso_days"] for line in month_ends(xray, currency) if line.get("dso_days")]
    if len(past) > 3 and abs(past[-1] - past[0]) >= _LEAST_DSO_MOVE:
        change = abs(_difference(past[-1], past[0]))
        direction = "rose" if past[-1] > past[0] else "fell"
        yield _say("dso_moved", count=len(past) - 1, direction=direction, change=change)


def _about_people(xray: Xray) -> Iterator[Markup]:
    paid = part(xray, "paid")
    if paid.get("count"):
        yield _say(
            "paid_late",
            count=paid["count"],
            share=paid.get("late_share"),
            days=paid.get("mean_days_late"),
        )
    for largest in _large_debtors(xray):
        yield _say("concentrated", **largest)
    for warning in rows(xray, "warnings")[:1]:
        what = words.sentence(warning["code"], kind="warning", **_figures(warning))
        yield _say("biggest_drift", name=account_name(warning), what=_in_the_middle(what))
    for first in rows(xray, "worklist")[:1]:
        yield _say(
            "call_first",
            name=account_name(first),
            overdue=first.get("overdue_units"),
            oldest=first.get("oldest_days"),
            currency=first["currency"],
        )


def _large_debtors(xray: Xray) -> Iterator[dict[str, Any]]:
    for line in rows(xray, "concentration")[:_MOST_CURRENCIES]:
        top = (line.get("top") or [])[:1]
        if top and (top[0].get("share") or 0) >= _NOTABLE_SHARE:
            share = top[0]["share"]
            yield {"name": account_name(top[0]), "share": share, "currency": line["currency"]}


def _about_gaps(xray: Xray) -> Iterator[Markup]:
    aside = part(xray, "rows").get("set_aside")
    if aside:
        yield _say("set_aside", count=aside)
    by_reason: dict[str, list[str]] = {}
    for key, code in part(xray, "reasons").items():
        by_reason.setdefault(str(code), []).append(_name_of(str(key)))
    for code, names in by_reason.items():
        why = words.sentence(code, kind="unknown")
        yield _say("not_known", what=_listed(names), why=_ended(why))


def _say(code: str, **known: Any) -> Markup:
    return Markup(words.sentence(code, kind="page", dress=_bold, **known))


def _bold(figure: str) -> str:
    return f"<strong>{escape(clean_text(figure))}</strong>"


def _figures(line: Any) -> dict[str, Any]:
    return {
        key: line.get(key) for key in ("observed", "usual", "threshold", "count", "currency")
    }


def _difference(one: float, other: float) -> float:
    """Of the figures as printed, so that a reader who subtracts finds the same."""
    return round(float(round(one, 1) - round(other, 1)), 1)


def _name_of(key: str) -> str:
    name = key.split(".")[-1] if not key.split(".")[-1].isupper() else key.split(".")[0]
    stem = name.removesuffix("_days").removesuffix("_units")
    known = {*words.codes("metric")}
    return words.title(stem if stem in known else name, kind="metric")


def _listed(names: list[str]) -> str:
    unique = list(dict.fromkeys(names))
    return ", ".join([unique[0], *(name[:1].lower() + name[1:] if name[1:2].islower() else name
                                   for name in unique[1:])])


def _ended(text: str) -> str:
    return text if text.endswith(".") else f"{text}."


def _in_the_middle(text: str) -> str:
    return text[:1].lower() + text[1:]


