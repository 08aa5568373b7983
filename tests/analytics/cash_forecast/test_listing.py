"""How is a forecast listed: by source, entity and currency, a line a week or a day?"""

from __future__ import annotations

from datetime import date

import numpy as np
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.analytics.cash_forecast.certainties import expected, horizon

from duly.analytics.cash_forecast.bands import Bands
from duly.analytics.cash_forecast.horizon import Horizon
from duly.analytics.cash_forecast.listing import lines, span_table
from duly.analytics.cash_forecast.simulation import Key, Simulated

TWO_WEEKS = horizon(weeks=2, days=3)  # ends: 1, 2, 3, 7, 14
EUR, JPY = (None, "EUR"), (None, "JPY")
E1, E2 = ("E1", "EUR"), ("E2", "EUR")
Keyed = dict[Key, list[float]]


def simulated(by_key: Keyed, ahead: Horizon = TWO_WEEKS, *, draws: int = 4) -> Simulated:
    """The same in every draw: what comes in each span."""
    mean = np.array([*by_key.values()], dtype=np.float64).reshape(len(by_key), len(ahead.ends))
    return Simulated(tuple(by_key), np.repeat(mean[:, None, :], draws, axis=1), mean)


def listed(
    opened: Keyed, to_come: Keyed, *, by_week: bool = True, ahead: Horizon = TWO_WEEKS
) -> pa.Table:
    sources = simulated(opened, ahead), simulated(to_come, ahead)
    return span_table(*sources, ahead, Bands(), by_week=by_week)


@pytest.mark.parametrize(
    ("spans", "weeks", "days"),
    [
        ([10, 0, 0, 0, 0], {1: 10}, {1: 10}),
        ([1, 2, 4, 8, 16], {1: 15, 2: 16}, {1: 1, 2: 2, 3: 4}),
        ([0, 0, 0, 8, 0], {1: 8}, {}),  # the fourth to the seventh day are not told apart
        ([0, 0, 0, 0, 16], {2: 16}, {}),
        ([0, 0, 0, 0, 0], {}, {}),
    ],
)
def test_spans_are_listed_by_week_and_the_first_ones_by_day(spans, weeks, days):
    assert expected(listed({EUR: spans}, {}), source="open") == weeks
    by_day = listed({EUR: spans}, {}, by_week=False)
    assert expected(by_day, by="day", source="open") == days


def test_weeks_and_days_have_their_dates():
    table = listed({EUR: [1, 0, 0, 0, 0]}, {})
    starts = [row["week_start"] for row in table.to_pylist() if row["source"] == "all"]
    assert starts == [date(2026, 7, 1), date(2026, 7, 8)]
    table = listed({EUR: [1, 0, 0, 0, 0]}, {}, by_week=False)
    days = [row["day_on"] for row in table.to_pylist() if row["source"] == "all"]
    assert days == [date(2026, 7, 1), date(2026, 7, 2), date(2026, 7, 3)]


def order(opened: Keyed, to_come: Keyed) -> list[tuple[str | None, str, str]]:
    found = lines(simulated(opened), simulated(to_come))
    return [(line.entity, line.currency, line.source) for line in found]


NOTHING = [0.0] * 5


def test_every_line_has_its_three_sources_though_one_of_them_is_empty():
    assert order({EUR: NOTHING}, {}) == order({}, {EUR: NOTHING})
    assert order({EUR: NOTHING}, {EUR: NOTHING}) == [
        (None, "EUR", "open"),
        (None, "EUR", "to_come"),
        (None, "EUR", "all"),
    ]


@pytest.mark.parametrize(
    ("keys", "named"),
    [
        ([EUR], [(None, "EUR")]),
        ([E1], [(None, "EUR")]),  # one entity is the whole
        ([E1, ("E1", "JPY")], [(None, "EUR"), (None, "JPY")]),
        ([E2, E1], [(None, "EUR"), ("E1", "EUR"), ("E2", "EUR")]),
        ([E1, EUR], [(None, "EUR"), ("", "EUR"), ("E1", "EUR")]),  # of one it is not told
        ([JPY, EUR], [(None, "EUR"), (None, "JPY")]),
        (  # each entity has a currency of its own
            [E1, ("E2", "JPY")],
            [(None, "EUR"), ("E1", "EUR"), (None, "JPY"), ("E2", "JPY")],
        ),
        ([], []),
    ],
)
def test_a_currency_stands_before_its_entities(keys, named):
    found = order(dict.fromkeys(keys, NOTHING), {})
    assert [(entity, currency) for entity, currency, _ in found[::3]] == named


def test_currencies_are_never_added():
    table = listed({EUR: [100, 0, 0, 0, 0], JPY: [7, 0, 0, 0, 0]}, {})
    for currency, units in (("EUR", 100), ("JPY", 7)):
        assert expected(table, currency=currency, source="all", entity=None) == {1: units}


@given(
    st.dictionaries(
        st.tuples(st.sampled_from([None, "E1", "E2"]), st.sampled_from(["EUR", "JPY"])),
        st.lists(st.integers(0, 999), min_size=5, max_size=5),
    ),
    st.booleans(),
)
def test_entities_add_up_to_their_currency_and_sources_to_all(by_key, by_week):
    half = dict([*by_key.items()][::2])
    rows = listed(by_key, half, by_week=by_week).to_pylist()
    by = "week" if by_week else "day"
    units = {(r["entity"], r["currency"], r["source"], r[by]): r["expected_units"] for r in rows}
    assert len(units) == len(rows)
    for (entity, currency, source, at), found in units.items():
        if source == "all":
            both = (units[entity, currency, name, at] for name in ("open", "to_come"))
            assert found == sum(both)
        own = [
            n
            for (e, c, s, a), n in units.items()
            if e is not None and (c, s, a) == (currency, source, at)
        ]
        if entity is None and own:
            assert found == sum(own)


@pytest.mark.parametrize(
    ("by_week", "name", "start"), [(True, "week", "week_start"), (False, "day", "day_on")]
)
def test_nothing_to_list_is_a_table_of_the_same_columns(by_week, name, start):
    empty = listed({}, {}, by_week=by_week)
    assert empty.num_rows == 0
    assert empty.schema == listed({EUR: NOTHING}, {}, by_week=by_week).schema
    assert empty.column_names[3:5] == [name, start]


def test_days_beyond_the_last_week_are_not_listed():
    short = horizon(weeks=1, days=30)
    table = listed({EUR: [1] * 7}, {}, by_week=False, ahead=short)
    assert table.num_rows == 3 * 7


def test_the_bands_of_a_line_are_those_of_its_draws_and_near_weeks_are_stretched_alone():
    ahead = horizon(weeks=5, days=1)
    draws = np.tile(np.arange(101.0)[:, None], (1, 1, len(ahead.ends)))
    draws[:, :, 0] = 0  # the first day, a span of its own in the first week
    opened = Simulated((EUR,), draws, draws.mean(axis=1))
    table = span_table(
        opened, simulated({}, ahead, draws=101), ahead, Bands(near=0.5), by_week=True
    )
    bands = [(r["p10_units"], r["p50_units"], r["p90_units"]) for r in table.to_pylist()[:5]]
    assert bands == [(30, 50, 70)] * 4 + [(10, 50, 90)]
