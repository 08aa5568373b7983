"""How does the JSON of a backtest become a card that tells how far to trust the model?"""

from __future__ import annotations

from duly.report.blocks import Section
from duly.report.cells import PageFacts
from duly.report.model_card.accuracy import accuracy_section
from duly.report.model_card.calibration import calibration_section
from duly.report.model_card.coverage import coverage_section
from duly.report.model_card.evidence import evidence_section
from duly.report.model_card.header import header, key_figures
from duly.report.model_card.importances import importances_section
from duly.report.model_card.method import limits_section, method_section
from duly.report.model_card.parts import parts_section
from duly.report.model_card.verdict import verdict
from duly.report.pages import render


def model_card_page(facts: PageFacts) -> str:
    """The whole page as one HTML text: styles inside, no script, nothing loaded from elsewhere.

    `facts` is the JSON of `duly backtest --json`. What is null in it is called not known.
    """
    return render(
        "sheet.html",
        kind="Model card",
        header=header(facts),
        minute=verdict(facts),
        figures=key_figures(facts),
        first_card=None,
        sections=_sections(facts),
    )


def _sections(facts: PageFacts) -> list[Section]:
    return [
        accuracy_section(facts),
        calibration_section(facts),
        coverage_section(facts),
        parts_section(facts),
        importances_section(facts),
        evidence_section(facts),
        limits_section(),
        method_section(),
    ]
