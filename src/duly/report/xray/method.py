"""How was each figure of the page calculated?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Fact, Facts, Prose, Section
from duly.report.xray.facts import Xray, part, rows, section

_ALWAYS = ("open", "overdue", "late_share", "mean_days_late", "hhi", "exposure", "pd")


def method_section(xray: Xray) -> Section:
    """The conventions of the page and the definition of every metric that stands on it."""
    used = list(dict.fromkeys(line["metric"] for line in rows(xray, "metrics")))
    names = [*used, *(name for name in _ALWAYS if name not in used)]
    facts = tuple(
        Fact(words.title(name, kind="metric"), text)
        for name in names
        if (text := words.definition(name)) is not None
    )
    return section(
        "method",
        Card("Conventions", (Prose(_conventions(xray), is_list=True),)),
        Card("Definitions", (Facts(facts),)),
    )


def _conventions(xray: Xray) -> tuple[str, ...]:
    policy = part(xray, "policy")
    named = f"{policy.get('name')} {policy.get('version', '')}".strip() if policy else ""
    decided = f"Buckets, scorecard, limits and terms follow the policy {named}." if named else ""
    said = (
        "Nothing on this page was added up across currencies.",
        "Amounts are kept as whole numbers of the smallest unit; no amount was rounded on the way.",
        "Ageing is by due date; an item due on the day itself is not overdue.",
        "Credits not yet applied are shown apart and not aged into the oldest bucket.",
        "Disputed items stay in the totals and are shown as part of them.",
        "What the file cannot tell is called not known, with the reason, and never shown as zero.",
        decided,
    )
    return tuple(each for each in said if each)
