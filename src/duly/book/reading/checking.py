"""In which order are the tables checked, and which rules see which?"""

from __future__ import annotations

from dataclasses import dataclass, field

import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.findings import Finding, MoneyTotals, RowTotals
from duly.book.reading.absent import absent_tables
from duly.book.reading.cell_check import check_cells
from duly.book.reading.cells import Link, as_read, unlinked
from duly.book.reading.duplicates import check_duplicates
from duly.book.reading.judging import judge, report
from duly.book.reading.known_accounts import (
    derived_accounts,
    note_mixed_currencies,
    note_unknown_accounts,
)
from duly.book.reading.outliers import outlier_rule
from duly.book.reading.parents import check_parents
from duly.book.reading.parquet import read_parquet
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows
from duly.book.reading.rules import allocations, disputes, invoices, others
from duly.book.reading.rules.overuse import note_overuse
from duly.book.reading.settlement import OPEN_AMOUNT, PAID_ON, derive_payments
from duly.book.reading.sources import Source
from duly.book.reading.text import line_findings, read_text, release
from duly.book.reading.totals import measure, money_totals
from duly.book.schema import TABLES, TableSchema


@dataclass(slots=True)
class Desk:
    """The tables accepted so far, and the report about all that were read.

    Tables come in the order of the contract, so that what a table refers to was checked before.
    """

    engine: Engine
    quality: Quality = field(default_factory=Quality)
    rows: list[RowTotals] = field(default_factory=list)
    money: list[MoneyTotals] = field(default_factory=list)
    _accepted: dict[str, Rows] = field(default_factory=dict)
    _untouched: dict[str, ir.Table] = field(default_factory=dict)
    _derived: dict[str, ir.Table] = field(default_factory=dict)

    @property
    def present(self) -> frozenset[str]:
        """The tables that the source had, or told of in another form."""
        return frozenset(self._accepted) | frozenset(self._derived) - {"accounts"}

    def check(self, source: Source, schema: TableSchema) -> None:
        """Read a table and accept what of it is right."""
        raw, lost = self._read(source, schema)
        readable, read = check_cells(
            raw, engine=self.engine, quality=self.quality, link=self._link(schema.name)
        )
        release(raw, self.engine)
        rows = check_duplicates(self._judge(readable), engine=self.engine, quality=self.quality)
        rows = self._look_across(rows)
        self._accepted[schema.name] = rows
        if not raw.is_text and not read.suspects and rows.table is readable.table:
            self._untouched[schema.name] = as_read(raw)
        accepted = measure(rows, self.engine)
        self.rows.append(RowTotals(schema.name, read.rows + lost, accepted.rows))
        self.money.extend(money_totals(schema.name, read, accepted))

    def finish(self) -> None:
        """What only shows when all tables are in: unknown accounts, use beyond an amount."""
        if {PAID_ON.name, OPEN_AMOUNT.name} & self._accepted["invoices"].given:
            self._derive_payments()
        if "allocations" in self._accepted and "payments" in self._accepted:
            note_overuse(
                self._accepted["invoices"],
                self._accepted["payments"],
                self._accepted["allocations"].table,
                engine=self.engine,
                quality=self.quality,
            )
        self._complete_accounts()

    def tables(self) -> dict[str, ir.Table]:
        """The accepted and derived rows, in the columns of the contract."""
        accepted = {name: rows.accepted() for name, rows in self._accepted.items()}
        return accepted | self._untouched | self._derived

    def _read(self, source: Source, schema: TableSchema) -> tuple[Rows, int]:
        """The rows as they stand, and how many lines could not even be rows."""
        if source.form == "parquet":
            rows, header = read_parquet(source, schema, self.engine)
            lost = 0
        else:
            rows, header, content = read_text(source, schema, self.engine)
            self.quality.add(line_findings(content, schema.name))
            lost = len(content.bad_lines)
        self.quality.add(header.findings(schema.name, source.file))
        return rows, lost

    def _link(self, name: str) -> Link:
        if name == "allocations":
            return allocations.linked(self._table("invoices"), self._table("payments"))
        return disputes.linked(self._table("invoices")) if name == "disputes" else unlinked

    def _table(self, name: str) -> ir.Table:
        if name in self._accepted:
            return self._accepted[name].table
        return absent_tables(set(TABLES) - {name}, self.engine)[name]

    def _judge(self, rows: Rows) -> Rows:
        """Each row by itself, or with what it was linked to."""
        rules = {"invoices": invoices.RULES, "allocations": allocations.RULES}
        chosen = rules.get(rows.name) or others.RULES[rows.name]
        verdict = judge(rows, chosen, engine=self.engine, quality=self.quality)
        if "negative_invoice" in verdict.codes:
            return self._keep(verdict.rows, invoices.as_credit_notes(verdict.rows.table))
        if "allocation_predated" in verdict.codes:
            return self._keep(verdict.rows, allocations.effective(verdict.rows.table))
        return verdict.rows

    def _keep(self, rows: Rows, remedied: ir.Table) -> Rows:
        return rows.with_table(self.engine.keep(remedied))

    def _look_across(self, rows: Rows) -> Rows:
        """The rows of a table against each other."""
        if rows.name == "accounts":
            return check_parents(rows, engine=self.engine, quality=self.quality)
        if rows.name == "invoices":
            note_mixed_currencies(rows, engine=self.engine, quality=self.quality)
            outlier = outlier_rule(rows, self.engine)
            report(rows, [outlier] if outlier else [], engine=self.engine, quality=self.quality)
        return rows

    def _derive_payments(self) -> None:
        payments, settled = derive_payments(
            self._accepted["invoices"], engine=self.engine, quality=self.quality
        )
        self._derived |= {"payments": payments, "allocations": settled}
        count = self.engine.fetch(payments.agg(n=payments.count())).column("n")[0].as_py()
        for name in ("payments", "allocations"):
            self.rows.append(RowTotals(name, 0, 0, derived=count))

    def _complete_accounts(self) -> None:
        """Everyone the book speaks of has an account, if only with an id."""
        named = [
            rows
            for name, rows in self._accepted.items()
            if name != "accounts" and "account_id" in TABLES[name].fields
        ]
        listed = self._accepted.get("accounts")
        if listed is not None:
            note_unknown_accounts(listed.table, named, engine=self.engine, quality=self.quality)
        known = None if listed is None else listed.accepted()
        derived = self.engine.keep(derived_accounts(known, [rows.table for rows in named]))
        count = self.engine.fetch(derived.agg(n=derived.count())).column("n")[0].as_py()
        if listed is None:
            note = Finding("accounts_derived", "accounts", set_aside=False, value=str(count))
            self.quality.add([note])
        if count and known is not None:
            self._derived["accounts"] = known.union(derived)
        elif listed is None:
            self._derived["accounts"] = derived
        self._count_derived_accounts(count)

    def _count_derived_accounts(self, count: int) -> None:
        rest = [totals for totals in self.rows if totals.table != "accounts"]
        mine = [totals for totals in self.rows if totals.table == "accounts"]
        read = mine[0] if mine else RowTotals("accounts", 0, 0)
        self.rows = [RowTotals("accounts", read.read, read.accepted, count), *rest]
