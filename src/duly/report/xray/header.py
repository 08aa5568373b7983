"""What was read, as of when, and what are the figures one looks at first?"""

from __future__ import annotations

from markupsafe import Markup

from duly.report import words
from duly.report.blocks import Figure, Header
from duly.report.cells import counted, part
from duly.report.charts.sparkline import sparkline
from duly.report.figures import (
    NOT_KNOWN,
    currency_name,
    currency_unit,
    format_card_amount,
    format_count,
    format_date,
    format_days,
    format_measure,
    format_number,
    format_share,
    format_units,
)
from duly.report.xray.facts import Xray, currencies, metric, month_ends, why_unknown


def header(xray: Xray) -> Header:
    """The strip at the top of the page."""
    source, policy = part(xray, "source"), part(xray, "policy")
    reason = xray.get("as_of_reason")
    kind = source.get("shape") or source.get("kind")
    read = part(xray, "rows")
    chips = [
        words.title(kind, kind="source") if kind else "",
        counted(read.get("read"), "row") + " read" if read.get("read") is not None else "",
        counted(xray["accounts"], "account") if xray.get("accounts") is not None else "",
        " \u00b7 ".join(currency_name(each) for each in currencies(xray)[:7]),
        f"policy {policy['name']} {policy.get('version', '')}".strip() if policy else "",
    ]
    return Header(
        name=str(source.get("name") or "Receivables"),
        as_of=format_date(xray.get("as_of")),
        as_of_reason=words.title(reason, kind="source") if reason else "",
        chips=tuple(chip for chip in chips if chip),
    )


def key_figures(xray: Xray) -> tuple[Figure, ...]:
    """The figures of the currency with the most open items, and of the whole book."""
    held = currencies(xray)
    main = held[0] if held else ""
    money = (_open(xray, main), _overdue(xray, main), _dso(xray, main)) if main else ()
    old = (_over_90(xray, main, is_one_of_several=len(held) > 1),) if main else ()
    return (*money, _paid_late(xray), *old, _graded_low(xray))


def _open(xray: Xray, currency: str) -> Figure:
    units = part(xray, "open_units").get(currency)
    count = part(xray, "invoices").get("open")
    detail = counted(count, "open item") if count is not None else ""
    spark = _spark(xray, currency, "open_units", "Open receivables")
    return _money("Open receivables", units, currency, detail=detail, spark=spark)


def _overdue(xray: Xray, currency: str) -> Figure:
    units = part(xray, "overdue_units").get(currency)
    whole = part(xray, "open_units").get(currency)
    share = units / whole if units is not None and whole and whole > 0 else None
    detail = f"{format_share(share)} of open" if share is not None else ""
    spark = _spark(xray, currency, "overdue_units", "Overdue")
    css = "warn" if units else ""
    return _money("Overdue", units, currency, detail=detail, spark=spark, css=css)


def _dso(xray: Xray, currency: str) -> Figure:
    days = part(xray, "dso_days").get(currency)
    if days is None:
        why = why_unknown(xray, f"dso_days.{currency}", "dso_days")
        return _absent("DSO", why)
    best = metric(xray, currency, "bpdso").get("value")
    detail = f"best possible {format_days(best)}" if best is not None else ""
    spark = _spark(xray, currency, "dso_days", "DSO")
    return Figure("DSO", format_number(days, 1), "days", detail, picture=spark)


def _paid_late(xray: Xray) -> Figure:
    paid = part(xray, "paid")
    share = paid.get("late_share")
    if share is None:
        return _absent("Paid late", why_unknown(xray, "paid.late_share", "paid"))
    days = paid.get("mean_days_late")
    detail = f"{format_days(days)} late on average" if days is not None else ""
    return Figure("Paid late", format_share(share), "", detail)


def _over_90(xray: Xray, currency: str, *, is_one_of_several: bool) -> Figure:
    found = metric(xray, currency, "pct_over_90")
    share = found.get("value")
    if share is None:
        reason = found.get("reason")
        why = words.sentence(reason, kind="unknown") if reason else why_unknown(xray, "metrics")
        return _absent("Over 90 days overdue", why)
    of_what = f"of open {currency}" if is_one_of_several else "of open receivables"
    shown = format_measure(share, found["unit"], currency)
    return Figure("Over 90 days overdue", shown, "", of_what)


def _graded_low(xray: Xray) -> Figure:
    grades = part(xray, "grades")
    if not grades:
        return _absent("Graded D or E", why_unknown(xray, "grades"))
    low, rated = (sum(grades.get(g, 0) for g in letters) for letters in ("DE", "ABCDE"))
    if not rated:
        return _absent("Graded D or E", words.sentence("too_little_evidence", kind="unknown"))
    return Figure("Graded D or E", format_count(low), "", f"of {counted(rated, 'rated account')}")


def _money(
    label: str, units: int | None, currency: str, *, detail: str, spark: Markup, css: str = ""
) -> Figure:
    if units is None:
        return _absent(label, "")
    shown, exact = format_card_amount(units, currency), format_units(units, currency)
    below = f"{exact} \u00b7 {detail}" if shown.endswith("m") else detail
    return Figure(label, shown, currency_unit(currency), below, css, spark)


def _absent(label: str, why: str) -> Figure:
    return Figure(label, NOT_KNOWN, "", why, css="unknown")


def _spark(xray: Xray, currency: str, key: str, label: str) -> Markup:
    ends = month_ends(xray, currency)
    return sparkline(f"{label}, past {len(ends)} month ends", [line.get(key) for line in ends])
