"""Which parts of the X-ray's JSON are known, and what is said where they are not?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Prose, Section
from duly.report.cells import counted as counted  # noqa: PLC0414 (the command line asks here)
from duly.report.cells import part, rows
from duly.report.figures import NOT_KNOWN
from duly.report.sentences import section_of

Xray = Mapping[str, Any]

CREDITS = frozenset({"credits", "unapplied"})
"""Buckets that hold money of the customers; shown apart, never aged into the others."""


def currencies(xray: Xray) -> list[str]:
    """Every currency of the book, the one with the most open items first."""
    items: dict[str, int] = dict.fromkeys(sorted(part(xray, "open_units")), 0)
    for line in rows(xray, "ageing"):
        items[line["currency"]] = items.get(line["currency"], 0) + (line.get("items") or 0)
    for line in rows(xray, "money"):
        if line["currency"]:
            items.setdefault(line["currency"], 0)
    return sorted(items, key=lambda currency: (-items[currency], currency))


_NO_REASON = "The file does not tell."


def why_unknown(xray: Xray, *keys: str) -> str:
    """The sentence for the first of these keys that the JSON gives a reason for, else nothing."""
    reasons = part(xray, "reasons")
    code = next((reasons[key] for key in keys if reasons.get(key)), None)
    return words.sentence(code, kind="unknown") if code else ""


def metric(xray: Xray, currency: str, name: str) -> Mapping[str, Any]:
    """One metric of one currency as the JSON gives it; empty where it does not."""
    lines = rows(xray, "metrics")
    found = (m for m in lines if m["metric"] == name and m.get("currency") == currency)
    return next(found, {})


def month_ends(xray: Xray, currency: str) -> list[Mapping[str, Any]]:
    """The trend of one currency in order of time."""
    lines = [line for line in rows(xray, "trend") if line["currency"] == currency]
    return sorted(lines, key=lambda line: str(line["on"]))


def said(line: Mapping[str, Any], kind: str, currency: str = "") -> str:
    """The sentence of a warning or reason of the JSON; its count is what was observed.

    `observed` may be a number, or for a sector or country the word (`observed_text`).
    """
    observed = line.get("observed")
    known: dict[str, Any] = {
        **{key: line.get(key) for key in _FIGURES},
        "currency": line.get("currency") or currency or None,
        "count": observed if isinstance(observed, int | float) else None,
        "observed": line.get("observed_text") if observed is None else observed,
    }
    return words.sentence(line["code"], kind=kind, **known)


_FIGURES = ("usual", "threshold", "points", "points_lost", "units", "until", "about")


def section(anchor: str, *cards: Any) -> Section:
    """A section whose title and lede stand in the words of the page."""
    return section_of("page", anchor, *cards)


def not_known(xray: Xray, *keys: str) -> Card:
    """What stands where a whole part of the JSON is null: the reason, as far as there is one."""
    return Card(NOT_KNOWN.capitalize(), (Prose((why_unknown(xray, *keys) or _NO_REASON,)),))


def bucket_name(bucket: str) -> str:
    """A bucket of days as a reader says it: `not due`, `31–60`, `over 120`."""
    if bucket.endswith("+") and bucket[:-1].isdigit():
        return f"over {int(bucket[:-1]) - 1}"
    start, dash, end = bucket.partition("-")
    if dash and start.isdigit() and end.isdigit():
        return f"{start}\u2013{end}"
    return words.title(bucket, kind="bucket")
