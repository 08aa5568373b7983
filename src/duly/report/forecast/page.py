"""How does the JSON of a cash forecast become a page one takes to the treasurer?"""

from __future__ import annotations

from duly.report.blocks import Section
from duly.report.cells import PageFacts
from duly.report.forecast.accounts import accounts_section
from duly.report.forecast.days import days_section
from duly.report.forecast.header import header, key_figures
from duly.report.forecast.held import held_section
from duly.report.forecast.invoices import invoices_section
from duly.report.forecast.late_risk import late_risk_section
from duly.report.forecast.method import method_section
from duly.report.forecast.minute import in_one_minute
from duly.report.forecast.weeks import weeks_section
from duly.report.pages import render


def forecast_page(facts: PageFacts) -> str:
    """The whole page as one HTML text: styles inside, no script, nothing loaded from elsewhere.

    `facts` is the JSON of `duly forecast --json`. What is null in it is called not known; where
    the model refuses to speak of single invoices, the page says why.
    """
    return render(
        "sheet.html",
        kind="Cash forecast",
        header=header(facts),
        minute=in_one_minute(facts),
        figures=key_figures(facts),
        first_card=None,
        sections=_sections(facts),
    )


def _sections(facts: PageFacts) -> list[Section]:
    at_risk = [late_risk_section(facts)] if facts.get("late_risk") is not None else []
    return [
        weeks_section(facts),
        days_section(facts),
        accounts_section(facts),
        invoices_section(facts),
        *at_risk,
        held_section(facts),
        method_section(facts),
    ]
