"""What is this model, and may it be trusted?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from markupsafe import Markup

from duly.report.cells import PageFacts
from duly.report.model_card.facts import best_rule
from duly.report.sentences import bold_sentence
from duly.report.timing_model import LEAST, MOST, chosen, permission, refusal


def verdict(facts: PageFacts) -> tuple[Markup, ...]:
    """The sentences, figures in bold: what it is, whether it is shown, how it did."""
    about = [chosen(facts), refusal(facts) or permission(facts)]
    return tuple([said for said in about if said is not None] + list(_judged(facts)))


def _judged(facts: PageFacts) -> Iterator[Markup]:
    if facts.get("mae_days") is None:
        yield _say("nothing_scored")
    else:
        yield _error(facts)
    yield from _range(facts)
    if facts.get("auc_late") is not None:
        yield _say("ranks", auc=facts["auc_late"])
    if facts.get("open_count"):
        yield _say("still_open", count=facts["open_count"])


def _error(facts: PageFacts) -> Markup:
    error = facts["mae_days"]
    name, other = best_rule(facts, "mae_days")
    code = "missed" if not name else "closer" if error < other else "no_closer"
    return _say(code, count=facts.get("n") or 0, error=error, baseline=name, other=other)


def _range(facts: PageFacts) -> Iterator[Markup]:
    share = facts.get("coverage_80")
    if share is None:
        return
    code = "range_too_narrow" if share < LEAST else "range_too_wide"
    code = "range_holds" if LEAST <= share <= MOST else code
    yield _say(code, coverage=share, width=facts.get("width_80_days"))


def _say(code: str, **known: Any) -> Markup:
    return bold_sentence(code, kind="model_card", **known)
