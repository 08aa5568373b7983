"""How many invoices were paid within so many days, of those old enough to tell?"""

from __future__ import annotations

from dataclasses import dataclass

import ibis
import ibis.expr.types as ir
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from duly.analytics.foresight.curves import Floats, Whole
from duly.analytics.foresight.moments import day_number
from duly.analytics.foresight.panel import Texts, group_of, places_of, texts_of
from duly.book.engines import Engine

# Later than anything that is asked for: not paid, as far as is known.
NEVER = 10**6


@dataclass(frozen=True, slots=True)
class Evidence:
    """One row an invoice: when it was due and when it was known to be paid.

    `invoice_ids` are texts of Arrow: there is one for every invoice that ever was.
    `closed_late` is the day on which it was settled against its due date, NEVER while it was not
    paid (open, or written off); invoices that were credited are left out. `late` is the day of
    the last payment likewise, which is what is forecast.
    """

    invoice_ids: pa.Array
    account_ids: Texts
    groups: Texts
    issued: Whole
    due: Whole
    closed_late: Whole
    late: Whole

    def __len__(self) -> int:
        return len(self.invoice_ids)

    def as_known_on(self, day: int) -> Evidence:
        """What was known of it at the end of an earlier day (1970 is 0).

        What was credited later is left out already: it teaches nothing in the end.
        """
        issued = self.issued <= day
        is_known = self.due[issued] + self.closed_late[issued] <= day
        return Evidence(
            self.invoice_ids.filter(pa.array(issued)),
            self.account_ids[issued],
            self.groups[issued],
            self.issued[issued],
            self.due[issued],
            np.where(is_known, self.closed_late[issued], NEVER),
            np.where(is_known, self.late[issued], NEVER),
        )


def evidence(outcomes: ir.Table, *, engine: Engine) -> Evidence:
    """What the outcomes of a day tell, in no order."""
    told = outcomes.filter(outcomes.ended != "credited")
    is_paid = told.ended == "paid"
    due = day_number(told.due_on)
    never = ibis.literal(NEVER, "int64")
    ready = told.select(
        "invoice_id",
        "account_id",
        group=group_of(told),
        issued=day_number(told.issued_on),
        due=due,
        closed_late=ibis.ifelse(is_paid, day_number(told.closed_on) - due, never),
        late=ibis.ifelse(is_paid, told.days_late, never),
    )
    rows = engine.fetch(ready)
    ids = rows["invoice_id"].combine_chunks()
    accounts, groups = (texts_of(rows[name]) for name in ("account_id", "group"))
    numbers = [
        rows.column(name).to_numpy().astype(np.int64)
        for name in ("issued", "due", "closed_late", "late")
    ]
    return Evidence(ids, accounts, groups, *numbers)


def shares_before(
    evidence: Evidence, keys: Texts, *, asked: Texts, on: Whole, days: Whole
) -> tuple[Floats, Floats]:
    """Two tables, a row for each of `asked` (a key and the day of scoring), a column a day late.

    The first counts the invoices of the key that were `days` late or more before the day of
    scoring began, whatever became of them; the second, those of them that were paid by then. An
    open invoice thus counts as unpaid up to its age, and nothing counts that was not yet known.
    `keys` has the key of each invoice of the evidence.
    """
    codes, wanted = _codes(keys, asked)
    order = np.lexsort((evidence.due, codes))
    codes, due, closed = codes[order], evidence.due[order], evidence.closed_late[order]
    span = _span(due, on, days)
    low = int(due.min(initial=0)) - span
    place = codes * (4 * span) + (due - low)
    old = np.empty((len(asked), len(days)))
    paid = np.empty_like(old)
    # Asked for in order, each is found close to the one before.
    turn = np.lexsort((on, wanted))
    wanted, on = wanted[turn], on[turn]
    first = np.searchsorted(codes, wanted)
    for column, day in enumerate(days):
        # Known before the day begins: due + day < on.
        last = np.searchsorted(place, wanted * (4 * span) + (on - day - low), side="left")
        running = np.concatenate([[0], np.cumsum(closed <= day)])
        old[turn, column] = last - first
        paid[turn, column] = running[last] - running[first]
    return old, paid


def _codes(keys: Texts, asked: Texts) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Numbers for the keys; a key that has no evidence gets one that nothing has."""
    known = pc.unique(pa.array(keys, pa.string()))
    codes, _ = places_of(keys, known)
    found, is_known = places_of(asked, known)
    return codes, np.where(is_known, found, len(known))


def _span(due: Whole, on: Whole, days: Whole) -> int:
    """Wider than any two days that are compared, so that keys cannot reach into one another."""
    every = [*due[:1], due.max(initial=0), due.min(initial=0), on.max(initial=0), on.min(initial=0)]
    return int(max(every) - min(every) + np.abs(days).max(initial=0) + 2)
