"""How does a template write a figure, a grade, a bar, a reason? `{% load duly %}`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.grade_mix import grade_class
from duly.report.charts.svg import tag
from duly.server.web import figures, icons, sentences
from duly.server.web.drawings.ageing_bar import ageing_bar as drawn_ageing_bar
from duly.server.web.drawings.limit_gauge import limit_gauge, used_share, used_words
from duly.server.web.statement_lines import statement_line
from duly.server.web.stylesheet import stylesheet_address
from duly.server.web.territories import territory

register = template.Library()

register.filter("money", figures.money)
register.filter("whole_money", figures.whole_money)
register.filter("short_money", figures.short_money)
register.filter("amount", figures.amount)
register.filter("whole_amount", figures.whole_amount)
register.filter("percent", figures.percent)
register.filter("days", figures.days)
register.filter("count", figures.count)
register.filter("decimal", figures.decimal)
register.filter("short_amount", figures.short_amount)
register.filter("day", figures.day)
register.filter("long_day", figures.long_day)
register.filter("moment", figures.moment)
register.filter("word", sentences.word)
register.filter("territory", territory)
register.filter("statement_line", statement_line)
register.simple_tag(icons.icon, name="icon")
register.simple_tag(sentences.reason, name="reason")


@register.simple_tag
def grade(letter: str, size: str = "") -> Markup:
    """The grade as a chip in its colour; nothing known is a dash."""
    css = f"grade {grade_class(letter)} {size}".strip()
    return tag("span", [letter or figures.DASH], css=css)


@register.simple_tag
def ageing_bar(buckets_units: Sequence[int], names: Sequence[str] = ()) -> Markup:
    return drawn_ageing_bar(buckets_units, names)


@register.simple_tag
def as_of(snapshot: Any) -> Markup:
    """As of when the figures are, with a link to what they rest on; `snapshot` may be None."""
    if snapshot is None:
        return tag("span", [gettext("No day has been run yet")], css="as-of")
    said = gettext("as of %(day)s") % {"day": figures.day(snapshot.as_of)}
    when = tag("time", [said], datetime=snapshot.as_of.isoformat())
    return tag("span", [when], css="as-of", title=_basis(snapshot))


def _basis(snapshot: Any) -> str:
    return gettext("Policy %(policy)s, facts %(facts)s, run %(moment)s") % {
        "policy": snapshot.policy_version,
        "facts": snapshot.facts_digest[:12],
        "moment": figures.moment(snapshot.completed_at),
    }


@register.filter
def days_late(due_on: dt.date, as_of_day: dt.date) -> int:
    """How many days after its due date an item is; negative before it."""
    return (as_of_day - due_on).days


@register.filter
def days_or_dash(number: float | None) -> str:
    """Days with a decimal at most; what was worked out has many."""
    return figures.DASH if number is None else figures.days(round(number, 1))


@register.filter
def decimal_or_dash(number: float | None) -> str:
    return figures.DASH if number is None else figures.decimal(number, 1)


@register.simple_tag
def characteristic(row: Mapping[str, Any]) -> str:
    """What was seen of a characteristic of the scorecard: a row of AccountReasons.facts."""
    text = row.get("observed_text")
    observed = row["observed"] if text is None else text
    return sentences.reason({"code": row["characteristic"], "observed": observed}, "reason")


@register.filter
def at(listed: Sequence[Any], place: int) -> Any:
    """The entry at a place counted from nothing."""
    return listed[place]


@register.filter
def summed(numbers: Sequence[int]) -> int:
    return sum(numbers)


@register.filter
def item(known: Mapping[Any, Any], key: Any) -> Any:
    """The value under a key that stands in a variable; None if there is none."""
    return known.get(key)


@register.filter
def mid_sentence(words: str) -> str:
    """A name inside a sentence: `by currency`, where German keeps its capital."""
    return words if figures.language() == "de" else words.lower()


@register.simple_tag(takes_context=True)
def query(context: Mapping[str, Any], **changed: Any) -> str:
    """This page's query with some values changed; empty ones go, and so does the cursor."""
    request: HttpRequest = context["request"]
    kept = request.GET.copy()
    for name in ("after", "before"):
        kept.pop(name, None)
    for name, value in changed.items():
        if value in (None, ""):
            kept.pop(name, None)
        else:
            kept[name] = str(value)
    return f"?{kept.urlencode()}" if kept else "?"


register.simple_tag(limit_gauge)
register.simple_tag(used_words, name="limit_words")
register.simple_tag(used_share, name="limit_share")
register.simple_tag(stylesheet_address)
