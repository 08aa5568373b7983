"""Is every supposition put into the observation as it was meant, or refused?"""

from __future__ import annotations

from typing import Any

import pytest

from duly.analytics.assessment.observation import OBSERVED
from duly.book.findings import BadInput
from duly.cli.what_if import supposed

SEEN = dict.fromkeys(OBSERVED.names) | {"currency": "JPY", "paid_count": 4, "late_share": 0.5}


@pytest.mark.parametrize(
    ("change", "name", "value"),
    [
        ("late_share=0.25", "late_share", 0.25),
        ("late_share=unknown", "late_share", None),
        ("paid_count=12", "paid_count", 12),
        ("insured_limit_units=50000", "insured_limit_units", 50_000),
        ("has_bureau=yes", "has_bureau", True),
        ("sector=Construction", "sector", "Construction"),
    ],
)
def test_a_supposition_changes_its_own_column_only(change: str, name: str, value: Any):
    after = supposed(SEEN, [change])
    assert after[name] == value
    evidence = {"has_statement", "has_bureau"}
    changed = {key for key in OBSERVED.names if after[key] != SEEN[key]}
    assert changed <= {name} | evidence


def test_a_figure_of_a_statement_or_bureau_is_such_evidence():
    assert supposed(SEEN, ["z_double_prime=3.1"])["has_statement"] is True
    assert supposed(SEEN, ["bureau_standing=0.9"])["has_bureau"] is True


def test_without_suppositions_nothing_is_supposed():
    after = supposed(SEEN, [])
    assert {name for name in SEEN if after[name] != SEEN[name]} == {"has_statement", "has_bureau"}
    assert (after["has_statement"], after["has_bureau"]) == (False, False)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("late_share", "write it as NAME=VALUE"),
        ("late_shares=0.1", "did you mean late_share?"),
        ("colour=red", "not known of an account"),
        ("late_share=low", "cannot be read as a number"),
        ("paid_count=2.5", "cannot be read as a whole number"),
        ("has_bureau=perhaps", "cannot be read as yes or no"),
        ("insured_limit_units=1.50", "cannot be read as an amount"),
    ],
)
def test_what_cannot_be_supposed_is_refused(change: str, said: str):
    with pytest.raises(BadInput, match=said.replace("?", r"\?")):
        supposed(SEEN, [change])
