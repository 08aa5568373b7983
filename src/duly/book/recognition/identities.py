"""What is the number of each invoice, where the file gives none or gives one twice?"""

from __future__ import annotations

from collections import Counter

import numpy as np
import pyarrow as pa

from duly.book.recognition.day_columns import Days
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.grid import Flags


def invoice_ids(
    given: pa.Array, accounts: pa.Array, issued: Days, log: FindingLog, *, column: str | None
) -> list[str]:
    """A number for every line, unique among the accepted ones, and the same on every reading.

    A blank number becomes `account-date-count`, a repeated one (instalments, several entities)
    gets `#2`, `#3` in file order. Both are noted once, with their count.
    """
    ids = [text or "" for text in given.to_pylist()]
    owners = accounts.to_pylist()
    blank, repeated = np.zeros(len(ids), dtype=bool), np.zeros(len(ids), dtype=bool)
    taken = {text for text in ids if text}
    seen: Counter[str] = Counter()
    kept = log.accepted
    for row in np.flatnonzero(kept).tolist():
        text = ids[row]
        if not text:
            blank[row] = True
            ids[row] = _next(f"{owners[row]}-{_compact(issued, row)}", "-", seen, taken)
        elif seen[text]:
            repeated[row] = True
            ids[row] = _next(text, "#", seen, taken)
        else:
            seen[text] += 1
    _note(log, blank, repeated, given, column)
    return ids


def _note(
    log: FindingLog, blank: Flags, repeated: Flags, given: pa.Array, column: str | None
) -> None:
    log.note(blank, "derived_invoice_id", column=column)
    log.note(repeated, "repeated_invoice_id", column=column, cells=given)


def _next(stem: str, sign: str, seen: Counter[str], taken: set[str]) -> str:
    """The next free number of a stem. The first copy of a repeated number is its second use."""
    while True:
        seen[stem] += 1
        text = f"{stem}{sign}{seen[stem]}"
        if text not in taken:
            taken.add(text)
            return text


def _compact(days: Days, row: int) -> str:
    from datetime import date

    return date.fromordinal(int(days[row])).strftime("%Y%m%d")
