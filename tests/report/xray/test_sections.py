from typing import Any

import pytest
from tests.report.drawing import parsed, texts
from tests.report.example import xray

from duly.report.blocks import Card, Drawing, Facts, Grid, Prose, Section
from duly.report.figures import format_units
from duly.report.xray.ageing import ageing_section
from duly.report.xray.behaviour import behaviour_section
from duly.report.xray.concentration import concentration_section
from duly.report.xray.grades import grades_section
from duly.report.xray.header import key_figures
from duly.report.xray.limits import limits_section
from duly.report.xray.quality import quality_section
from duly.report.xray.reading import reading_section
from duly.report.xray.trend import trend_section
from duly.report.xray.warnings import warnings_section
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


def test_what_is_known_of_no_currency_is_said_once() -> None:
    family = trend_section(xray()).cards[-1]
    assert "Promises kept" not in [row[0].text for row in _grid(family).rows]
    told = next(block for block in family.blocks if isinstance(block, Facts))
    assert [(fact.term, fact.text) for fact in told.facts] == [
        ("The file tells nothing about promises.", "Not known: Promises kept.")
    ]


def test_a_metric_known_of_one_currency_only_stays_in_the_table() -> None:
    facts = xray()
    for line in facts["metrics"]:
        if line["metric"] == "promise_kept_rate" and line["currency"] == "EUR":
            line |= {"value": 81.0, "reason": None}
    rows = {row[0].text: row for row in _grid(trend_section(facts).cards[-1]).rows}
    assert [cell.text for cell in rows["Promises kept"][1:]] == ["81.0%", "not known"]


def test_credits_and_the_aged_add_up_to_what_is_open() -> None:
    for card, currency in zip(ageing_section(xray()).cards, ("EUR", "GBP"), strict=True):
        apart = card.blocks[-1]
        assert isinstance(apart, Grid)
        own = [m for m in xray()["ageing"] if m["currency"] == currency]
        whole = format_units(sum(m["units"] for m in own), currency)
        assert (apart.foot or _grid(card).foot)[1].text == whole


def test_nothing_open_is_nothing_to_age_and_not_the_unknown() -> None:
    lines = [{**line, "units": 0, "items": 0} for line in xray()["ageing"]]
    facts = {**xray(), "ageing": lines, "concentration": []}
    assert [card.title for card in ageing_section(facts).cards] == ["Nothing to age"]
    assert [card.title for card in concentration_section(facts).cards] == ["Nobody owes anything"]


def test_only_credits_are_listed_and_no_bar_is_drawn() -> None:
    lines = [m if m["bucket"] == "credits" else {**m, "units": 0} for m in xray()["ageing"]]
    euro = ageing_section({**xray(), "ageing": lines}).cards[0]
    assert not [block for block in euro.blocks if isinstance(block, Drawing)]


def test_no_warning_without_history_is_not_good_news() -> None:
    facts = {"warnings": [], "reasons": {"warnings": "only_open_items"}}
    assert warnings_section(facts).cards[0].title == "Not known"
    assert warnings_section({"warnings": []}).cards[0].title == "Nothing to report"


def test_the_slowest_are_shown_by_what_ranks_them() -> None:
    slowest = behaviour_section(xray()).cards[2]
    shown = [float(row[1].text) for row in _grid(slowest).rows]
    assert shown == sorted(shown, reverse=True)


def test_grades_are_summed_over_all_accounts_and_not_the_listed_ones() -> None:
    facts = {**xray(), "assessments": xray()["assessments"][:1]}
    rows = _grid(grades_section(facts).cards[0]).rows
    assert rows[0][3].text == "400,000.00"


def test_without_a_graded_account_there_is_nothing_to_shade() -> None:
    lines = [{"currency": "EUR", "grade": "N", "bucket": "current", "units": 5}]
    assert len(grades_section({**xray(), "grade_ageing": lines}).cards) == 1


def test_the_same_finding_in_two_tables_is_told_apart() -> None:
    lines = [{"code": "duplicate_key", "count": 1, "table": t} for t in ("invoices", "payments")]
    found = quality_section({"quality": lines}).cards[0]
    assert [row[0].detail for row in _grid(found).rows] == ["in invoices", "in payments"]


def test_a_finding_of_the_whole_file_is_not_counted_in_rows() -> None:
    lines = [{"code": "mixed_currencies", "count": 60_000, "table": "invoices"}]
    found = quality_section({"quality": lines}).cards[0]
    assert [row[2].text for row in _grid(found).rows] == ["whole file"]


def test_money_whose_currency_could_not_be_read_is_listed_as_such() -> None:
    money = [{"currency": None, "read_units": 500, "accepted_units": 0, "set_aside_units": 500}]
    card = quality_section({"money": money, "quality": []}).cards[0]
    assert [cell.text for cell in _grid(card).rows[0]] == [
        "currency not read",
        "5.00",
        "0.00",
        "5.00",
    ]


def test_a_book_is_not_said_to_be_unreadable() -> None:
    source = {"kind": "book", "tables": ["accounts", "invoices"]}
    card = reading_section({"source": source, "mapping": {}}).cards[0]
    assert card.blocks[0] == Prose(
        (
            "A book names its columns itself; nothing had to be guessed.",
            "Tables read: accounts, invoices.",
        )
    )


def test_an_account_that_never_had_an_amount_has_no_limit_to_show() -> None:
    line = {**xray()["assessments"][0], "currency": None, "exposure_units": None}
    assert limits_section({"assessments": [line]}).cards[0].title == "Not known"


def test_the_payment_index_is_said_of_the_currencies_that_have_one() -> None:
    (said,) = behaviour_section(xray()).cards[1].blocks[-1].sentences
    assert said.endswith("EUR 76.")


def test_without_a_payment_index_nothing_is_said_of_it() -> None:
    facts = xray()
    facts["behaviour"] = {**facts["behaviour"], "payment_index": []}
    shown = behaviour_section(facts).cards[1].blocks
    assert len(shown) == len(behaviour_section(xray()).cards[1].blocks) - 1
