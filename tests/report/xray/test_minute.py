from typing import Any

import pytest
from tests.report.example import bare, xray

from duly.report.xray.minute import in_one_minute


def _plain(facts: dict[str, Any]) -> str:
    return "\n".join(said.striptags().replace("\u00a0", " ") for said in in_one_minute(facts))


@pytest.mark.parametrize(
    "sentence",
    [
        "Customers owe EUR 1,864,203.55; EUR 620,191.14 of it (33.3%) is overdue.",
        "In EUR, money takes 50.3 days to come in (DSO); it would take 33.6 days if everyone paid "
        "exactly on time, so lateness costs 16.7 days. In 12 months DSO rose by 6.2 days.",
        "The largest debtor, Brauhaus Lindental GmbH & Co. KG, owes 18.2% of all EUR receivables.",
        "Watch Brauhaus Lindental GmbH & Co. KG: pays 34.2 days late; used to be 11 days",
        "37 rows were set aside; why is told below.",
        "Not known: cash not yet applied. The file lists no payments apart from the invoices",
    ],
)
def test_the_minute_says(sentence: str) -> None:
    assert sentence in _plain(xray())


def test_of_open_items_alone_only_what_they_tell_is_said() -> None:
    assert _plain(bare()).splitlines() == [
        "Customers owe EUR 1,864,203.55; EUR 620,191.14 of it (33.3%) is overdue.",
        "Not known: DSO; how invoices were paid. The file holds open items only, without the sales "
        "and payments this needs.",
        "Not known: grades. There is less evidence than the policy asks for.",
    ]


def test_the_lateness_in_days_is_the_difference_of_the_figures_as_printed() -> None:
    lines = [{"currency": "EUR", "metric": "bpdso", "value": 33.649, "unit": "days"}]
    facts = {**xray(), "dso_days": {"EUR": 50.251, "GBP": None}, "metrics": lines, "trend": []}
    assert "50.3 days" in _plain(facts)
    assert "33.6 days" in _plain(facts)
    assert "costs 16.7 days" in _plain(facts)


@pytest.mark.parametrize(
    ("changed", "absent"),
    [
        ({"trend": []}, "DSO rose"),
        ({"rows": {"read": 5, "set_aside": 0}}, "set aside"),
        ({"warnings": []}, "Watch"),
        ({"worklist": []}, "Call"),
        ({"reasons": {}}, "Not known"),
        ({"paid": {"count": 0}}, "paid invoices"),
        ({"concentration": []}, "largest debtor"),
    ],
)
def test_nothing_is_said_of_what_is_not_there(changed: dict[str, Any], absent: str) -> None:
    assert absent in _plain(xray())
    assert absent not in _plain({**xray(), **changed})


def test_a_name_is_escaped_in_its_sentence() -> None:
    first = {**xray()["worklist"][0], "name": "<b>Bold</b> & Sons"}
    said = "".join(in_one_minute({**xray(), "worklist": [first]}))
    assert "<strong>&lt;b&gt;Bold&lt;/b&gt; &amp; Sons</strong>" in said
