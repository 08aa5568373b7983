import numpy as np


def test_the_balance_sheet_balances_to_the_unit(pages):
    page = pages.statements
    current = ["cash", "securities", "receivables", "inventory", "prepaid"]
    lasting = ["fixed_assets", "intangibles", "related_receivables"]
    assert page.total_assets_units.eq(page.total_liabilities_units + page.equity_units).all()
    assert page.current_assets_units.eq(page[[f"{n}_units" for n in current]].sum(axis=1)).all()
    rest = page[[f"{name}_units" for name in lasting]].sum(axis=1)
    assert page.total_assets_units.eq(page.current_assets_units + rest).all()


def test_the_income_statement_adds_up(pages):
    page = pages.statements.dropna(subset="cogs_units")
    assert page.gross_profit_units.eq(page.sales_units - page.cogs_units).all()
    assert page.ebit_units.eq(
        page.gross_profit_units - page.sga_units - page.depreciation_units
    ).all()
    assert page.ebt_units.eq(page.ebit_units - page.interest_units).all()
    assert page.net_income_units.eq(page.ebt_units - page.tax_units).all()


def test_parts_never_exceed_their_whole(pages):
    page = pages.statements
    assert (page.current_liabilities_units <= page.total_liabilities_units).all()
    assert (page.payables_units <= page.current_liabilities_units).all()
    assert (page.long_term_debt_units <= page.debt_units).all()
    assert (page.debt_units <= page.total_liabilities_units).all()
    assert (page.sales_units > 0).all()


def test_statements_become_known_four_to_nine_months_after_their_year(pages):
    lag = (pages.statements.known_on - pages.statements.period_end).dt.days
    assert lag.between(120, 275).all()
    assert set(pages.statements.period_end.dt.month) == {3, 6, 12}


def test_accounts_by_nature_show_purchases_and_no_cost_of_sales(pages):
    page = pages.statements
    assert (page.cogs_units.isna() != page.purchases_units.isna()).all()
    assert 0.1 < page.cogs_units.isna().mean() < 0.4


def test_only_few_customers_are_listed(pages):
    page = pages.statements
    assert 0 < page.market_cap_units.notna().mean() < 0.15
    assert (page.market_cap_units.notna() == page.shares.notna()).all()


def test_most_ratios_lie_where_sound_companies_have_them(pages):
    page = pages.statements
    equity = np.median(page.equity_units / page.total_assets_units)
    current = np.median(page.current_assets_units / page.current_liabilities_units)
    assert 0.25 < equity < 0.50
    assert 1.1 < current < 2.2
