import re
from typing import Any

import pytest
from tests.report.drawing import codes_shown, parsed
from tests.report.example_backtest import backtest, refused, unscored

from duly.report.model_card.page import model_card_page

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert('x')</script>{{ 7 * 7 }}\x00\u202e"
SECTIONS = [
    "minute",
    "accuracy_of_all",
    "chances_of_lateness",
    "coverage_over_time",
    "errors_by_part",
    "what_moves_it",
    "data_used",
    "not_knowable",
    "how_it_is_judged",
]
PAGES = {
    "rich": backtest(),
    "refused": refused(),
    "unscored": unscored(),
    "nulls": dict.fromkeys(backtest()),
    "empty": {},
}
every_page = pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES)


@every_page
def test_all_sections_are_there_in_order_whatever_is_known(facts: dict[str, Any]) -> None:
    assert re.findall(r'<section class="[^"]+" id="(\w+)"', model_card_page(facts)) == SECTIONS


@every_page
def test_the_page_is_one_file_without_script_or_inline_style(facts: dict[str, Any]) -> None:
    page = model_card_page(facts)
    assert page.count("<style>") == 1
    assert not re.search(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|src=|url\(", page)
    assert not re.search(r'href="(?!#)', page)


@every_page
def test_no_code_of_ours_and_no_python_reaches_the_reader(facts: dict[str, Any]) -> None:
    page = model_card_page(facts)
    assert codes_shown(page) == set()
    assert not re.search(r"None|NaN|\bnan\b|datetime", page[page.index("<body>") :])


@every_page
def test_every_drawing_of_the_page_is_well_formed(facts: dict[str, Any]) -> None:
    pattern = r'<svg class="chart.*?</svg>(?=\s*(?:<figcaption|</|<span))'
    drawn = re.findall(pattern, model_card_page(facts))
    assert len(drawn) == {"rich": 6}.get(next(k for k, v in PAGES.items() if v is facts), 0)
    assert all(parsed(svg).get("role") == "img" for svg in drawn)


@pytest.mark.parametrize("name", ["unscored", "nulls", "empty"])
def test_what_is_null_is_called_not_known_and_never_zero(name: str) -> None:
    body = model_card_page(PAGES[name]).split("<body>")[1]
    assert body.lower().count("not known") > 8
    assert "nothing is known of how far to trust it" in body
    assert not re.search(r">0\.0+<|>0%|>0\.0%", body)


def test_nothing_from_the_book_becomes_markup() -> None:
    facts = {
        **backtest(),
        "book": HOSTILE,
        "policy": {"name": HOSTILE, "version": HOSTILE},
        "importances": [{"code": HOSTILE, "days": 2.0}],
        "by": {"history": {HOSTILE: backtest()["by"]["history"]["0"]}},
    }
    page = model_card_page(facts)
    assert not re.search(r"<script|<img|\x00", page)
    assert "7 * 7" in page
    assert page.count("&lt;script&gt;") > 5


@pytest.mark.parametrize(
    "text",
    [
        "fitted on what was known at the end of <strong>31 December 2025</strong>",
        "on 9,306 later invoices it is the simplest that none other clearly beats",
        "It may be used for single invoices",
        "the best simple rule (customer&#39;s median) missed by <strong>3.52</strong> days",
        "Its 80% range held <strong>79.3%</strong> of them, as it should",
        "377 invoices not paid yet",
        "In <strong>8</strong> of <strong>10</strong> months",
        "6.10 against 7.32 days",
        "2.31 days",
        "past reminders and calls went to those who were late already",
    ],
)
def test_the_page_says_what_the_json_says(text: str) -> None:
    assert text in model_card_page(backtest())


def test_a_refusal_stands_with_its_reason_and_nothing_is_allowed() -> None:
    page = model_card_page(refused())
    assert "Forecasts of single invoices are not shown." in page
    assert "Only 120 invoices have been paid so far, too few to learn from." in page
    assert "It may be used for single invoices" not in page


def test_a_model_without_refusal_is_not_said_to_refuse() -> None:
    assert "are not shown" not in model_card_page(backtest()).split('<nav class="contents')[0]
    assert "Forecasts of single invoices are not shown" not in model_card_page(backtest())


def test_the_same_facts_make_the_same_page() -> None:
    assert model_card_page(backtest()) == model_card_page(backtest())


def test_who_hears_the_page_is_told_what_every_table_is() -> None:
    page = model_card_page(backtest())
    labels = re.findall(r'<div class="grid[^"]*" role="group"[^>]* aria-label="([^"]*)"', page)
    assert len(labels) == page.count('<div class="grid') == 7
    assert not set(labels) & {"", "Table"}
