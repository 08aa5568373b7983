"""Which figures stand in a year's accounts, sound or failing, so that every sum is right?"""

from __future__ import annotations

import numpy as np

from duly.generator.chance import Floats, Indices
from duly.generator.customers import Customers, level
from duly.generator.distress import STATEMENT_DAYS, distress
from duly.generator.evidence import Sightings
from duly.generator.plan import BookPlan
from duly.kernel.currencies import exponent

Lines = dict[str, Indices]

# Our sales to a customer are a small part of what it turns over.
SALES_PER_TICKET = 900
TAX_RATE = 0.25


def draw_lines(
    plan: BookPlan,
    customers: Customers,
    seen: Sightings,
    years_ago: Indices,
    rng: np.random.Generator,
) -> Lines:
    """The statement lines of `duly.book.schema` in units, per row of `seen`.

    Sums are made by adding whole units, so total assets always equal total liabilities and
    equity. Quality is latent health less what distress has eaten: it thins margins, equity and
    cash, and swells stocks and payables, from about two years before the end.
    """
    count = len(seen.day)
    account = seen.account
    worth = np.array([level(c) * 10 ** exponent(c) for c in plan.currencies])
    nearness = distress(customers.fails_on[account], seen.day, STATEMENT_DAYS)
    quality = customers.health[account] - 2.6 * nearness + rng.normal(0, 0.35, count)
    size = customers.ticket[account] * SALES_PER_TICKET * worth[customers.currency[account]]
    trend = np.exp(-0.03 * years_ago - 0.18 * nearness) * np.exp(rng.normal(0, 0.06, count))
    sales = np.maximum(size * trend, 1000)
    income = _income(sales, quality, nearness, rng)
    assets = _assets(sales, quality, nearness, rng)
    funding = _funding(assets["total_assets"], assets["current_assets"], quality, rng)
    flows = _flows(income, funding, sales, quality, rng)
    value = np.maximum(income["ebit"] * 6, funding["equity"] // 2)
    return income | assets | funding | flows | {"market_cap": np.maximum(value, 1)}


def _part(whole: Floats | Indices, share: Floats | float) -> Indices:
    return np.rint(whole * np.asarray(share)).astype(np.int64)


def _income(sales: Floats, quality: Floats, nearness: Floats, rng: np.random.Generator) -> Lines:
    count = len(sales)
    units = _part(sales, 1.0)
    margin = np.clip(0.045 + 0.022 * quality + rng.normal(0, 0.012, count), -0.30, 0.25)
    gross = np.clip(0.30 + 0.01 * quality + rng.normal(0, 0.05, count), margin + 0.06, 0.70)
    cogs = units - _part(sales, gross)
    depreciation = _part(sales, rng.uniform(0.015, 0.04, count))
    sga = units - cogs - depreciation - _part(sales, margin)
    ebit = units - cogs - sga - depreciation
    interest = _part(sales, np.clip(0.012 - 0.003 * quality + 0.01 * nearness, 0.001, 0.06))
    ebt = ebit - interest
    tax = np.maximum(_part(ebt, TAX_RATE), 0)
    return {
        "sales": units,
        "cogs": cogs,
        "purchases": _part(cogs, rng.uniform(0.75, 0.95, count)),
        "gross_profit": units - cogs,
        "sga": sga,
        "depreciation": depreciation,
        "ebit": ebit,
        "interest": interest,
        "ebt": ebt,
        "tax": tax,
        "net_income": ebt - tax,
    }


def _assets(sales: Floats, quality: Floats, nearness: Floats, rng: np.random.Generator) -> Lines:
    count = len(sales)
    lines = {
        "cash": _part(
            sales, np.clip(0.06 + 0.025 * quality + rng.normal(0, 0.02, count), 0.002, 0.3)
        ),
        "securities": _part(sales, np.where(rng.random(count) < 0.2, 0.02, 0.0)),
        "receivables": _part(sales, rng.uniform(0.10, 0.20, count)),
        "inventory": _part(sales, rng.uniform(0.06, 0.18, count) * (1 + 0.5 * nearness)),
        "prepaid": _part(sales, rng.uniform(0.002, 0.01, count)),
    }
    current = np.sum(list(lines.values()), axis=0)
    lasting = {
        "fixed_assets": _part(sales, rng.uniform(0.12, 0.35, count)),
        "intangibles": _part(sales, rng.uniform(0.0, 0.06, count)),
        "related_receivables": _part(sales, np.where(rng.random(count) < 0.15, 0.03, 0.0)),
    }
    total = current + np.sum(list(lasting.values()), axis=0)
    return lines | {"current_assets": current} | lasting | {"total_assets": total}


def _funding(
    total_assets: Indices, current_assets: Indices, quality: Floats, rng: np.random.Generator
) -> Lines:
    count = len(total_assets)
    equity_share = 0.36 + 0.11 * quality + rng.normal(0, 0.04, count)
    owed = _part(total_assets, 1 - np.clip(equity_share, -0.35, 0.85))
    # Current assets over current liabilities, the ratio a failing company loses first.
    liquidity = np.exp(0.42 + 0.22 * quality + rng.normal(0, 0.10, count))
    current = np.minimum(_part(current_assets, 1 / np.clip(liquidity, 0.35, 4)), owed)
    payables = _part(current, rng.uniform(0.35, 0.65, count))
    bank = _part(current - payables, rng.uniform(0.3, 0.7, count))
    long_term = _part(owed - current, rng.uniform(0.8, 1.0, count))
    equity = total_assets - owed
    paid_in = _part(total_assets, rng.uniform(0.05, 0.12, count))
    return {
        "payables": payables,
        "current_liabilities": current,
        "debt": bank + long_term,
        "long_term_debt": long_term,
        "total_liabilities": owed,
        "retained_earnings": equity - paid_in,
        "equity": equity,
    }


def _flows(
    income: Lines, funding: Lines, sales: Floats, quality: Floats, rng: np.random.Generator
) -> Lines:
    count = len(sales)
    funds = income["net_income"] + income["depreciation"]
    tied_up = _part(sales, rng.normal(0.006, 0.012, count) - 0.006 * np.minimum(quality, 0))
    return {
        "operating_cash_flow": funds - tied_up,
        "funds_from_operations": funds,
        "capex": _part(income["depreciation"], np.clip(1.0 + 0.25 * quality, 0.1, 2.0)),
        "principal_repayments": _part(funding["long_term_debt"], rng.uniform(0.08, 0.16, count)),
    }
