"""Which promises to pay were kept, which were broken, and whose word is good?"""

from __future__ import annotations

from datetime import date, timedelta

import ibis
import ibis.expr.types as ir

from duly.book.tables import Book

YEAR_DAYS = 365
# The columns of `promise_outcomes`, for a book without promises.
OUTCOMES = ibis.schema(
    {
        "promise_id": "string",
        "account_id": "string",
        "currency": "string",
        "amount_units": "int64",
        "made_on": "date",
        "due_on": "date",
        "deadline_on": "date",
        "invoice_ids": "string",
        "kept_units": "int64",
        "status": "string",
    }
)
_POT = ("account_id", "currency", "named")


def promise_outcomes(book: Book, *, as_of: date, tolerance_days: int = 3) -> ir.Table:
    """One row a promise made by `as_of`, of an amount above zero: what became of it.

    The money of a promise is what the account paid in its currency from made_on to the deadline
    (due_on + tolerance_days), both days included: of a payment on the day of the promise we do
    not know which came first. A promise that names invoices (`invoice_ids`, separated by commas,
    semicolons or spaces) counts what was allocated to those by the day of receipt, one that names
    none every payment received.

    No payment keeps two promises. Promises of one account, currency and list of invoices whose
    times overlap share one pot, filled from the first made_on; the earliest deadline draws first
    (then made_on, then promise_id), as much as it was promised and as had come by its deadline.
    A promise that names invoices and one that names others, or none, do not share.

    It is kept once its whole amount came by the deadline; otherwise open up to the deadline and
    broken after it.

    Columns: promise_id, account_id, currency, amount_units, made_on, due_on, deadline_on,
    invoice_ids, kept_units (int64, 0 to amount_units), status (kept, open, broken).
    Source: handbook 01 section 1 (promise-kept rate).
    """
    made = _in_pots(book, as_of=as_of, tolerance_days=tolerance_days)
    filled = _filled(made, _money(made, book, as_of=as_of))
    status = ibis.cases(
        (filled.kept_units >= filled.amount_units, "kept"),
        (filled.deadline_on >= as_of, "open"),
        else_="broken",
    )
    return filled.select(
        "promise_id",
        "account_id",
        "currency",
        "amount_units",
        "made_on",
        "due_on",
        "deadline_on",
        "invoice_ids",
        "kept_units",
        status=status,
    )


def promise_summary(outcomes: ir.Table, *, as_of: date) -> ir.Table:
    """One row an account that ever promised: how good its word is. Open promises do not count.

    `outcomes` is the table of `promise_outcomes` for the same day.

    Columns: account_id, fell_due_count, kept_count, broken_count, open_count, kept_rate (by
    number), broken_last_year_count (deadline in the last 365 days), last_broken_on (its due_on);
    of the currency of most promises, ties by the alphabet: currency, due_units, kept_units (the
    cash of a broken promise counts too), kept_value_rate. Rates are 0 to 1, null when no promise
    fell due. Source: handbook 01, example B.
    """
    main = _main_currency(outcomes)
    known = outcomes.join(main, "account_id")
    fell_due = known.status != "open"
    is_broken = known.status == "broken"
    is_late = is_broken & (known.deadline_on > as_of - timedelta(days=YEAR_DAYS))
    in_main = fell_due & (known.currency == known.main_currency)
    sums = known.group_by("account_id").agg(
        currency=known.main_currency.max(),
        fell_due_count=_count(fell_due),
        kept_count=_count(known.status == "kept"),
        broken_count=_count(is_broken),
        open_count=_count(~fell_due),
        broken_last_year_count=_count(is_late),
        last_broken_on=known.due_on.max(where=is_broken),
        due_units=known.amount_units.sum(where=in_main).fill_null(0),
        kept_units=known.kept_units.sum(where=in_main).fill_null(0),
    )
    return sums.mutate(
        kept_rate=_rate(sums.kept_count, sums.fell_due_count),
        kept_value_rate=_rate(sums.kept_units, sums.due_units),
    )


