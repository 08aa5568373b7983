"""What is said of a payment-timing model: its kind, why it was chosen, and where it refuses?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from markupsafe import Markup

from duly.report import words
from duly.report.cells import PageFacts, part
from duly.report.sentences import bold_sentence

TARGET, LEAST, MOST = 0.8, 0.75, 0.85
"""What a range of four cases in five should hold, and between which shares it does."""


def model_name(facts: PageFacts) -> str:
    """The kind of model in two words; nothing where there is none."""
    kind = part(facts, "model").get("kind")
    return words.title(kind, kind="model") if kind else ""


def rule_name(code: str) -> str:
    """A simple rule as it stands in the middle of a sentence: `customer's median`."""
    name = words.title(code, kind="model")
    return name[:1].lower() + name[1:]


def fitted_on(facts: PageFacts) -> str | None:
    """The day at whose end the model was fitted."""
    return facts.get("fit_on") or part(facts, "model").get("fit_on")


def best_baseline(figures: Mapping[str, float | None]) -> tuple[str, float] | None:
    """Of the simple rules the one that errs least, and its error."""
    known = [(value, name) for name, value in figures.items() if value is not None]
    return (min(known)[1], min(known)[0]) if known else None


def chosen(facts: PageFacts) -> Markup | None:
    """Which model this is, and why it was chosen."""
    name, reason = model_name(facts), part(facts, "model").get("reason")
    if not name:
        return None
    why = words.sentence(reason, kind="model", **_figures(facts)) if reason else ""
    return bold_sentence("fitted", kind="model", name=name, on=fitted_on(facts), why=why)


def refusal(facts: PageFacts) -> Markup | None:
    """Why no forecast of single invoices is shown; None where they may be."""
    code = part(facts, "model").get("refusal")
    if code is None:
        return None
    why = words.sentence(code, kind="model", **_figures(facts))
    return bold_sentence("refused", kind="model", why=why)


def permission(facts: PageFacts) -> Markup | None:
    """That its forecasts of single invoices may be used; None where they may not."""
    known = part(facts, "model")
    if not known.get("kind") or known.get("refusal") is not None:
        return None
    figures = _figures(facts)
    error, other = figures["error"], figures["other"]
    is_behind = error is not None and other is not None and error > other
    return bold_sentence("shown_although" if is_behind else "shown", kind="model", **figures)


def _figures(facts: PageFacts) -> dict[str, Any]:
    known = part(facts, "model")
    best = best_baseline(part(known, "baseline_error"))
    return {
        "count": known.get("paid_count"),
        "trials": known.get("trial_count") or None,
        "error": part(known, "error").get(str(known.get("kind"))),
        "baseline": rule_name(best[0]) if best else None,
        "other": best[1] if best else None,
    }
