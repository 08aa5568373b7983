from typing import Any

import pytest
from tests.report.drawing import every, parsed, widths
from tests.report.example_forecast import empty, forecast, refused

from duly.report.blocks import Card, Drawing, Grid
from duly.report.forecast.accounts import accounts_section, payers
from duly.report.forecast.days import days_section
from duly.report.forecast.facts import currencies, expected, spans
from duly.report.forecast.header import key_figures
from duly.report.forecast.held import held_section
from duly.report.forecast.invoices import invoices_section
from duly.report.forecast.late_risk import late_risk_section
from duly.report.forecast.weeks import weeks_section


def _grid(card: Card) -> Grid:
    return next(block for block in card.blocks if isinstance(block, Grid))


def _svg(card: Card) -> Any:
    return parsed(next(block.svg for block in card.blocks if isinstance(block, Drawing)))


def test_every_row_has_a_cell_for_every_heading() -> None:
    makers = (weeks_section, days_section, accounts_section, invoices_section, late_risk_section)
    cards = [card for make in makers for card in make(forecast()).cards]
    grids = [block for card in cards for block in card.blocks if isinstance(block, Grid)]
    assert len(grids) == 10
    assert all(len(row) == len(grid.heads) for grid in grids for row in grid.rows)


def test_the_currency_with_the_most_payers_comes_first_and_none_is_added_to_another() -> None:
    assert currencies(forecast()) == ["EUR", "GBP"]
    assert [card.title for card in weeks_section(forecast()).cards] == [
        "Cash by week · EUR",
        "Cash by week · GBP",
    ]


def test_only_what_is_expected_is_added_up() -> None:
    foot = _grid(weeks_section(forecast()).cards[0]).foot
    assert [cell.text for cell in foot] == [
        *("All weeks", "–", "–", "–", "4,474,740", "1,815,824", "2,658,916")
    ]


@pytest.mark.parametrize(
    ("units", "weeks", "total"),
    [([1, 2, 4], None, 7), ([1, 2, 4], 2, 3), ([1, None, 4], None, None), ([], None, None)],
)
def test_a_sum_with_a_gap_is_not_known(
    units: list[int | None], weeks: int | None, total: int | None
) -> None:
    lines = [{"week": place + 1, "expected_units": each} for place, each in enumerate(units)]
    assert expected(lines, weeks) == total


def test_the_weeks_of_one_company_do_not_enter_those_of_all() -> None:
    weeks = spans(forecast(), "weeks", "EUR")
    assert [line["week"] for line in weeks] == list(range(1, 14))
    assert {line["entity"] for line in weeks} == {None}


def test_the_fan_has_a_band_and_a_line_for_all_and_for_what_is_open() -> None:
    root = _svg(weeks_section(forecast()).cards[0])
    assert len(every(root, "path", "band")) == 1
    assert [len(every(root, "path", css)) for css in ("first", "second")] == [1, 1]


def test_every_day_has_its_range() -> None:
    assert len(every(_svg(days_section(forecast()).cards[0]), "rect", "range")) == 30


def test_accounts_are_ranked_by_what_they_bring_in_the_currency() -> None:
    found = [payer.name for payer in payers(forecast(), "EUR")]
    assert found[0] == "Brauhaus Lindental GmbH & Co. KG"
    assert found[-1] == "4714"
    assert "Pennine Textiles Ltd" not in found


def test_the_bar_of_an_account_is_its_share_of_what_is_expected() -> None:
    root = _svg(accounts_section(forecast()).cards[0])
    assert widths(root, "bar") == pytest.approx([0.3, 0.25, 0.2, 0.1], abs=1e-4)


def test_a_book_of_one_company_has_no_table_of_companies() -> None:
    own = [line for line in forecast()["weeks"] if line["entity"] is None]
    titles = [card.title for card in accounts_section({**forecast(), "weeks": own}).cards]
    assert "Our companies" not in titles
    assert "Our companies" in [card.title for card in accounts_section(forecast()).cards]


@pytest.mark.parametrize(
    ("changed", "place", "text", "detail"),
    [
        ({}, 3, "12 Nov 2026", "3 days late"),
        ({"p50_days": -2.0}, 3, "12 Nov 2026", "2 days early"),
        ({"p50_days": 0.0}, 3, "12 Nov 2026", "on the due date"),
        ({"p50_on": None, "p50_days": 365.0}, 3, "not within a year", ""),
        ({"p50_on": None, "p50_days": None}, 3, "not known", ""),
        ({}, 4, "", "8 Nov to 27 Nov"),
        ({"p90_on": None}, 4, "", "8 Nov to open end"),
        ({"p_never": 0.034}, 4, "", "8 Nov to 27 Nov · 3% never"),
        ({"p50_on": None, "p90_on": None}, 4, "", "8 Nov to open end"),
        ({"p10_on": None, "p50_on": None}, 4, "", ""),
        ({"p10_on": None, "p50_on": None, "p50_days": None}, 4, "not known", ""),
        ({}, 5, "35%", ""),
        ({"p_late": None}, 5, "not known", ""),
        ({"p_later_than_30": None}, 6, "not known", ""),
    ],
)
def test_the_largest_invoice_is_told(
    changed: dict[str, Any], place: int, text: str, detail: str
) -> None:
    first = {**forecast()["invoices"][0], **changed}
    cell = _grid(invoices_section({**forecast(), "invoices": [first]}).cards[0]).rows[0][place]
    assert (cell.text, cell.detail) == (text, detail)