def _in_pots(book: Book, *, as_of: date, tolerance_days: int) -> ir.Table:
    """The promises known, each with its `deadline_on` and the number of its pot."""
    promises = book.promises
    made = promises.filter(promises.made_on <= as_of, promises.amount_units > 0)
    dated = made.mutate(
        deadline_on=(made.due_on + ibis.interval(days=tolerance_days)).cast("date"),
        named=made.invoice_ids.fill_null("").strip(),
    )
    in_order = ["made_on", "deadline_on", "promise_id"]
    earlier = ibis.window(group_by=_POT, order_by=in_order, preceding=(None, 1))
    so_far = ibis.window(group_by=_POT, order_by=in_order, preceding=None, following=0)
    running = dated.mutate(busy_until=dated.deadline_on.max().over(earlier))
    is_new = running.busy_until.isnull() | (running.busy_until < running.made_on)
    begun = running.mutate(begins=is_new.cast("int64"))
    pots = begun.mutate(pot=begun.begins.sum().over(so_far))
    opened = pots.made_on.min().over(group_by=(*_POT, "pot"))
    return pots.mutate(opened_on=opened).drop("busy_until", "begins")


def _money(made: ir.Table, book: Book, *, as_of: date) -> ir.Table:
    """Columns: promise_id, come_units: what came into its pot up to its deadline."""
    payments = book.payments.filter(book.payments.received_on <= as_of)
    unnamed = made.filter(made.named == "")
    to_account = unnamed.join(
        payments.select("account_id", "currency", "received_on", units="amount_units"),
        ["account_id", "currency"],
    )
    named = _by_invoice(made.filter(made.named != ""))
    to_invoices = _allocated(named, book, payments, as_of=as_of)
    columns = ("promise_id", "opened_on", "deadline_on", "received_on", "units")
    come = ibis.union(to_account.select(*columns), to_invoices.select(*columns))
    timely = come.filter(come.received_on.between(come.opened_on, come.deadline_on))
    return timely.group_by("promise_id").agg(come_units=timely.units.sum())


def _by_invoice(named: ir.Table) -> ir.Table:
    listed = named.named.re_replace(r"[,;\s]+", ",").split(",")
    one_each = named.select("promise_id", "currency", "opened_on", "deadline_on", listed=listed)
    unfolded = one_each.mutate(invoice_id=one_each.listed.unnest()).drop("listed")
    return unfolded.distinct()


def _allocated(named: ir.Table, book: Book, payments: ir.Table, *, as_of: date) -> ir.Table:
    """What was paid on the invoices named. Those come first: they are few, allocations many."""
    allocations = book.allocations.filter(book.allocations.allocated_on <= as_of)
    parts = allocations.select("payment_id", "invoice_id", units="amount_units")
    paid = named.join(parts, "invoice_id")
    by = payments.select("payment_id", "received_on", paid_in="currency")
    joined = paid.join(by, "payment_id")
    return joined.filter(joined.paid_in == joined.currency)


def _filled(made: ir.Table, money: ir.Table) -> ir.Table:
    """Add kept_units: each promise draws from its pot in the order of deadlines.

    With S(i) promised and C(i) come up to the i-th deadline, the pot has given
    K(i) = S(i) + min(0, C(j) - S(j) for every j <= i), and promise i got K(i) - K(i - 1). That is
    K(i) = min(K(i - 1) + amount, C(i)) without a recursion.
    """
    turn = ["deadline_on", "made_on", "promise_id"]
    up_to_here = ibis.window(group_by=(*_POT, "pot"), order_by=turn, preceding=None, following=0)
    joined = made.left_join(money, "promise_id").drop("promise_id_right")
    sums = joined.mutate(promised_units=joined.amount_units.sum().over(up_to_here))
    spare = ibis.least(sums.come_units.fill_null(0) - sums.promised_units, 0)
    short = sums.mutate(short_units=spare)
    lowest = short.short_units.min().over(up_to_here)
    drawn = short.mutate(drawn_units=ibis.greatest(short.promised_units + lowest, 0))
    before = drawn.drawn_units.lag().over(group_by=(*_POT, "pot"), order_by=turn).fill_null(0)
    kept = ibis.greatest(drawn.drawn_units - before, 0)
    return drawn.mutate(kept_units=kept.cast("int64"))


def _main_currency(outcomes: ir.Table) -> ir.Table:
    counted = outcomes.group_by("account_id", "currency").agg(held=outcomes.count())
    first = ibis.row_number().over(
        group_by="account_id", order_by=[counted.held.desc(), counted.currency.asc()]
    )
    ranked = counted.mutate(place=first)
    return ranked.filter(ranked.place == 0).select("account_id", main_currency="currency")


def _count(such: ir.BooleanColumn) -> ir.IntegerScalar:
    return such.sum().fill_null(0).cast("int64")


def _rate(part: ir.IntegerValue, whole: ir.IntegerValue) -> ir.FloatingValue:
    return part.cast("float64") / ibis.ifelse(whole > 0, whole.cast("float64"), ibis.null())
