"""How is the forecast made, and what does it leave out?"""

from __future__ import annotations

from duly.report import words
from duly.report.blocks import Card, Fact, Facts, Prose, Section
from duly.report.cells import PageFacts, part
from duly.report.forecast.facts import section
from duly.report.timing_model import chosen

_SAID = (
    *("simulated", "dependence", "bands", "sources", "overlaid"),
    *("expected", "never", "currencies"),
)
_MEASURES = ("coverage_80", "weekly_cash_wape")


def method_section(facts: PageFacts) -> Section:
    """The model, the simulation with its measured figures, and the measures used above."""
    known = {**part(facts, "dependence"), **part(facts, "bands")}
    model = chosen(facts)
    said = tuple(words.sentence(f"method_{each}", kind="forecast", **known) for each in _SAID)
    about = Card("The model", (Prose((model,)),)) if model is not None else None
    defined = tuple(
        Fact(words.title(key, kind="accuracy"), words.definition(key, kind="accuracy") or "")
        for key in _MEASURES
    )
    return section(
        "how_it_is_made",
        about,
        Card("How it is made", (Prose(said, is_list=True),)),
        Card("Definitions", (Facts(defined),)),
    )
