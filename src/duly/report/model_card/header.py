"""Which model is this, of which book, and which of its figures does one look at first?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Figure, Header
from duly.report.cells import PageFacts, counted
from duly.report.figures import NOT_KNOWN, format_date, format_share
from duly.report.model_card.facts import USUAL, best_rule, rule, shown
from duly.report.timing_model import LEAST, MOST, TARGET, fitted_on, model_name


def header(facts: PageFacts) -> Header:
    """The strip at the top of the page."""
    fitted, refit, policy = fitted_on(facts), facts.get("refit"), facts.get("policy")
    chips = [
        model_name(facts),
        f"fitted on {format_date(fitted)}" if fitted else "",
        words.title(refit, kind="model") if refit else "",
        _counted(facts, "scored_count", "invoice", "scored"),
        _counted(facts, "open_count", "invoice", "not paid yet"),
        f"policy {policy['name']} {policy.get('version', '')}".strip()
        if isinstance(policy, dict) and policy.get("name")
        else "",
    ]
    return Header(
        name=str(facts.get("book") or "Receivables"),
        as_of=format_date(facts.get("as_of")),
        chips=tuple(chip for chip in chips if chip),
    )


def _counted(facts: PageFacts, key: str, noun: str, what: str) -> str:
    return "" if facts.get(key) is None else f"{counted(facts[key], noun)} {what}"


def key_figures(facts: PageFacts) -> tuple[Figure, ...]:
    """Six figures, each beside the simple rule that comes closest."""
    return (
        _beside(facts, "mae_days", "Mean error", "days"),
        _lift(facts),
        _beside(facts, "auc_late", "Ranking of late invoices (AUC)", is_higher_better=True),
        _coverage(facts),
        _beside(facts, "within_3_days", "Within 3 days", is_higher_better=True),
        _beside(facts, "weekly_cash_wape", "Weekly cash error (WAPE)"),
    )


def _beside(
    facts: PageFacts, key: str, label: str, unit: str = "", *, is_higher_better: bool = False
) -> Figure:
    value = facts.get(key)
    if value is None:
        return _absent(label)
    name, other = best_rule(facts, key, is_higher_better=is_higher_better)
    if not name:
        return Figure(label, shown(key, value), unit)
    is_better = value > other if is_higher_better else value < other
    detail = f"best simple rule {shown(key, other)} ({name})"
    return Figure(label, shown(key, value), unit, detail, "good" if is_better else "warn")


def _lift(facts: PageFacts) -> Figure:
    """By how much it comes closer than the rule a clerk would follow."""
    label = "Closer than the customer\u2019s median"
    error, usual = facts.get("mae_days"), rule(facts, USUAL).get("mae_days")
    if error is None or not usual:
        return _absent(label)
    detail = f"{shown('mae_days', error)} against {shown('mae_days', usual)} days"
    css = "good" if error < usual else "warn"
    return Figure(label, format_share(1 - error / usual), "", detail, css)


def _coverage(facts: PageFacts) -> Figure:
    label = "Held by the 80% range"
    share, width = facts.get("coverage_80"), facts.get("width_80_days")
    if share is None:
        return _absent(label)
    wide = f", {shown('width_80_days', width)} days wide" if width is not None else ""
    css = "good" if LEAST <= share <= MOST else "warn"
    detail = f"should be {format_share(TARGET, 0)}{wide}"
    return Figure(label, format_share(share), "", detail, css)


def _absent(label: str) -> Figure:
    return Figure(label, NOT_KNOWN, css="unknown")
