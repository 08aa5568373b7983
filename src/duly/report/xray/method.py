"""How was each figure of the page calculated?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Fact, Facts, Prose, Section
from duly.report.cells import part, rows
from duly.report.xray.facts import Xray, section

_ALWAYS = ("open_units", "overdue_units", "late_share", "mean_days_late", "hhi", "exposure", "pd")


def method_section(xray: Xray) -> Section:
    """The conventions of the page and the definition of every metric that stands on it."""
    lines = rows(xray, "metrics")
    known = dict.fromkeys(m["metric"] for m in lines if m.get("value") is not None)
    facts = {
        words.title(name, kind="metric"): text
        for name in (*known, *_ALWAYS)
        if (text := words.definition(name)) is not None
    }
    defined = tuple(Fact(title, text) for title, text in facts.items())
    return section(
        "method",
        Card("Conventions", (Prose(_conventions(xray), is_list=True),)),
        Card("Definitions", (Facts(defined),)),
    )


def _conventions(xray: Xray) -> tuple[str, ...]:
    policy = part(xray, "policy")
    named = f"{policy.get('name')} {policy.get('version', '')}".strip() if policy else ""
    decided = f"Buckets, scorecard, limits and terms follow the policy {named}." if named else ""
    aged_by = "due date" if policy.get("ageing_basis") != "issue" else "invoice date"
    said = (
        "Nothing on this page was added up across currencies.",
        "Amounts are kept as whole numbers of the smallest unit; none that was read was rounded.",
        f"Ageing is by {aged_by}; an item due on the day itself is not overdue.",
        "Credits not yet applied are shown apart and not aged into the oldest bucket.",
        "Disputed items stay in the totals and are shown as part of them.",
        "What the file cannot tell is called not known, with the reason, and never shown as zero.",
        decided,
    )
    return tuple(each for each in said if each)
