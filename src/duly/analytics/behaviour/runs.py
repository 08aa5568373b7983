"""On which weekday, on which day of the month and in what rhythm does an account pay?"""

from __future__ import annotations

import ibis
import ibis.expr.types as ir

from duly.analytics.behaviour.measures import ratio
from duly.analytics.open_items import days_between

MIN_DAYS = 6
MIN_RHYTHM_SHARE = 0.5
# Days from one run to the next. A bank holiday moves a run by a day, so a day either side.
RHYTHMS = {"weekly": (6, 8), "fortnightly": (13, 15), "monthly": (27, 34)}


def payment_runs(parts: ir.Table) -> ir.Table:
    """One row an account that ever paid, about the different days on which it paid.

    A run that settles forty invoices is one day, so one piece of evidence. Below `MIN_DAYS`
    different days every answer is null. `parts` is the table of `payment_parts`.

    Columns: account_id, payment_day_count;
    weekday (1 Monday to 7 Sunday), weekday_count, weekday_share: the commonest, ties to the
    earlier; day_of_month (1 to 31; 31 is the month's last day, whichever that is),
    day_of_month_count, day_of_month_share: likewise;
    rhythm (weekly 6 to 8 days from one run to the next, fortnightly 13 to 15, monthly 27 to 34;
    none when no rhythm has half of the gaps; ties to the shorter), rhythm_count, rhythm_share
    (gaps of that rhythm, of all gaps), usual_gap_days (median gap, float64).
    """
    days = parts.select("account_id", "paid_on").distinct()
    marked = days.mutate(
        weekday=(days.paid_on.day_of_week.index() + 1).cast("int64"),
        day_of_month=day_of_month(days.paid_on),
    )
    found = days.group_by("account_id").agg(payment_day_count=days.count())
    for some in (
        _commonest(marked, "weekday"),
        _commonest(marked, "day_of_month"),
        _rhythms(days),
    ):
        found = found.left_join(some, "account_id").drop("account_id_right")
    return _with_evidence(found)


def day_of_month(day: ir.DateValue) -> ir.IntegerValue:
    """1 to 31; 31 is the month's last day, whichever that is."""
    is_last = (day + ibis.interval(days=1)).cast("date").day() == 1
    return ibis.ifelse(is_last, 31, day.day()).cast("int64")


def _commonest(marked: ir.Table, mark: str) -> ir.Table:
    counted = marked.group_by("account_id", mark).agg(held=marked.count())
    place = ibis.row_number().over(
        group_by="account_id", order_by=[counted.held.desc(), counted[mark].asc()]
    )
    ranked = counted.mutate(place=place)
    first = ranked.filter(ranked.place == 0)
    return first.select("account_id", mark, **{f"{mark}_count": first.held})


def _rhythms(days: ir.Table) -> ir.Table:
    before = days.paid_on.lag().over(group_by="account_id", order_by=days.paid_on)
    lagged = days.mutate(before_on=before)
    gaps = lagged.mutate(gap=days_between(lagged.before_on, lagged.paid_on))
    return gaps.group_by("account_id").agg(
        usual_gap_days=gaps.gap.median(),
        **{
            name: gaps.gap.between(low, high).sum().cast("int64")
            for name, (low, high) in RHYTHMS.items()
        },
    )


def _with_evidence(found: ir.Table) -> ir.Table:
    """Shares, the rhythm, and nulls where there are too few days to say."""
    most = ibis.greatest(*(found[name] for name in RHYTHMS))
    gap_count = found.payment_day_count - 1
    rhythm = ibis.cases(
        (most < gap_count * MIN_RHYTHM_SHARE, "none"),
        *[(found[name] == most, name) for name in RHYTHMS],
    )
    answers = {
        "weekday": found.weekday,
        "weekday_count": found.weekday_count,
        "weekday_share": ratio(found.weekday_count, found.payment_day_count),
        "day_of_month": found.day_of_month,
        "day_of_month_count": found.day_of_month_count,
        "day_of_month_share": ratio(found.day_of_month_count, found.payment_day_count),
        "rhythm": rhythm,
        "rhythm_count": most,
        "rhythm_share": ratio(most, gap_count),
        "usual_gap_days": found.usual_gap_days,
    }
    is_enough = found.payment_day_count >= MIN_DAYS
    kept = {name: ibis.ifelse(is_enough, value, ibis.null()) for name, value in answers.items()}
    return found.select("account_id", "payment_day_count", **kept)
