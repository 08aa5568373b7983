"""How does the X-ray's JSON become a page one forwards to the boss?"""

from __future__ import annotations

from duly.report.blocks import Section
from duly.report.pages import render
from duly.report.xray.ageing import ageing_section
from duly.report.xray.behaviour import behaviour_section
from duly.report.xray.concentration import concentration_section
from duly.report.xray.currency_table import currency_card
from duly.report.xray.facts import Xray
from duly.report.xray.grades import grades_section
from duly.report.xray.header import header, key_figures
from duly.report.xray.limits import limits_section
from duly.report.xray.method import method_section
from duly.report.xray.minute import in_one_minute
from duly.report.xray.quality import quality_section
from duly.report.xray.reading import reading_section
from duly.report.xray.trend import trend_section
from duly.report.xray.warnings import warnings_section
from duly.report.xray.worklist import worklist_section


def xray_page(xray: Xray) -> str:
    """The whole page as one HTML text: styles inside, no script, nothing loaded from elsewhere.

    `xray` is the JSON of `duly xray --json`, so the page says exactly what the JSON says. Where
    evidence is missing (null) the page says so, with the reason the JSON gives.
    """
    return render(
        "sheet.html",
        kind="Receivables X-ray",
        header=header(xray),
        minute=in_one_minute(xray),
        figures=key_figures(xray),
        first_card=currency_card(xray),
        sections=_sections(xray),
    )


def _sections(xray: Xray) -> list[Section]:
    return [
        ageing_section(xray),
        trend_section(xray),
        behaviour_section(xray),
        concentration_section(xray),
        grades_section(xray),
        warnings_section(xray),
        limits_section(xray),
        worklist_section(xray),
        quality_section(xray),
        reading_section(xray),
        method_section(xray),
    ]
