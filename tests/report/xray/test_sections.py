from typing import Any

import pytest
from tests.report.drawing import parsed, texts
from tests.report.example import xray

from duly.report.blocks import Card, Drawing, Grid, Prose, Section
from duly.report.xray.ageing import ageing_section
from duly.report.xray.behaviour import behaviour_section
from duly.report.xray.concentration import concentration_section
from duly.report.xray.grades import grades_section
from duly.report.xray.header import key_figures
from duly.report.xray.limits import limits_section
from duly.report.xray.quality import quality_section
from duly.report.xray.trend import trend_section
from duly.report.xray.worklist import worklist_section


def _grid(card: Card) -> Grid:
    return next(block for block in card.blocks if isinstance(block, Grid))


def _column(section: Section, place: int, card: int = 0) -> list[str]:
    return [row[place].text for row in _grid(section.cards[card]).rows]


def test_ageing_has_one_card_per_currency_and_its_foot_is_the_sum() -> None:
    euro, sterling = ageing_section(xray()).cards
    assert (euro.title, sterling.title) == ("EUR", "GBP")
    assert [cell.text for cell in _grid(euro).foot] == ["Total", "1,864,203.55", "100.0%", "353"]


def test_credits_are_shown_apart_and_not_aged() -> None:
    euro = ageing_section(xray()).cards[0]
    assert "Credits not yet applied" not in [row[0].text for row in _grid(euro).rows]
    apart = euro.blocks[-1]
    assert isinstance(apart, Grid)
    assert apart.rows[0][1].text == "−12,045.00"


@pytest.mark.parametrize(
    ("changed", "label", "value"),
    [
        ({}, "Open receivables", "1,864,204"),
        ({}, "Overdue", "620,191"),
        ({}, "Graded D or E", "13"),
        ({"dso_days": {"EUR": None}}, "DSO", "not known"),
        ({"paid": {"late_share": None}}, "Paid late", "not known"),
        ({"grades": {"N": 5}}, "Graded D or E", "not known"),
        ({"open_units": {"EUR": None}}, "Open receivables", "not known"),
        ({"overdue_units": {"EUR": 0}}, "Overdue", "0"),
    ],
)
def test_a_key_figure_is_known_or_says_so(changed: dict[str, Any], label: str, value: str) -> None:
    figures = {figure.label: figure.value for figure in key_figures({**xray(), **changed})}
    assert figures[label] == value


def test_a_currency_common_to_all_rows_is_said_in_the_heading_only() -> None:
    slowest = _grid(behaviour_section(xray()).cards[2])
    assert [head.unit for head in slowest.heads] == ["", "", "", "", "EUR"]
    mixed = _grid(worklist_section(xray()).cards[0])
    assert "Currency" in [head.title for head in mixed.heads]


def test_every_row_has_a_cell_for_every_heading() -> None:
    makers = (ageing_section, trend_section, behaviour_section, concentration_section)
    makers += (grades_section, limits_section, worklist_section)
    cards = [card for make in makers for card in make(xray()).cards]
    grids = [block for card in cards for block in card.blocks if isinstance(block, Grid)]
    assert len(grids) > 8
    assert all(len(row) == len(grid.heads) for grid in grids for row in grid.rows)


def test_the_points_of_the_waterfall_are_those_of_the_reasons() -> None:
    card = next(c for c in limits_section(xray()).cards if c.title.endswith("scores 22"))
    drawing = card.blocks[0]
    assert isinstance(drawing, Drawing)
    assert texts(parsed(drawing.svg), "figure") == ["80", "−31", "−23", "−16", "−8", "2"]


def test_a_limit_of_zero_is_a_limit_and_no_limit_is_not_known() -> None:
    lines = xray()["assessments"][:2]
    facts = {"assessments": [{**lines[0], "limit_units": 0}, {**lines[1], "limit_units": None}]}
    section = limits_section(facts)
    assert _column(section, 5) == ["0.00", "not known"]
    assert _column(section, 6) == ["no credit", ""]


@pytest.mark.parametrize(
    ("days", "terms"), [(30, "30 days"), (0, "prepayment"), (None, "not known")]
)
def test_terms_of_no_days_are_prepayment(days: int | None, terms: str) -> None:
    line = {**xray()["assessments"][0], "terms_days": days}
    assert _column(limits_section({"assessments": [line]}), -1) == [terms]


def test_losses_beyond_the_first_six_are_added_up_as_others() -> None:
    lines = [{"code": f"c{n}", "observed": n, "points": 1, "points_lost": 10 - n} for n in range(8)]
    assessed = {**xray()["assessments"][0], "score": 8, "reasons": lines}
    drawing = limits_section({"assessments": [assessed]}).cards[1].blocks[0]
    assert isinstance(drawing, Drawing)
    assert texts(parsed(drawing.svg), "figure")[-3:] == ["−5", "−7", "8"]


def test_amounts_of_two_currencies_are_never_ranked_against_each_other() -> None:
    line = xray()["assessments"][0]
    sizes = (("JPY", 10**9), ("JPY", 10**8), ("EUR", 500), ("EUR", 100))
    lines = [{**line, "currency": c, "exposure_units": u} for c, u in sizes]
    section = limits_section({"assessments": lines, "ageing": [{"currency": "EUR", "items": 5}]})
    assert _column(section, 4) == ["5.00", "1,000,000,000", "1.00", "100,000,000"]


@pytest.mark.parametrize(
    ("units", "money", "shown"),
    [
        ({"EUR": 12345, "GBP": 0}, [{"currency": "EUR"}, {"currency": "GBP"}], "EUR\u00a0123.45"),
        ({"XXX": 12345}, [{"currency": "XXX"}], "123.45"),
    ],
)
def test_the_money_of_a_finding_names_its_currency(units: Any, money: Any, shown: str) -> None:
    found = {"code": "duplicate_row", "count": 1, "units": units, "set_aside": True}
    section = quality_section({"money": money, "quality": [found]})
    assert _column(section, 3, card=1) == [shown]


@pytest.mark.parametrize("units", [None, {}, {None: 5}, {"EUR": 0}])
def test_findings_without_money_have_no_column_for_it(units: Any) -> None:
    found = {"code": "duplicate_row", "count": 1, "units": units, "set_aside": True}
    section = quality_section({"money": [{"currency": "EUR"}], "quality": [found]})
    assert "Money" not in [head.title for head in _grid(section.cards[1]).heads]


@pytest.mark.parametrize("disputed", [None, {"count": None}])
def test_disputes_that_are_not_known_say_why(disputed: Any) -> None:
    facts = {**xray(), "disputed": disputed, "reasons": {"disputed": "no_disputes"}}
    prose = behaviour_section(facts).cards[1].blocks[1]
    assert prose == Prose(
        ("Disputes are not known. The file tells nothing about disputes.",), css="faint"
    )


def test_a_month_that_is_not_known_breaks_the_trend_and_is_no_zero() -> None:
    facts = xray()
    for line in facts["trend"]:
        line["dso_days"] = None
    assert not [card for card in trend_section(facts).cards if card.title.startswith("DSO")]
