from collections.abc import Callable
from typing import Any

import pytest
from tests.report.examination.examined import export, quiet, settled

REQUIRED = (
    *("as_of", "mapping", "rows", "accounts", "invoices", "paid", "open_units", "overdue_units"),
    *("ageing", "dso_days", "disputed", "grades", "warnings", "quality", "reasons"),
)


@pytest.mark.parametrize("made", [lambda: export("faults"), settled], ids=["export", "book"])
def test_every_promised_key_is_there(made: Callable[[], dict[str, Any]]) -> None:
    facts = made()
    assert set(REQUIRED) <= set(facts)
    assert set(facts["rows"]) >= {"read", "accepted", "set_aside"}
    assert set(facts["invoices"]) == {"count", "open", "overdue"}
    assert set(facts["paid"]) == {"count", "late_count", "late_share", "mean_days_late"}
    assert set(facts["disputed"]) == {"count", "share"}
    assert all({"currency", "bucket", "units"} <= set(line) for line in facts["ageing"])
    assert all({"code", "count"} <= set(line) for line in facts["quality"])
    assert list(facts["grades"]) == ["A", "B", "C", "D", "E", "N"]


def test_the_mapping_leads_from_each_column_of_the_file_to_the_book() -> None:
    facts = export("faults")
    assert set(facts["mapping"].values()) > {"account_id", "amount", "due_on"}
    assert [line["source"] for line in facts["mapping_detail"]] == list(facts["mapping"])


def test_a_book_needs_no_mapping() -> None:
    assert quiet()["mapping"] == {}
    assert quiet()["source"]["kind"] == "book"


def test_rows_set_aside_are_listed_first() -> None:
    facts = export("faults")
    aside = [line["set_aside"] for line in facts["quality"]]
    assert aside == sorted(aside, reverse=True)
    listed = [line["set_aside"] for line in facts["quality_rows"]]
    assert listed == sorted(listed, reverse=True)
    assert listed.count(True) == facts["rows"]["set_aside"]