@pytest.mark.parametrize(
    ("usual", "reasons", "said"),
    [
        (
            -1.5,
            [],
            "On average its customer pays 1.5 days early. Nothing moved this one away from it.",
        ),
        (None, [], "As its customer usually pays."),
        (None, [{"code": "terms", "days": -1.0}], "1 day sooner by the terms of payment."),
        (None, [{"code": "terms", "days": 0.04}], "As its customer usually pays."),
    ],
)
def test_why_an_invoice_departs_from_its_usual_is_said_in_words(
    usual: float | None, reasons: list[dict[str, Any]], said: str
) -> None:
    line = {**forecast()["invoices"][8], "usual_days": usual, "reasons": reasons}
    cells = _grid(invoices_section({**forecast(), "invoices": [line]}).cards[0]).rows[0]
    assert cells[-1].text.removesuffix(".") == said.removesuffix(".")


@pytest.mark.parametrize(
    ("due_on", "is_said"), [("2026-11-20", True), ("2026-11-21", False), (None, False)]
)
def test_only_an_overdue_invoice_is_moved_by_still_being_open(
    due_on: str | None, is_said: bool
) -> None:
    line = {**forecast()["invoices"][0], "due_on": due_on, "reasons": []}
    cells = _grid(invoices_section({**forecast(), "invoices": [line]}).cards[0]).rows[0]
    assert ("still open 1 day after its due date" in cells[-1].text) is is_said
    assert ("Nothing moved this one" in cells[-1].text) is not is_said


def test_the_largest_twenty_are_listed_and_the_rest_is_counted() -> None:
    line = forecast()["invoices"][0]
    many = [{**line, "invoice_id": str(n), "open_units": n} for n in range(1, 24)]
    grid = _grid(invoices_section({**forecast(), "invoices": many}).cards[0])
    assert [row[0].detail[:2] for row in grid.rows][:2] == ["23", "22"]
    assert grid.more.startswith("and 3 more")


def test_of_several_currencies_ten_invoices_each_are_listed() -> None:
    line = forecast()["invoices"][0]
    many = [
        {**line, "invoice_id": f"{currency}-{n}", "currency": currency, "open_units": n}
        for currency in ("EUR", "GBP")
        for n in range(1, 13)
    ]
    cards = invoices_section({**forecast(), "invoices": many}).cards
    assert [len(_grid(card).rows) for card in cards] == [10, 10]


def test_a_risk_that_rose_is_marked_and_an_unknown_one_is_not() -> None:
    rows = _grid(late_risk_section(forecast()).cards[0]).rows
    assert [(row[2].text, row[2].detail) for row in rows] == [("20.0%", "risen"), ("not known", "")]
    assert "Payment index: not known." in rows[0][-1].text


def test_each_past_week_is_drawn_once_by_the_latest_forecast_before_it() -> None:
    root = _svg(held_section(forecast()).cards[0])
    assert len(every(root, "circle", "first")) == 12


def test_a_past_without_weeks_still_tells_its_error() -> None:
    facts = forecast()
    past = {**facts["past"], "list": None, "coverage_80": None}
    (card,) = held_section({**facts, "past": past}).cards
    assert widths(_svg(card), "bar")[:2] == pytest.approx([0.142 / 0.31, 1.0], abs=1e-4)


@pytest.mark.parametrize(
    ("facts", "label", "value", "css"),
    [
        (forecast(), "Next week", "410,000", ""),
        (forecast(), "All 13 weeks", "4,474,740", ""),
        (forecast(), "Likely to be late", "6", ""),
        (forecast(), "Held by the 80% band", "80.2%", "good"),
        (forecast(), "Weekly cash error (WAPE)", "14.2%", "good"),
        ({**forecast(), "past": {"coverage_80": 0.7}}, "Held by the 80% band", "70.0%", "warn"),
        (refused(), "Likely to be late", "not known", "unknown"),
        (empty(), "Next week", "not known", "unknown"),
    ],
)
def test_a_key_figure_is_known_or_says_so(
    facts: dict[str, Any], label: str, value: str, css: str
) -> None:
    (figure,) = (each for each in key_figures(facts) if each.label == label)
    assert (figure.value, figure.css) == (value, css)
