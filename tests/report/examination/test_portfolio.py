from collections import Counter
from typing import Any

import pytest
from hypothesis import Phase, given, settings
from tests.analytics.oracle import aged, disputed_now, open_now, unapplied_now
from tests.books import AS_OF, Tables, random_books
from tests.report.examination.examined import examined, export, quiet, settled, unpaid

from duly.report.xray.page import xray_page

# Each example is a whole X-ray: few, but every figure of each is worked out again by hand.
few_xrays = settings(max_examples=4, derandomize=True, phases=(Phase.explicit, Phase.generate))


@few_xrays
@given(random_books())
def test_the_xray_ties_to_a_row_by_row_count(tables: Tables) -> None:
    facts = examined(tables)
    left = open_now(tables, AS_OF)
    known = [row for row in tables["invoices"] if row["issued_on"] <= AS_OF]
    late = [r for r in known if left[r["invoice_id"]] > 0 and r["due_on"] < AS_OF]
    assert _nonzero(facts["open_units"]) == _sums(known, left)
    assert _nonzero(facts["overdue_units"]) == _sums(late, left)
    assert facts["invoices"]["open"] == sum(units > 0 for units in left.values())
    assert facts["invoices"]["overdue"] == len(late)
    assert facts["invoices"]["count"] == sum(row["amount_units"] >= 0 for row in known)
    assert _nonzero(facts["unapplied_units"]) == _unapplied(tables)
    _ties_within(facts)
    _ages(facts, tables)
    assert xray_page(facts) == xray_page(facts)


def _ages(facts: dict[str, Any], tables: Tables) -> None:
    expected: Counter[tuple[str, str, str]] = Counter()
    for (_, currency, bucket), (items, units, disputed) in aged(tables, AS_OF).items():
        if bucket != "unapplied":
            expected[currency, bucket, "units"] += units
            expected[currency, bucket, "items"] += items
            expected[currency, bucket, "disputed_units"] += disputed
    found = {
        (line["currency"], line["bucket"], key): line[key]
        for line in facts["ageing"]
        for key in ("units", "items", "disputed_units")
    }
    assert _nonzero(found) == _nonzero(expected)
    assert sum(disputed_now(tables, AS_OF).values()) == sum(
        line["disputed_units"] for line in facts["ageing"]
    )


def _ties_within(facts: dict[str, Any]) -> None:
    """What must be so of every X-ray, whatever it is of."""
    for currency, units in facts["open_units"].items():
        own = [line for line in facts["ageing"] if line["currency"] == currency]
        assert sum(line["units"] for line in own) == units
    assert sum(facts["grades"].values()) == facts["accounts"] == facts["assessment_count"]
    by_grade: Counter[str] = Counter()
    for line in facts["grade_totals"]:
        by_grade[line["grade"]] += line["accounts"]
    assert _nonzero(facts["grades"]) == dict(by_grade)
    owed = sum(line["units"] for line in facts["ageing"] if line["bucket"] != "credits")
    assert sum(line["units"] for line in facts["grade_ageing"]) == owed
    rows = facts["rows"]
    assert rows["read"] == rows["accepted"] + rows["set_aside"]
    assert facts["warning_count"] == len(facts["warnings"])
    assert sum(facts["warnings_by_code"].values()) <= facts["warning_count"]
    assert facts["worklist_count"] == len(facts["worklist"])


@pytest.mark.parametrize("shape", ["invoices", "open_items", "buckets", "faults"])
def test_the_figures_of_an_export_tie(shape: str) -> None:
    _ties_within(export(shape))


@pytest.mark.parametrize("made", [quiet, unpaid, settled])
def test_the_figures_of_a_book_tie(made: Any) -> None:
    _ties_within(made())


def test_nothing_overdue_is_zero_and_not_unknown() -> None:
    facts = quiet()
    assert facts["overdue_units"] == {"EUR": 0}
    assert facts["invoices"] == {"count": 2, "open": 1, "overdue": 0}
    assert facts["worklist"] == facts["warnings"] == []
    assert facts["unapplied_units"] == {"EUR": 200}


def test_nothing_open_is_zero_in_every_bucket() -> None:
    facts = settled()
    assert facts["open_units"] == facts["overdue_units"] == facts["unapplied_units"] == {"EUR": 0}
    assert {line["units"] for line in facts["ageing"]} == {0}
    assert facts["concentration"] == []


def test_more_credit_than_debt_is_open_below_zero() -> None:
    facts = unpaid()
    assert facts["open_units"] == {"EUR": -200}
    assert facts["overdue_units"] == {"EUR": 700}
    assert [line["account_id"] for line in facts["concentration"][0]["top"]] == ["A"]


def _sums(rows: list[dict[str, Any]], left: dict[str, int]) -> dict[str, int]:
    sums: Counter[str] = Counter()
    for row in rows:
        sums[row["currency"]] += left[row["invoice_id"]]
    return _nonzero(sums)


def _unapplied(tables: Tables) -> dict[str, int]:
    sums: Counter[str] = Counter()
    left = unapplied_now(tables, AS_OF)
    for row in tables["payments"]:
        sums[row["currency"]] += left.get(row["payment_id"], 0)
    return _nonzero(sums)


def _nonzero(sums: Any) -> dict[Any, int]:
    return {key: units for key, units in sums.items() if units}
