"""Which points does a score lack, and why? From all there are to be had down to the score."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext
from markupsafe import Markup

from duly.report.charts.waterfall import Step, waterfall
from duly.server.web import figures
from duly.server.web.sentences import word

_MOST = 8
_FULL = 100


def score_waterfall(facts: Mapping[str, Any]) -> Markup:
    """From AccountReasons.facts; nothing for an account without a score.

    The points of the scorecard are drawn on the scale of the score, so that they add up to it.
    """
    score = facts["score"]
    rows = facts["characteristics"]
    attainable = sum(row["points"] + row["points_lost"] for row in rows)
    if score["score"] is None or not attainable:
        return Markup("")
    scale = _FULL / attainable
    lost = sorted((row for row in rows if row["points_lost"]), key=_points_lost, reverse=True)
    steps = [Step(_name(row), -row["points_lost"] * scale) for row in lost[:_MOST]]
    rest = sum(row["points_lost"] for row in lost[_MOST:])
    if rest:
        steps.append(Step(gettext("All others"), -rest * scale))
    reached = _FULL - sum(row["points_lost"] for row in rows) * scale
    if score["guard"]:
        steps.append(Step(word(score["guard"], "reason"), score["score"] - reached))
    title = gettext("How the score comes about")
    ends = gettext("Full marks"), gettext("Score")
    return waterfall(title, ends[0], _FULL, steps, ends[1], language=figures.language())


def _points_lost(row: Mapping[str, Any]) -> float:
    return float(row["points_lost"])


def _name(row: Mapping[str, Any]) -> str:
    return word(row["characteristic"], "reason")
