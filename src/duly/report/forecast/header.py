"""Of which book is the forecast, on what does it stand, and what does one look at first?"""

from __future__ import annotations

import datetime as dt

from duly.report.blocks import Figure, Header
from duly.report.cells import PageFacts, counted, part, rows
from duly.report.figures import (
    NOT_KNOWN,
    currency_name,
    currency_unit,
    format_card_amount,
    format_date,
    format_share,
    format_short_date,
)
from duly.report.forecast.facts import MONTH_WEEKS, Lines, currencies, expected, spans
from duly.report.timing_model import (
    LEAST,
    MOST,
    TARGET,
    best_baseline,
    fitted_on,
    model_name,
    rule_name,
)


def header(facts: PageFacts) -> Header:
    """The strip at the top of the page."""
    fitted, count, policy = fitted_on(facts), facts.get("invoice_count"), facts.get("policy")
    chips = [
        model_name(facts),
        f"fitted on {format_date(fitted)}" if fitted else "",
        counted(count, "open invoice") if count is not None else "",
        " \u00b7 ".join(currency_name(each) for each in currencies(facts)[:7]),
        f"policy {policy['name']} {policy.get('version', '')}".strip()
        if isinstance(policy, dict) and policy.get("name")
        else "",
        "what if" if facts.get("what_if") else "",
    ]
    return Header(
        name=str(facts.get("book") or "Receivables"),
        as_of=format_date(facts.get("as_of")),
        chips=tuple(chip for chip in chips if chip),
    )


def key_figures(facts: PageFacts) -> tuple[Figure, ...]:
    """Of the main currency what comes when; then how past forecasts held."""
    held = currencies(facts)
    main = held[0] if held else ""
    lines = spans(facts, "weeks", main)
    return (
        _next_week(lines, main),
        _sum(lines, main, "Next four weeks", MONTH_WEEKS),
        _sum(lines, main, _all_weeks(lines), None),
        _late(facts),
        _held(facts),
        _missed(facts),
    )


def _next_week(lines: Lines, currency: str) -> Figure:
    label = "Next week"
    first = lines[0] if lines else {}
    if first.get("p50_units") is None:
        return _absent(label)
    low, high = (format_card_amount(first.get(key), currency) for key in ("p10_units", "p90_units"))
    shown, unit = format_card_amount(first["p50_units"], currency), currency_unit(currency)
    return Figure(label, shown, unit, f"{low} to {high} in four cases of five")


def _all_weeks(lines: Lines) -> str:
    return f"All {len(lines)} weeks" if lines else "All weeks"


def _sum(lines: Lines, currency: str, label: str, weeks: int | None) -> Figure:
    units = expected(lines, weeks)
    if units is None:
        return _absent(label)
    return Figure(
        label, format_card_amount(units, currency), currency_unit(currency), _until(lines, weeks)
    )


def _until(lines: Lines, weeks: int | None) -> str:
    """The last day of these weeks."""
    last = [line for line in lines if weeks is None or line["week"] <= weeks][-1]
    start = last.get("week_start")
    if start is None:
        return "expected"
    first = dt.date.fromisoformat(start[:10]) if isinstance(start, str) else start
    return f"expected up to {format_short_date(first + dt.timedelta(days=6))}"


def _late(facts: PageFacts) -> Figure:
    """How many of the invoices shown are more likely to be late than not."""
    label = "Likely to be late"
    chances = [line.get("p_late") for line in rows(facts, "invoices")]
    known = [chance for chance in chances if chance is not None]
    if not known:
        return _absent(label)
    late = sum(chance > 0.5 for chance in known)
    detail = f"of {counted(len(known), 'open invoice')}, by an even chance"
    return Figure(label, f"{late:,}", "", detail)


def _held(facts: PageFacts) -> Figure:
    label = "Held by the 80% band"
    past = part(facts, "past")
    share = past.get("coverage_80")
    if share is None:
        return _absent(label)
    css = "good" if LEAST <= share <= MOST else "warn"
    weeks = f"of {counted(past['weeks'], 'past week')}; " if past.get("weeks") else ""
    detail = f"{weeks}should be {format_share(TARGET, 0)}"
    return Figure(label, format_share(share), "", detail, css)


def _missed(facts: PageFacts) -> Figure:
    label = "Weekly cash error (WAPE)"
    past = part(facts, "past")
    share, best = past.get("wape"), best_baseline(part(past, "baselines"))
    if share is None:
        return _absent(label)
    if best is None:
        return Figure(label, format_share(share))
    detail = f"best simple rule {format_share(best[1])} ({rule_name(best[0])})"
    return Figure(label, format_share(share), "", detail, "good" if share < best[1] else "warn")


def _absent(label: str) -> Figure:
    return Figure(label, NOT_KNOWN, css="unknown")
