import re
from typing import Any

import pytest
from tests.report.drawing import codes_shown, parsed
from tests.report.example_forecast import empty, forecast, refused

from duly.report.forecast.page import forecast_page

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert('x')</script>{{ 7 * 7 }}\x00\u202e"
SECTIONS = [
    "minute",
    "weekly_cash",
    "daily_cash",
    "who_pays",
    "single_invoices",
    "far_behind",
    "how_it_held",
    "how_it_is_made",
]
PAGES = {
    "rich": forecast(),
    "refused": refused(),
    "empty": empty(),
    "nulls": dict.fromkeys(forecast()),
    "nothing": {},
}
every_page = pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES)


def _hostile(value: Any) -> Any:
    """The same facts with every text that comes from the user's book replaced."""
    if isinstance(value, dict):
        theirs = {"name", "account_id", "invoice_id", "book", "entity"}
        return {k: HOSTILE if k in theirs and v else _hostile(v) for k, v in value.items()}
    return [_hostile(each) for each in value] if isinstance(value, list) else value


@every_page
def test_all_sections_are_there_in_order_whatever_is_known(facts: dict[str, Any]) -> None:
    found = re.findall(r'<section class="[^"]+" id="(\w+)"', forecast_page(facts))
    assert found == [s for s in SECTIONS if s != "far_behind" or facts.get("late_risk") is not None]


@every_page
def test_the_page_is_one_file_without_script_or_inline_style(facts: dict[str, Any]) -> None:
    page = forecast_page(facts)
    assert page.count("<style>") == 1
    assert not re.search(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|src=|url\(", page)
    assert not re.search(r'href="(?!#)', page)


@every_page
def test_no_code_of_ours_and_no_python_reaches_the_reader(facts: dict[str, Any]) -> None:
    page = forecast_page(facts)
    assert codes_shown(page) == set()
    assert not re.search(r"None|NaN|\bnan\b|datetime", page[page.index("<body>") :])


@pytest.mark.parametrize("name", PAGES)
def test_every_drawing_of_the_page_is_well_formed(name: str) -> None:
    page = forecast_page(PAGES[name])
    drawn = re.findall(r'<svg class="chart.*?</svg>(?=\s*(?:<figcaption|</|<span))', page)
    assert (len(drawn) > 15) == (name == "rich")
    assert all(parsed(svg).get("role") == "img" for svg in drawn)


def test_nothing_from_the_book_becomes_markup() -> None:
    facts = {**_hostile(forecast()), "what_if": {"stopped_accounts": [HOSTILE], "later_days": 0}}
    page = forecast_page(facts)
    assert not re.search(r"<script|<img|\x00", page)
    assert "7 * 7" in page
    assert page.count("&lt;script&gt;") > 20


@pytest.mark.parametrize("name", ["empty", "nulls", "nothing"])
def test_an_empty_book_brings_nothing_and_invents_nothing(name: str) -> None:
    body = forecast_page(PAGES[name]).split("<body>")[1]
    assert "No cash is foreseen" in body
    assert body.lower().count("not known") > 5
    assert not re.search(r">0\.0+<|>0%|>0\.0%|>0<", body)


@pytest.mark.parametrize(
    "text",
    [
        "In 13 weeks EUR 4,474,740 are expected",
        "The week from 22 November 2026 brings between EUR 319,800 and EUR 518,240",
        "Brauhaus Lindental GmbH &amp; Co. KG brings most: EUR 544,747, or 30.0%",
        "Of 91 past weeks 80.2% fell into the band that should hold 80%",
        "Watch Établissements Morvan SARL",
        "4.5 days late. 6.2 days later by how its latest invoices were paid."
        " 1.4 days sooner by the days on which it usually pays.",
        "Nothing moved this one away from it.",
        "That it is still open 12 days after its due date moves it on.",
        "44.0% of what it owes is more than 30 days overdue.",
        "41.0% of what is not foreseen is drawn once for the whole account",
        "times 1.12 in the first four weeks",
        "no company named",
        "6 Dec to open end",
    ],
)
def test_the_page_says_what_the_json_says(text: str) -> None:
    page = re.sub("</?strong>", "", forecast_page(forecast())).replace("\u00a0", " ")
    assert text in page


def test_where_the_model_refuses_no_invoice_is_shown_and_the_cash_stands() -> None:
    page = forecast_page({**refused(), "invoices": forecast()["invoices"]})
    assert "Forecasts of single invoices are not shown." in page
    assert "the best simple rule (customer&#39;s median) by 3.6 days" in page
    assert "The cash forecast above still stands" in page
    assert "R-2600" not in page


def test_a_what_if_is_said_first_and_a_forecast_without_one_says_nothing_of_it() -> None:
    minute = forecast_page(refused()).split("<li>Assumed")
    assert len(minute) == 3
    assert (
        "2</strong> accounts pay nothing (Brauhaus Lindental GmbH &amp; Co. KG, 9999)" in minute[1]
    )
    assert "everybody pays <strong>7 days</strong> later" in minute[2]
    assert "Assumed" not in forecast_page(forecast())


@pytest.mark.parametrize(
    ("changed", "text"),
    [
        ({"late_risk": []}, "No account stands out."),
        ({"late_risk": [], "late_risk_refusal": "too_few_events"}, "Too few accounts fell far"),
        ({"invoices": []}, "No invoice is open."),
        ({"invoices": None}, "No forecast of single invoices was made."),
        ({"past": None}, "How past forecasts held is not known"),
        ({"accounts": [], "weeks": []}, "No account owes anything"),
    ],
)
def test_an_empty_list_and_an_unknown_one_are_told_apart(
    changed: dict[str, Any], text: str
) -> None:
    assert text in forecast_page({**forecast(), **changed})
    assert text not in forecast_page(forecast())


def test_dates_may_be_days_or_texts() -> None:
    facts = forecast()
    texts = [{**line, "week_start": line["week_start"].isoformat()} for line in facts["weeks"]]
    assert forecast_page({**facts, "weeks": texts}) == forecast_page(facts)


def test_who_hears_the_page_is_told_what_every_table_is() -> None:
    page = forecast_page(forecast())
    labels = re.findall(r'<div class="grid[^"]*" role="group"[^>]* aria-label="([^"]*)"', page)
    assert len(labels) == page.count('<div class="grid') > 8
    assert not set(labels) & {"", "Table"}
