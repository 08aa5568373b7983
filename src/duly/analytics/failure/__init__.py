"""How probable is it, from its financial statements, that a firm fails within the next year?"""

from duly.analytics.failure.characteristics import characteristics, latest_characteristics
from duly.analytics.failure.fitting import FittedScorecard, fit_scorecard
from duly.analytics.failure.published import published_reasons, published_scores
from duly.analytics.failure.reasons import reasons
from duly.analytics.failure.scorecard import Scorecard, score
from duly.analytics.failure.stored import read_card, read_facts, write_card

__all__ = [
    "FittedScorecard",
    "Scorecard",
    "characteristics",
    "fit_scorecard",
    "latest_characteristics",
    "published_reasons",
    "published_scores",
    "read_card",
    "read_facts",
    "reasons",
    "score",
    "write_card",
]
