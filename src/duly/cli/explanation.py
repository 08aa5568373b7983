"""How is the explanation of one account put into facts, onto the terminal and onto a page?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duly.analytics.assessment.advice import Goal, Outcome
from duly.analytics.assessment.columns import LIMIT, TERMS
from duly.report.figures import format_days, format_number, format_share, format_units
from duly.report.words import sentence, title

if TYPE_CHECKING:
    from duly.analytics.assessment.advice import Adviser


def explanation(adviser: Adviser, seen: Mapping[str, Any]) -> dict[str, Any]:
    """Everything about one account: JSON and the faces are made from this."""
    judged = adviser.judgement
    kept = {"current_limit_units": seen["current_limit_units"]}
    return {
        "account_id": seen["account_id"],
        "name": seen["name"],
        "country": seen["country"],
        "currency": seen["currency"],
        "observed": {name: value for name, value in seen.items() if name != "missing_rates"},
        "score": judged["score"],
        "raw_score": judged["raw_score"],
        "guard": judged["guard"],
        "grade": judged["grade"],
        "pd": judged["pd"],
        "expected_loss_units": judged["expected_loss_units"],
        "reasons": adviser.reasons(),
        "limit": {name: judged[name] for name in LIMIT} | kept,
        "terms": {name: judged[name] for name in TERMS},
        "advice": {goal.value: [way.facts() for way in adviser.advice(goal)] for goal in Goal},
    }


def print_explanation(content: Mapping[str, Any]) -> None:
    """The explanation in plain lines, readable in any terminal and in a mail."""
    import typer

    for line in lines(content):
        typer.echo(line)


def write_explanation(content: Mapping[str, Any], path: Path) -> None:
    """The explanation as a page."""
    from duly.report.columns import ReportColumn
    from duly.report.tables import table_page
    from duly.report.text_file import write_text

    columns = (ReportColumn("heading", "What"), ReportColumn("text", "Why and how"))
    rows = [{"heading": heading, "text": text} for heading, text in _told(content)]
    name = f"{content['name'] or ''} ({content['account_id']})"
    write_text(path, table_page(name, columns, rows, as_of=content["as_of"]))


def lines(content: Mapping[str, Any]) -> Iterator[str]:
    """One line a statement, under its heading."""
    yield f"{content['account_id']}  {content['name'] or ''}  as of {content['as_of']}"
    last = ""
    for heading, text in _told(content):
        if heading != last:
            yield ""
            yield heading
            last = heading
        yield f"  {text}"


def _told(content: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield from (("Grade", text) for text in _grade(content))
    yield from (("Why this score", text) for text in _reasons(content))
    yield from (("Limit", text) for text in _limit(content))
    yield from (("Terms", text) for text in _terms(content))
    for goal in Goal:
        heading = f"What would raise the {goal.value}"
        yield from ((heading, text) for text in _advice(content, goal))


def _grade(content: Mapping[str, Any]) -> Iterator[str]:
    score = content["score"]
    shown = "no score: too little is known" if score is None else f"score {score} of 100"
    pd = format_share(content["pd"], 2)
    yield f"{content['grade']} — {shown}; probability of default within a year {pd}"
    if content["guard"]:
        raw = content["raw_score"]
        yield f"{sentence(content['guard'], kind='reason')} (points alone: {raw} of 100)"


def _reasons(content: Mapping[str, Any]) -> Iterator[str]:
    for reason in content["reasons"]:
        said = sentence(
            reason["characteristic"],
            kind="reason",
            observed=reason["observed"]
            if reason["observed_text"] is None
            else reason["observed_text"],
        )
        attainable = reason["points"] + reason["points_lost"]
        yield f"{reason['points']:>3} of {attainable:<3} {said}"


def _limit(content: Mapping[str, Any]) -> Iterator[str]:
    limit, currency = content["limit"], content["currency"]
    if limit["limit_units"] is None:
        yield f"none: {sentence(limit['limit_reason'] or 'not_known', kind='unknown')}"
    else:
        shown = format_units(limit["limit_units"], currency)
        bound = title(limit["limit_binding"], kind="binding")
        yield f"{shown} {currency}, bound by {bound}"
    for name in LIMIT:
        is_amount = name.endswith("_units") and name not in ("limit_units", *_GAP)
        if is_amount and limit[name] is not None:
            yield f"{title(name, kind='field')}: {format_units(limit[name], currency)}"
    yield from _gap(limit, currency)


_GAP = ("shortfall_units", "option_secured_units")


def _gap(limit: Mapping[str, Any], currency: str) -> Iterator[str]:
    """How far the limit falls short of the need, and what would close the gap."""
    for name in _GAP:
        if limit[name]:
            yield f"{title(name, kind='field')}: {format_units(limit[name], currency)}"
    if limit["option_terms_days"] is not None:
        yield f"the need would fit with terms of {limit['option_terms_days']} days"
    if limit["option_deposit_share"] is not None:
        yield f"or with a deposit of {format_share(limit['option_deposit_share'])}"


def _terms(content: Mapping[str, Any]) -> Iterator[str]:
    terms = content["terms"]
    days = terms["recommended_days"]
    yield "prepayment" if days == 0 else f"{days} days (set by the {terms['terms_reason']})"
    if terms["deposit_share"]:
        yield f"deposit {format_share(terms['deposit_share'])}"
    if terms["discount_share"]:
        yield f"discount {format_share(terms['discount_share'])} in {terms['discount_days']} days"
    yield f"security: {title(terms['security'], kind='security')}"
    yield f"review on {terms['review_on']}" if terms["review_on"] else "review with each order"
    yield f"hold orders when overdue {terms['hold_overdue_days']} days"


def _advice(content: Mapping[str, Any], goal: Goal) -> Iterator[str]:
    ways = content["advice"][goal.value]
    if not ways:
        yield "nothing within reach; it is at its best, or what binds it cannot be changed"
    for way in ways:
        changes = " and ".join(_change(change, content["currency"]) for change in way["changes"])
        after = Outcome(**way["after"])
        limit = (
            "none"
            if after.limit_units is None
            else format_units(after.limit_units, content["currency"])
        )
        yield f"{changes} → grade {after.grade}, limit {limit}"


def _change(change: Mapping[str, Any], currency: str) -> str:
    name = title(change["characteristic"], kind="reason")
    if change["characteristic"].endswith("_units"):
        name = title(change["characteristic"], kind="field")
        return f"{name} of {format_units(change['wanted'], currency)}"
    side = "below" if change["is_below"] else "at least"
    edge = _figure(change["characteristic"], change["threshold"])
    return f"{name} {side} {edge} (now {_figure(change['characteristic'], change['observed'])})"


def _figure(characteristic: str, value: float | None) -> str:
    """A share as percent, days as days, all else as a number."""
    if characteristic.endswith("_share") or characteristic in _SHARES:
        return format_share(value)
    return format_days(value) if "days" in characteristic else format_number(value)


# What is a part of a whole, though its name does not say so.
_SHARES = ("utilisation", "equity_ratio", "bureau_standing")
