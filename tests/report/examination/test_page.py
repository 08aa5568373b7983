from collections.abc import Callable
from typing import Any

import pytest
from tests.report.drawing import codes_shown
from tests.report.examination.examined import export, quiet, settled, unpaid

from duly.report.figures import currency_unit, format_units
from duly.report.xray.page import xray_page

XRAYS = {
    "invoices": lambda: export("invoices"),
    "open_items": lambda: export("open_items"),
    "buckets": lambda: export("buckets"),
    "faults": lambda: export("faults"),
    "quiet": quiet,
    "unpaid": unpaid,
    "settled": settled,
}
every_xray = pytest.mark.parametrize("made", XRAYS.values(), ids=XRAYS)


@every_xray
def test_the_page_of_a_real_xray_holds_no_code(made: Callable[[], dict[str, Any]]) -> None:
    facts = made()
    page = xray_page(facts)
    own = " ".join([facts["source"]["name"], *facts["mapping"]])
    assert {code for code in codes_shown(page) if code not in own} == set()
    assert "XXX" not in page


@every_xray
def test_the_page_of_a_real_xray_shows_its_sums(made: Callable[[], dict[str, Any]]) -> None:
    facts = made()
    page = xray_page(facts)
    for currency, units in facts["open_units"].items():
        assert format_units(units, currency) in page
        overdue = f"{currency_unit(currency)}\u00a0{format_units(abs(units), currency)}"
        assert not units or overdue.strip("\u00a0") in page
    for line in facts["ageing"]:
        if line["units"]:
            assert format_units(line["units"], line["currency"]) in page


def test_nothing_overdue_is_said_as_good_news() -> None:
    page = xray_page(quiet())
    assert "and nothing of it is overdue" in page
    assert "Nobody is worth a call today." in page


def test_nothing_open_is_said_first() -> None:
    assert "<li>Nothing is open: every invoice in the file is settled.</li>" in xray_page(settled())


def test_customers_in_credit_do_not_owe() -> None:
    page = xray_page(unpaid())
    assert "Customers are <strong>EUR\u00a02.00</strong> in credit" in page
