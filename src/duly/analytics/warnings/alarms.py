"""Which accounts left their own usual path, how far, and against which threshold?"""

from __future__ import annotations

from datetime import date

import ibis
import ibis.expr.types as ir

from duly.analytics.warnings.adverse_events import ADVERSE_EVENTS
from duly.analytics.warnings.broken_promises import BROKEN_PROMISES
from duly.analytics.warnings.bureau_deterioration import BUREAU_DETERIORATION
from duly.analytics.warnings.evidence import Evidence, gather
from duly.analytics.warnings.first_late_payment import FIRST_LATE_PAYMENT
from duly.analytics.warnings.growing_utilisation import GROWING_UTILISATION
from duly.analytics.warnings.insurer_cover_reduced import INSURER_COVER_REDUCED
from duly.analytics.warnings.more_disputes import MORE_DISPUTES
from duly.analytics.warnings.negative_equity import NEGATIVE_EQUITY
from duly.analytics.warnings.older_oldest_item import OLDER_OLDEST_ITEM
from duly.analytics.warnings.order_spike import ORDER_SPIKE
from duly.analytics.warnings.payment_stopped import PAYMENT_STOPPED
from duly.analytics.warnings.shrinking_business import SHRINKING_BUSINESS
from duly.analytics.warnings.signal import Signal
from duly.analytics.warnings.slowing_payment import SLOWING_PAYMENT
from duly.analytics.warnings.statement_deterioration import STATEMENT_DETERIORATION
from duly.book.policy.exposure import ExposurePolicy
from duly.book.policy.warnings import WarningPolicy
from duly.book.tables import Book

WARNINGS: tuple[Signal, ...] = (
    PAYMENT_STOPPED,
    ADVERSE_EVENTS,
    INSURER_COVER_REDUCED,
    NEGATIVE_EQUITY,
    SLOWING_PAYMENT,
    OLDER_OLDEST_ITEM,
    BROKEN_PROMISES,
    BUREAU_DETERIORATION,
    STATEMENT_DETERIORATION,
    FIRST_LATE_PAYMENT,
    GROWING_UTILISATION,
    MORE_DISPUTES,
    ORDER_SPIKE,
    SHRINKING_BUSINESS,
)


def warnings(
    book: Book,
    *,
    as_of: date,
    policy: WarningPolicy | None = None,
    exposure_policy: ExposurePolicy | None = None,
    promise_tolerance_days: int = 3,
    **known: ir.Table,
) -> ir.Table:
    """One row an account and signal that is raised; a quiet account has none.

    Each signal is measured against the account's own history and needs a minimum of evidence.
    `WARNINGS` says what each one means. A signal whose tables the source did not have is not
    looked for. `known` are tables of the same day that were worked out before, by the names that
    `Evidence` gives them: paid, parts, open_items, trend, exposure_now, promises, statements …

    Columns: account_id, code, severity (1 gravest to 4), observed and usual (float64: days, a
    count, a share or a ratio, as the signal's formula says; usual is the account's own history,
    null where it has none), threshold (what observed reached, in the same unit), evidence_count
    (facts behind it), since_on (date, null where no single day began it), about (text: the
    currency, item, bureau, insurer or zone it speaks of; null: the whole account).
    """
    thresholds = policy or WarningPolicy()
    evidence = gather(
        book,
        as_of=as_of,
        policy=thresholds,
        exposure_policy=exposure_policy or ExposurePolicy(),
        promise_tolerance_days=promise_tolerance_days,
        **known,
    )
    heard = [signal for signal in WARNINGS if signal.needs <= book.present | {"invoices"}]
    return ibis.union(*(_named(signal, evidence, thresholds) for signal in heard))


def _named(signal: Signal, evidence: Evidence, policy: WarningPolicy) -> ir.Table:
    found = signal.find(evidence, policy)
    named = found.mutate(
        code=ibis.literal(signal.code), severity=ibis.literal(signal.severity).cast("int64")
    )
    return named.relocate("code", "severity", after="account_id")
