"""What do an account's latest statements say, by every ratio and published model at once?"""

from __future__ import annotations

from datetime import date

import ibis.expr.types as ir

from duly.analytics.statements.altman import altman_scores, altman_zones
from duly.analytics.statements.beneish import beneish_decisions, beneish_scores
from duly.analytics.statements.lines import PREVIOUS, Columns
from duly.analytics.statements.ohlson import ohlson_decisions, ohlson_scores
from duly.analytics.statements.piotroski import piotroski_decisions, piotroski_scores
from duly.analytics.statements.ratios import ratio_columns
from duly.analytics.statements.springate import springate_decisions, springate_scores
from duly.analytics.statements.taffler import taffler_decisions, taffler_scores
from duly.analytics.statements.usable import MAX_AGE_MONTHS, usable_statements
from duly.analytics.statements.zmijewski import zmijewski_decisions, zmijewski_scores
from duly.book.tables import Book


def statement_models(book: Book, *, as_of: date, max_age_months: int = MAX_AGE_MONTHS) -> ir.Table:
    """One row per account that has a usable statement, from its latest one.

    Columns: those of the book's `statements` with `known_on` filled and flows annualised,
    `findings`, `age_months`, `previous_period_end`, then everything `ratios`, `altman`,
    `ohlson`, `zmijewski`, `springate`, `taffler`, `piotroski` and `beneish` add, as their
    docstrings say. An account without a usable statement has no row: no evidence, no score.

    The models were fitted on industrial and trading companies: leave out financial
    institutions, holding shells, public bodies and companies with fewer than two accounts
    (handbook 02 section 5). Each score is evidence, not a PD.
    """
    usable = usable_statements(book, as_of=as_of, max_age_months=max_age_months)
    return all_models(usable.filter(usable.is_latest).drop("is_latest"))


def all_models(statements: ir.Table) -> ir.Table:
    """Every ratio and score for each row of `usable_statements`, without the year before.

    In two steps for all models together rather than model by model: each step is a layer of the
    query, and it is the layers that cost time to compile.
    """
    scored = statements.mutate(**ratio_columns(statements), **_scores(statements))
    judged = scored.mutate(**_decisions(scored))
    before = {name for name in statements.columns if name.startswith(PREVIOUS)}
    return judged.drop(*(before - {f"{PREVIOUS}period_end"}))


def _scores(statements: ir.Table) -> Columns:
    return {
        **altman_scores(statements),
        **ohlson_scores(statements),
        **zmijewski_scores(statements),
        **springate_scores(statements),
        **taffler_scores(statements),
        **piotroski_scores(statements),
        **beneish_scores(statements),
    }


def _decisions(scored: ir.Table) -> Columns:
    return {
        **altman_zones(scored),
        **ohlson_decisions(scored),
        **zmijewski_decisions(scored),
        **springate_decisions(scored),
        **taffler_decisions(scored),
        **piotroski_decisions(scored),
        **beneish_decisions(scored),
    }
