import pytest
from tests.report.drawing import every, parsed, texts, widths
from tests.report.example_backtest import backtest, refused, unscored

from duly.report.blocks import Card, Drawing, Grid, Section
from duly.report.model_card.accuracy import accuracy_section
from duly.report.model_card.calibration import calibration_section
from duly.report.model_card.coverage import coverage_section
from duly.report.model_card.evidence import evidence_section
from duly.report.model_card.importances import importances_section
from duly.report.model_card.parts import parts_section


def _grid(card: Card) -> Grid:
    return next(block for block in card.blocks if isinstance(block, Grid))


def _drawn(section: Section, card: int = 0) -> Drawing:
    return next(block for block in section.cards[card].blocks if isinstance(block, Drawing))


def test_every_row_has_a_cell_for_every_heading() -> None:
    makers = (accuracy_section, calibration_section, coverage_section)
    makers += (parts_section, evidence_section)
    cards = [card for make in makers for card in make(backtest()).cards]
    grids = [block for card in cards for block in card.blocks if isinstance(block, Grid)]
    assert len(grids) == 7
    assert all(len(row) == len(grid.heads) for grid in grids for row in grid.rows)


def test_a_rule_without_a_range_shows_a_dash_and_a_model_without_one_is_not_known() -> None:
    facts = {**backtest(), "coverage_80": None}
    row = next(r for r in _grid(accuracy_section(facts).cards[0]).rows if "Held" in r[0].text)
    assert [cell.text for cell in row[1:]] == ["not known", "–", "–", "–"]


def test_a_rule_of_which_nothing_is_known_is_not_known() -> None:
    facts = {**backtest(), "baselines": {}}
    row = _grid(accuracy_section(facts).cards[0]).rows[0]
    assert [cell.text for cell in row[1:]] == ["2.87", "not known", "not known", "not known"]


def test_calibration_leaves_out_the_tenth_in_which_nothing_fell() -> None:
    root = parsed(_drawn(calibration_section(backtest())).svg)
    assert len(every(root, "circle", "mark")) == 9
    assert len(every(root, "rect", "count")) == 9
    row = _grid(calibration_section(backtest()).cards[0]).rows[5]
    assert [cell.text for cell in row] == ["50% to 60%", "0", "not known", "not known"]


def test_coverage_of_one_month_is_a_table_and_no_line() -> None:
    blocks = coverage_section(refused()).cards[0].blocks
    assert not any(isinstance(block, Drawing) for block in blocks)
    assert _grid(coverage_section(refused()).cards[0]).folded == ""


@pytest.mark.parametrize(("low", "ticks"), [(0.6, "50%"), (0.3, "0%")])
def test_the_axis_of_coverage_reaches_down_to_what_was_seen(low: float, ticks: str) -> None:
    facts = backtest()
    facts["by"]["month"]["2026-03"]["model"]["coverage_80"] = low
    assert texts(parsed(_drawn(coverage_section(facts)).svg), "tick")[0] == ticks


def test_a_part_in_which_nothing_was_scored_is_left_out() -> None:
    facts = backtest()
    facts["by"]["history"]["0"]["model"]["n"] = 0
    rows = _grid(parts_section(facts).cards[0]).rows
    assert [row[0].text for row in rows] == ["1–4 paid", "5–19 paid", "20 and more paid"]


def test_the_strongest_group_of_facts_is_the_full_width() -> None:
    facts = {"importances": [{"code": "terms", "days": 1.0}, {"code": "amount", "days": 4.0}]}
    root = parsed(_drawn(importances_section(facts)).svg)
    assert widths(root, "bar") == [1.0, 0.25]
    assert [each.text for each in every(root, "span", "name")] == ["Amount", "Terms"]


@pytest.mark.parametrize("listed", [None, [], [{"code": "terms", "days": 0.0}]])
def test_a_model_that_nothing_moves_says_so(listed: list[dict[str, object]] | None) -> None:
    section = importances_section({"importances": listed})
    assert section.cards[0].title == "The customer's own past"


def test_the_kind_that_was_chosen_is_marked_among_those_tried() -> None:
    rows = _grid(evidence_section(backtest()).cards[1]).rows
    assert [row[0].text for row in rows if row[0].detail == "chosen"] == ["Boosted trees"]
    assert len(rows) == 6


def test_where_no_kinds_were_compared_the_card_says_why() -> None:
    said = evidence_section(refused()).cards[1].blocks[0]
    assert "too few paid invoices" in str(said)


@pytest.mark.parametrize(
    "make", [accuracy_section, calibration_section, coverage_section, parts_section]
)
def test_a_section_without_figures_says_that_nothing_is_known(make: object) -> None:
    for facts in (unscored(), {}):
        (card,) = make(facts).cards  # type: ignore[operator]
        assert card.title == "Not known"
