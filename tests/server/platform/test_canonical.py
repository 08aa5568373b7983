import math
from datetime import UTC, date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.server.platform.canonical import canonical, digest

ATOMS = st.none() | st.booleans() | st.integers() | st.text() | st.floats(allow_nan=False)
VALUES = st.recursive(
    ATOMS.filter(lambda atom: not (isinstance(atom, float) and math.isinf(atom))),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


def test_the_order_of_keys_changes_nothing():
    assert canonical({"b": 1, "a": [1, None, True]}) == '{"a":[1,null,true],"b":1}'


def test_another_value_has_another_digest():
    assert digest({"a": 1}) != digest({"a": "1"})


@pytest.mark.parametrize("value", [math.nan, math.inf, Decimal("NaN"), object(), {1: "a"}, b"a"])
def test_what_has_no_form_is_refused(value):
    with pytest.raises((TypeError, ValueError)):
        canonical(value)


def test_a_naive_moment_is_refused():
    with pytest.raises(ValueError, match="time zone"):
        canonical(datetime(2026, 11, 1, tzinfo=UTC).replace(tzinfo=None))


def test_a_moment_is_the_same_in_every_time_zone():
    there = datetime(2026, 11, 1, 13, tzinfo=timezone(timedelta(hours=1)))
    assert canonical(there) == canonical(datetime(2026, 11, 1, 12, tzinfo=UTC))
    assert canonical(date(2026, 11, 1)) == '"2026-11-01"'


def test_whole_floats_are_integers_as_databases_keep_them():
    assert canonical([1.0, -0.0, 1e22]) == "[1,0,10000000000000000000000]"


@given(VALUES)
def test_what_was_written_reads_back_to_the_same_form(value):
    import json

    assert canonical(json.loads(canonical(value))) == canonical(value)
