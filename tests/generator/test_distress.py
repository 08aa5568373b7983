"""Does the evidence foreshadow the insolvencies, as far as it was known before them?"""

import numpy as np
import pandas as pd
import pytest
from tests.generator.reading import area_under_curve

from duly.generator.distress import distress


@pytest.mark.parametrize(
    ("days_left", "shows"), [(400, 0.0), (300, 0.0), (150, 0.5), (30, 0.9), (0, 1.0), (-50, 1.0)]
)
def test_distress_rises_to_the_last_day(days_left, shows):
    assert distress(np.array([1_000]), np.array([1_000 - days_left]), 300)[0] == shows


def split(latest: pd.DataFrame, book) -> tuple[pd.DataFrame, pd.DataFrame]:
    failed = latest.index.isin(book.totals.insolvencies)
    return latest[failed], latest[~failed]


def test_the_last_bureau_score_tells_the_failing_from_the_sound(pages):
    latest = pages.reports.sort_values("received_on").groupby("account_id").last()
    failed, sound = split(latest, pages)
    assert len(failed) > 20
    assert area_under_curve(failed.score, sound.score) > 0.7
    assert failed.adverse_events.mean() > 2 * sound.adverse_events.mean()


@pytest.mark.parametrize(
    ("above", "below"),
    [
        ("equity_units", "total_assets_units"),
        ("current_assets_units", "current_liabilities_units"),
        ("ebit_units", "sales_units"),
    ],
)
def test_the_last_statement_tells_the_failing_from_the_sound(pages, above, below):
    latest = pages.statements.sort_values("period_end").groupby("account_id").last()
    failed, sound = split(latest, pages)
    assert len(failed) > 15
    ratios = [part[above] / part[below] for part in (failed, sound)]
    assert area_under_curve(*ratios) > 0.7


def test_the_early_statements_of_the_failing_are_better_than_their_last(pages):
    page = pages.statements[pages.statements.account_id.isin(pages.totals.insolvencies)]
    quality = (page.equity_units / page.total_assets_units).groupby(page.account_id)
    assert (quality.last() - quality.first()).mean() < -0.03


def test_nothing_is_reported_after_the_end(pages):
    ends = pd.to_datetime(pd.Series(dict(pages.totals.insolvencies)))
    for page, day in ((pages.reports, "received_on"), (pages.statements, "known_on")):
        last = page.groupby("account_id")[day].max()
        shared = last.index.intersection(ends.index)
        assert (last[shared] < ends[shared]).all()


def test_insurers_leave_before_the_end_and_stay_with_the_sound(pages):
    ends = pd.to_datetime(pd.Series(dict(pages.totals.insolvencies)))
    cover = pages.cover.set_index("account_id")
    failed = cover[cover.index.isin(ends.index)]
    assert (failed.valid_until < ends.reindex(failed.index)).all()
    assert cover.valid_until.isna().mean() > 0.85
