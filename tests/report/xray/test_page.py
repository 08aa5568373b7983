import re
from typing import Any

import pytest
from tests.report.drawing import codes_shown, parsed
from tests.report.example import bare, xray

from duly.report.figures import format_units
from duly.report.xray.page import xray_page

HOSTILE = "\"><img src=x onerror=alert(1)><script>alert('x')</script>{{ 7 * 7 }}\x00\u202e"
SECTIONS = [
    "minute",
    "ageing",
    "trend",
    "behaviour",
    "concentration",
    "grades",
    "warnings",
    "limits",
    "worklist",
    "quality",
    "reading",
    "method",
]
PAGES = {"rich": xray(), "bare": bare(), "empty": {}, "nulls": dict.fromkeys(xray())}


def _hostile(value: Any) -> Any:
    """The same facts with every text that comes from the user's file replaced."""
    if isinstance(value, dict):
        ours = {"currency", "code", "on", "as_of", "unit", "metric", "grade", "bucket"}
        return {key: v if key in ours else _hostile(v) for key, v in value.items()}
    if isinstance(value, list):
        return [_hostile(each) for each in value]
    return HOSTILE if isinstance(value, str) else value


@pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES)
def test_all_sections_are_there_in_order_whatever_is_known(facts: dict[str, Any]) -> None:
    assert re.findall(r'<section class="[^"]+" id="(\w+)"', xray_page(facts)) == SECTIONS


@pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES)
def test_the_page_is_one_file_without_script_or_inline_style(facts: dict[str, Any]) -> None:
    page = xray_page(facts)
    assert "content=\"default-src 'none'; style-src 'unsafe-inline'\"" in page
    assert page.count("<style>") == 1
    assert not re.search(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|src=|url\(", page)
    assert not re.search(r'href="(?!#)', page)


@pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES)
def test_every_drawing_of_the_page_is_well_formed(facts: dict[str, Any]) -> None:
    drawn = re.findall(
        r'<svg class="chart.*?</svg>(?=\s*(?:<figcaption|</|<span))', xray_page(facts)
    )
    assert (len(drawn) > 20) == (facts is PAGES["rich"])
    assert all(parsed(svg).get("role") == "img" for svg in drawn)


def test_nothing_from_the_file_becomes_markup() -> None:
    facts = {**_hostile(xray()), "mapping": {HOSTILE: HOSTILE}}
    page = xray_page(facts)
    assert "<script" not in page
    assert "<img" not in page
    assert "\x00" not in page
    assert "7 * 7" in page
    assert page.count("&lt;script&gt;") > 50


@pytest.mark.parametrize("facts", [bare(), dict.fromkeys(xray()), {}])
def test_what_is_null_is_called_not_known_and_never_zero(facts: dict[str, Any]) -> None:
    page = xray_page(facts)
    body = page[page.index("<body>") :]
    assert "not known" in body.lower()
    assert not re.search(r"None|NaN|>0\.00<|>0%|No account left|Nobody is worth", body)


def test_the_reason_stands_beside_what_is_not_known() -> None:
    page = xray_page(bare())
    assert "The file holds open items only, without the sales and payments this needs." in page
    assert "There is less evidence than the policy asks for." in page


def test_an_empty_list_is_good_news_and_not_the_unknown() -> None:
    page = xray_page({**xray(), "warnings": [], "worklist": [], "quality": []})
    assert "No account left its usual path." in page
    assert "Nobody is worth a call today." in page
    assert "Nothing to find fault with." in page


@pytest.mark.parametrize(
    "text",
    [
        "1,864,203.55",
        "2,503 read = 2,466 accepted + 37 set aside.",
        "12,769,031.18",
        "21 November 2026",
        "and 4 more: see the JSON or the workbook",
        "Odd new code",
        "impossible date",
        "Collection effectiveness index (CEI)",
        "Watch <strong>Brauhaus Lindental GmbH &amp; Co. KG</strong>",
    ],
)
def test_the_page_says_what_the_json_says(text: str) -> None:
    assert text.lower() in xray_page(xray()).lower()


def test_the_same_facts_make_the_same_page() -> None:
    assert xray_page(xray()) == xray_page(xray())


def _with_currencies(count: int) -> dict[str, Any]:
    """The same facts, told of that many currencies."""
    facts, names = xray(), ("EUR", "GBP", "USD", "JPY", "KWD", "CHF", "SEK")[:count]
    alike = {
        key: [
            {**line, "currency": name}
            for name in names
            for line in facts[key]
            if line["currency"] == "EUR"
        ]
        for key in ("ageing", "metrics", "trend", "concentration", "grade_totals", "money")
    }
    units = {key: dict.fromkeys(names, 5) for key in ("open_units", "overdue_units", "dso_days")}
    return {**facts, **alike, **units}


@pytest.mark.parametrize("count", [1, 2, 3, 7])
def test_currencies_that_are_not_shown_are_named(count: int) -> None:
    page = xray_page(_with_currencies(count))
    assert ("The JSON also holds" in page) is (count > 3)


def test_the_sums_of_the_page_are_those_of_the_json() -> None:
    facts = xray()
    page = xray_page(facts)
    for currency in ("EUR", "GBP"):
        own = [line for line in facts["grade_totals"] if line["currency"] == currency]
        for key in ("exposure_units", "limit_units", "beyond_limit_units", "expected_loss_units"):
            assert format_units(sum(line[key] for line in own), currency) in page
        for line in (m for m in facts["ageing"] if m["currency"] == currency):
            assert format_units(line["units"], currency) in page


@pytest.mark.parametrize(
    "text",
    [
        "31 warnings about 27 accounts",
        "and 25 more: see the JSON or the workbook",
        "61 accounts to call today",
        "The JSON holds the 24 largest of 112 accounts; the totals are of all.",
        "5.0%",
        "12.5 basis points",
    ],
)
def test_a_list_that_was_cut_says_of_how_many(text: str) -> None:
    assert text in xray_page(xray()).replace("\u00a0", " ")


@pytest.mark.parametrize("facts", PAGES.values(), ids=PAGES)
def test_no_code_of_ours_reaches_the_reader(facts: dict[str, Any]) -> None:
    assert codes_shown(xray_page(facts)) == set()


def test_who_hears_the_page_is_told_what_every_table_and_column_is() -> None:
    page = xray_page(xray())
    labels = re.findall(
        r'<div class="grid[^"]*" role="group" tabindex="0" aria-label="([^"]*)"', page
    )
    assert len(labels) == page.count('<div class="grid') > 10
    assert len(set(labels) & {"", "Table"}) == 0
    assert not re.search(r"<th [^>]*>\s*</th>", page)


def test_only_parts_of_the_page_are_landmarks() -> None:
    page = xray_page(xray())
    assert 'role="region"' not in page
    named = re.findall(r'aria-labelledby="([\w-]+)"', page)
    assert len(set(named)) == len(named) > 10
