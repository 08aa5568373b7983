"""Is every character of the example company there, and does its story show in the book?"""

from datetime import date

import pandas as pd
import pytest

from duly.generator import CHARACTERS, generate, story_plan

UNTIL = date(2026, 10, 31)


@pytest.fixture(params=["story", "small_story"])
def told(request):
    return request.getfixturevalue(request.param)


def ago(days: int) -> pd.Timestamp:
    return pd.Timestamp(UNTIL) - pd.Timedelta(days=days)


def mean_days_late(book, name: str, *, since: int, until: int) -> float:
    """Of the invoices due between so many days before the end."""
    paid = book.days_late()
    own = paid[(paid.account_id == book.of(name)) & paid.due_on.between(ago(since), ago(until))]
    return own.days_late.mean()


def test_the_example_company_has_the_size_it_promises(story):
    assert len(story.invoices) == 60_000
    assert len(story.accounts) == 2_000
    assert story.invoices.entity.nunique() == 2
    assert set(story.invoices.currency) == {"EUR", "USD", "GBP"}


def test_characters_are_found_by_name(told):
    names = told.accounts.set_index("account_id").name
    for character in CHARACTERS:
        assert names[told.of(character.name)] == character.name
    assert told.accounts.name.is_unique


def test_most_money_is_neither_overdue_nor_lost(told):
    late = (told.days_late().days_late > 0).mean()
    assert 0.35 <= late <= 0.55
    assert told.invoices.written_off_on.notna().mean() < 0.05


def test_the_large_customer_makes_a_sixth_of_sales(story):
    euros = story.invoices.amount_units / story.invoices.currency.map(
        {"EUR": 1, "USD": 1.1, "GBP": 0.85}
    )
    by_account = euros.groupby(story.invoices.account_id).sum()
    share = by_account[story.of("Brennvara Warenhaus AG")] / by_account.sum()
    assert 0.14 < share < 0.21
    assert by_account.idxmax() == story.of("Brennvara Warenhaus AG")


def test_the_large_customer_drifts_from_prompt_to_a_month_late(told):
    name = "Brennvara Warenhaus AG"
    assert mean_days_late(told, name, since=800, until=200) < 2
    assert mean_days_late(told, name, since=130, until=50) > 10


def test_the_group_stands_close_to_its_limit(told):
    members = [told.of(c.name) for c in CHARACTERS if c.code == "group_near_limit"]
    own = told.invoices[told.invoices.account_id.isin(members)]
    owed = told.open_units().reindex(own.invoice_id).sum()
    orders = told.orders[told.orders.account_id.isin(members) & told.orders.invoiced_on.isna()]
    limit = told.accounts[told.accounts.account_id.isin(members)].credit_limit_units.sum()
    parents = told.accounts.set_index("account_id").parent_id
    assert 0.85 < (owed + orders.amount_units.sum()) / limit <= 1
    assert parents[members].dropna().unique().tolist() == [members[0]]


def test_the_insolvency_was_foretold(told):
    account = told.of("Orminova Hochbau GmbH")
    scores = told.reports[told.reports.account_id == account].sort_values("received_on").score
    page = told.statements[told.statements.account_id == account].sort_values("period_end")
    equity = page.equity_units / page.total_assets_units
    last = told.payments[told.payments.account_id == account].received_on.max()
    assert scores.iloc[-1] < scores.iloc[0] - 20
    assert equity.iloc[-1] < equity.iloc[0] - 0.1
    assert ago(190) < last <= ago(150)
    assert told.totals.insolvencies[account] == date(2026, 10, 1)


def test_the_reformed_payer_pays_on_time_at_last(told):
    name = "Fennilaquist Textiles SAS"
    assert mean_days_late(told, name, since=1_000, until=430) > 25
    assert mean_days_late(told, name, since=250, until=0) < 8


def test_the_disputer_disputes_far_more_than_others(told):
    disputed = told.invoices.invoice_id.isin(told.disputes.invoice_id)
    shares = disputed.groupby(told.invoices.account_id).mean()
    own = shares.pop(told.of("Quarebowick Interiors Ltd"))
    assert own > 0.2
    assert shares.mean() < 0.08


def test_the_promise_breaker_breaks_them(story):
    paid_on = story.days_late().set_index("invoice_id").paid_on
    promises = story.promises[story.promises.due_on <= ago(0)]
    kept = promises.invoice_ids.map(paid_on) <= promises.due_on
    by_account = kept.groupby(promises.account_id == story.of("Tarnitazano Trading Inc.")).mean()
    assert by_account[True] < 0.25
    assert 0.60 < by_account[False] < 0.90


def test_the_new_customer_is_new_and_grows(told):
    own = told.invoices[told.invoices.account_id == told.of("Silmanodale Systems LLC")]
    assert own.issued_on.min() >= ago(150)
    assert (own.issued_on > ago(75)).mean() > 0.6


def test_the_customer_who_left_bought_until_four_months_ago(told):
    own = told.invoices[told.invoices.account_id == told.of("Wenderistal Werkzeuge GmbH")]
    assert ago(250) < own.issued_on.max() <= ago(120 - 25)
    assert (
        not told.orders[told.orders.placed_on > ago(90)]
        .account_id.eq(told.of("Wenderistal Werkzeuge GmbH"))
        .any()
    )


@pytest.mark.parametrize(
    ("invoices", "accounts", "years"), [(599, 60, 3.0), (1_500, 29, 3.0), (1_500, 60, 1.4)]
)
def test_a_book_too_small_for_the_cast_is_refused(invoices, accounts, years):
    with pytest.raises(ValueError, match="the story needs at least"):
        story_plan(until=UNTIL, invoices=invoices, accounts=accounts, years=years)


def test_the_smallest_book_with_room_for_the_cast_can_be_made(tmp_path):
    plan = story_plan(until=UNTIL, invoices=600, accounts=30, years=1.5)
    assert len(generate(plan, tmp_path).characters) == len(CHARACTERS)


def test_a_book_without_a_story_has_no_characters(pages):
    assert pages.totals.characters == {}
    assert not pages.accounts.name.isin([c.name for c in CHARACTERS]).any()
