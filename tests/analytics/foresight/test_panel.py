"""Does a panel hold what was known, and only the figures that are looked at?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.foresight.ledgers import FIT_ON, book
from tests.books import few_books

from duly.analytics.foresight.moments import Moments, at_ends, at_issue
from duly.analytics.foresight.outcomes import outcomes
from duly.analytics.foresight.panel import Panel, panel, rows_by, texts_of

NAMED = (
    ("count",),
    ("size", "median"),
    ("open_count",),
    ("cash_share",),
    ("same_issue_size_above_usual",),
    ("days_to_business_day",),
    ("weekday_mean", "terms_count"),
    ("last_late",),
)


def of_day(*, few_days: bool = True, figures: tuple[str, ...] | None = None) -> Panel:
    table = outcomes(book(), as_of=FIT_ON)
    moments = at_ends(table, [FIT_ON, date(2025, 7, 31)], engine=book().engine)
    asked = Moments(moments.rows, few_days=few_days)
    return panel(book(), table, asked, as_of=FIT_ON, figures=figures)


@pytest.mark.parametrize("figures", NAMED)
def test_the_figures_that_are_named_are_those_of_the_whole_panel(figures: tuple[str, ...]) -> None:
    whole, few = of_day(), of_day(figures=figures)
    assert set(few.names) == set(figures)
    places = [whole.names.index(name) for name in few.names]
    assert few.invoice_ids.tolist() == whole.invoice_ids.tolist()
    assert few.figures == pytest.approx(whole.figures[:, places], nan_ok=True)


def test_figures_by_day_are_those_by_moment() -> None:
    by_day, by_moment = of_day(few_days=True), of_day(few_days=False)
    places = [by_moment.names.index(name) for name in by_day.names]
    assert len(by_day.names) == len(by_moment.names)
    assert by_day.figures == pytest.approx(by_moment.figures[:, places], nan_ok=True)
    assert np.nanmax(by_day.figures[:, by_day.names.index("open_count")]) > 1


def test_at_issue_every_invoice_has_its_row() -> None:
    table = outcomes(book(), as_of=FIT_ON)
    found = panel(book(), table, at_issue(table), as_of=FIT_ON, figures=("size",))
    assert np.array_equal(found.scored, found.issued)
    assert len(found) == len(set(found.invoice_ids))


@few_books
@given(st.lists(st.sampled_from(["A", "B", "", "Ä", None])))
def test_texts_come_as_they_are_and_each_is_held_once(said: list[str | None]) -> None:
    found = texts_of(pa.chunked_array([said[:2], said[2:]], pa.string()))
    assert found.tolist() == said
    assert len({id(text) for text in found}) == len(set(said))


def test_rows_by_name_are_in_order() -> None:
    names = np.array(["B", "A", "B"], dtype=object)
    assert {name: places.tolist() for name, places in rows_by(names)} == {"A": [1], "B": [0, 2]}
