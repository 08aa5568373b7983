"""Which statements may we score on this day, and how old are they?"""

from __future__ import annotations

from calendar import monthrange
from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.statements.annual import annualised
from duly.analytics.statements.previous import month_number, with_previous_year
from duly.analytics.statements.sanity import findings
from duly.book.asof import known
from duly.book.tables import Book

MAX_AGE_MONTHS = 18


def usable_statements(book: Book, *, as_of: date, max_age_months: int = MAX_AGE_MONTHS) -> ir.Table:
    """One row per account and period end: the statements known on `as_of` and not too old.

    Columns: those of the book's `statements` (money lines int64 smallest units of `currency`,
    income and cash flow annualised when `months` is not 12), and

    | column | type | meaning |
    |---|---|---|
    | previous_period_end | date | end of the year before, 11 to 13 months earlier |
    | previous_shares, previous_LINE_units | | its lines, annualised likewise, same currency only |
    | age_months | int64 | whole months from period_end to as_of; a month's last day completes it |
    | is_latest | boolean | the account's latest period in this table |
    | findings | text | codes of `sanity.findings` on the lines as filed |

    Conventions: a statement without `known_on` is known six months after its period's end (as
    `book.asof.known` says). Of two filings for one period the one known last stands. The year
    before may be older than `max_age_months`, but must be known too. A statement exactly
    `max_age_months` old is still usable (source: handbook 02 section 4; the age is policy).
    A period that ends after `as_of` is not usable, whatever its `known_on` says.
    """
    statements = known(book, as_of=as_of).statements
    ended = statements.filter(statements.period_end <= as_of)
    filed = _last_filing(ended)
    checked = filed.mutate(findings=findings(filed), age_months=_age_months(filed, as_of))
    compared = with_previous_year(annualised(checked))
    fresh = compared.filter(compared.period_end >= _months_before(as_of, max_age_months))
    latest = fresh.period_end.max().over(ibis.window(group_by="account_id"))
    return fresh.mutate(is_latest=fresh.period_end == latest)


def _last_filing(statements: ir.Table) -> ir.Table:
    # Total assets only break a tie between filings of one day, so that both engines agree.
    last_first = ibis.window(
        group_by=["account_id", "period_end"],
        order_by=[statements.known_on.desc(), statements.total_assets_units.desc()],
    )
    ranked = statements.mutate(filing=ibis.row_number().over(last_first))
    return ranked.filter(ranked.filing == 0).drop("filing")


def _age_months(statements: ir.Table, as_of: date) -> ir.IntegerValue:
    end = statements.period_end
    between = as_of.year * 12 + as_of.month - month_number(end)
    is_last_day = as_of.day == monthrange(as_of.year, as_of.month)[1]
    day_of_month = 31 if is_last_day else as_of.day
    return (between - ibis.ifelse(end.day() > day_of_month, 1, 0)).cast("int64")


def _months_before(day: date, months: int) -> date:
    year, month0 = divmod(day.year * 12 + day.month - 1 - months, 12)
    return date(year, month0 + 1, min(day.day, monthrange(year, month0 + 1)[1]))
