"""Circles among parents."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.book.reading.parents import circling


@pytest.mark.parametrize(
    ("parents", "circle"),
    [
        ({}, ""),
        ({"a": "b"}, ""),
        ({"a": "b", "b": "c"}, ""),
        ({"a": "a"}, "a"),
        ({"a": "b", "b": "a"}, "ab"),
        ({"c": "a", "a": "b", "b": "a"}, "ab"),
        ({"a": "b", "b": "a", "c": "d", "d": "e", "e": "c"}, "abcde"),
    ],
)
def test_only_those_who_come_back_to_themselves_are_in_a_circle(parents, circle):
    assert circling(parents) == set(circle)


@given(st.dictionaries(st.integers(0, 8), st.integers(0, 8)))
def test_a_circle_is_what_walking_finds(links):
    parents = {str(child): str(parent) for child, parent in links.items()}

    def comes_back(start: str) -> bool:
        account = start
        for _ in parents:
            account = parents.get(account, "")
            if account == start:
                return True
        return False

    assert circling(parents) == {account for account in parents if comes_back(account)}
