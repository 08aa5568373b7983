"""What can the model not know, how was it judged, and what do the figures mean?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Fact, Facts, Prose, Section
from duly.report.model_card.accuracy import MEASURES
from duly.report.model_card.facts import section

_LIMITS = ("disputes", "events", "new", "contacts", "book", "drift")
_METHOD = ("out_of_time", "open", "choice", "conformal", "shown")


def limits_section() -> Section:
    """What a person may know and the book does not."""
    said = tuple(words.sentence(f"limit_{each}", kind="model_card") for each in _LIMITS)
    return section("not_knowable", Card("Limits", (Prose(said, is_list=True),)))


def method_section() -> Section:
    """How the figures came about, and each of them in plain words."""
    said = tuple(words.sentence(f"method_{each}", kind="model_card") for each in _METHOD)
    defined = tuple(
        Fact(words.title(key, kind="accuracy"), words.definition(key, kind="accuracy") or "")
        for key in MEASURES
    )
    return section(
        "how_it_is_judged",
        Card("How it is judged", (Prose(said, is_list=True),)),
        Card("Definitions", (Facts(defined),)),
    )
