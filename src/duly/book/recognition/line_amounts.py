"""What is each line worth, is it an invoice, a credit note or a payment, how much is settled?"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from duly.book.recognition.contents import BLANKS
from duly.book.recognition.finding_log import FindingLog
from duly.book.recognition.grid import Flags
from duly.book.recognition.kinds import DocumentKind, kind_of
from duly.book.recognition.money_columns import MoneyColumn, Units
from duly.book.recognition.reading_lines import ReadLines
from duly.book.recognition.words import listed

KINDS = tuple(DocumentKind)
UNNAMED = -1
NAMED_BUT_UNKNOWN = -2
CREDIT_MARKS = frozenset(listed("h c cr credit haben avere haber a -"))

KindAt = NDArray[np.int64]


@dataclass(frozen=True)
class LineAmounts:
    """Signed units (credit notes and payments negative); `fault` as in `MoneyColumn`.

    `kind` indexes `KINDS`. `settled` are the units paid or credited so far by what the file says
    in numbers, None if it gives neither an open nor a paid amount.
    """

    units: Units
    fault: NDArray[np.object_]
    kind: KindAt
    settled: Units | None
    credited: Flags

    @property
    def readable(self) -> Flags:
        return np.asarray(self.fault == "")

    def is_kind(self, kind: DocumentKind) -> Flags:
        return np.asarray(self.kind == KINDS.index(kind))


def line_amounts(read: ReadLines, log: FindingLog) -> LineAmounts:
    """The amounts of all lines; what had to be derived for it is noted."""
    named = _named_kinds(read, log)
    column, credited = _signed(read, log)
    units, kind = _kinds(column, named, credited, read, log)
    base = LineAmounts(units, column.fault, kind, None, credited)
    return _settled(base, column, read, log)


def _signed(read: ReadLines, log: FindingLog) -> tuple[MoneyColumn, Flags]:
    """The amount with its sign, and which lines stand on the credit side of two columns."""
    column, credited = _unsigned(read, log)
    if read.has("sign"):
        marks = read.mapped("sign", lambda text: text.casefold().strip(".") in CREDIT_MARKS, 0)
        credited = (marks == 1) & (column.units > 0)
        column = replace(column, units=np.where(credited, -column.units, column.units))
    return column, credited


def _unsigned(read: ReadLines, log: FindingLog) -> tuple[MoneyColumn, Flags]:
    none = np.zeros(read.count, dtype=bool)
    if read.has("amount"):
        return read.money("amount"), none
    if read.has("debit") or read.has("credit"):
        return _two_sides(read.money("debit"), read.money("credit"))
    if read.buckets:
        log.say("derived_amount", value="buckets", count=read.count)
        return _sum([read.money_at(at) for at in read.buckets]), none
    log.say("amount_is_open_amount", column=read.source("open_amount"), count=read.count)
    return read.money("open_amount"), none


def _two_sides(debit: MoneyColumn, credit: MoneyColumn) -> tuple[MoneyColumn, Flags]:
    column = _sum([debit, replace(credit, units=-credit.units)])
    return column, np.asarray((column.units < 0) & (debit.units == 0))


def _sum(columns: list[MoneyColumn]) -> MoneyColumn:
    """Blank cells count as nothing; a line without any amount, or with an unreadable one, fails."""
    units = np.sum([column.units for column in columns], axis=0, dtype=np.int64)
    missing = np.logical_and.reduce([column.missing for column in columns])
    fault = np.where(missing, "missing_amount", "").astype(object)
    for column in columns:
        bad = ~column.readable & ~column.missing
        fault[bad] = column.fault[bad]
    return MoneyColumn(np.where(fault == "", units, 0), fault)


def _named_kinds(read: ReadLines, log: FindingLog) -> KindAt:
    kinds = read.mapped("kind", _kind_index, UNNAMED)
    unknown = kinds == NAMED_BUT_UNKNOWN
    log.note(unknown, "unknown_kind", column=read.source("kind"), cells=read.cells("kind"))
    return np.where(unknown, UNNAMED, kinds)


def _kind_index(text: str) -> int:
    kind = kind_of(text)
    if kind is None:
        return UNNAMED if text in BLANKS else NAMED_BUT_UNKNOWN
    return KINDS.index(kind)


def _kinds(
    column: MoneyColumn, named: KindAt, credited: Flags, read: ReadLines, log: FindingLog
) -> tuple[Units, KindAt]:
    """Types and signs brought together: what reduces the debt is negative.

    A file may write credit notes and payments without a minus; that shows in most of them being
    positive. A negative line of no credit type is a credit note.
    """
    units = column.units.copy()
    invoice, credit = KINDS.index(DocumentKind.INVOICE), KINDS.index(DocumentKind.CREDIT_NOTE)
    for kind in (DocumentKind.CREDIT_NOTE, DocumentKind.PAYMENT):
        of_kind = (named == KINDS.index(kind)) & (units != 0)
        if (units[of_kind] > 0).mean() > 0.5 if of_kind.any() else False:
            log.note(of_kind & (units > 0), "sign_from_kind", column=read.source("kind"))
            units = np.where(of_kind & (units > 0), -units, units)
    negative = units < 0
    reduces = (named == credit) | (named == KINDS.index(DocumentKind.PAYMENT))
    kind_at = np.where(named == UNNAMED, invoice, named)
    told = negative & ~reduces & _told_payment(read)
    log.note(told, "kind_from_text")
    kind_at = np.where(told, KINDS.index(DocumentKind.PAYMENT), kind_at)
    by_sign = negative & ~reduces & ~told
    log.note(by_sign & ~credited, "credit_note_by_sign", column=read.source("amount"))
    kind_at = np.where(by_sign, credit, kind_at)
    return units, np.where(~negative & reduces & (units != 0), invoice, kind_at)


def _told_payment(read: ReadLines) -> Flags:
    """Without a column of types the description may say that a line is a payment."""
    texts = [guess.position for guess in read.guesses if guess.reason == "text"]
    if read.has("kind") or not texts:
        return np.zeros(read.count, dtype=bool)
    cells = read.data.cells[texts[0]].to_pylist()
    return np.array([bool(cell) and kind_of(cell) is DocumentKind.PAYMENT for cell in cells])


def _settled(
    base: LineAmounts, column: MoneyColumn, read: ReadLines, log: FindingLog
) -> LineAmounts:
    """What the open or the paid amount says; an open amount above the amount itself is noted."""
    given = read.has("amount") or read.has("debit") or read.has("credit")
    if not given or not (read.has("open_amount") or read.has("paid_amount")):
        return base
    flipped = np.where(np.sign(base.units) * np.sign(column.units) < 0, -1, 1)
    if read.has("open_amount"):
        left = read.money("open_amount")
        open_units = np.where(
            np.sign(left.units) * np.sign(base.units) < 0, left.units * flipped, left.units
        )
        settled = np.where(left.readable, base.units - open_units, 0)
    else:
        left = read.money("paid_amount")
        settled = np.where(left.readable, np.abs(left.units) * np.sign(base.units), 0)
    source = read.source("open_amount") or read.source("paid_amount")
    bad = ~left.readable & ~left.missing
    log.note(bad, "unreadable_open_amount", column=source)
    beyond = (np.sign(settled) * np.sign(base.units) < 0) | (np.abs(settled) > np.abs(base.units))
    log.note(beyond & ~bad, "open_amount_beyond_amount", column=source)
    return replace(base, settled=np.where(beyond, 0, settled).astype(np.int64))
