"""Which rows have cells that can all be read, and what is wrong with the others?"""

from __future__ import annotations

from functools import reduce
from operator import or_

import ibis.expr.types as ir

from duly.book.engines import Engine
from duly.book.reading import figures
from duly.book.reading.cell_rules import INVOICE_KINDS, cell_rules
from duly.book.reading.cells import Link, parse, said, unlinked, without_sources
from duly.book.reading.judging import any_broken, report
from duly.book.reading.quality import Quality
from duly.book.reading.rows import Rows
from duly.book.reading.totals import Totals, measure
from duly.book.schema import Kind


def check_cells(
    rows: Rows, *, engine: Engine, quality: Quality, link: Link = unlinked
) -> tuple[Rows, Totals]:
    """Parse all cells, report what is wrong and keep the rows whose cells can all be read.

    Also returns what was read. One pass finds the rows that deserve a closer look; the rules,
    which are many, see only those. Text is parsed once and kept; Parquet without faults stays the
    lazy scan it was.
    """
    parsed = parse(rows, link)
    suspicion = _suspicion(parsed)
    values = without_sources(parsed.table.mutate(is_suspect=suspicion))
    kept = engine.keep(values) if rows.is_text else values
    read = measure(rows.with_table(kept), engine)
    if not read.suspects:
        return rows.with_table(kept.drop("is_suspect")), read
    good = kept.filter(~kept.is_suspect).drop("is_suspect")
    suspects = parsed.with_table(engine.keep(parsed.table.filter(suspicion)))
    broken = report(suspects, list(cell_rules(rows)), engine=engine, quality=quality)
    faults = [rule for rule in broken if rule.sets_aside]
    cleared = suspects.table.filter(~any_broken(suspects.table, faults))
    cleared = without_sources(cleared).select(good.columns)
    return rows.with_table(engine.keep(good.union(cleared))), read


def _suspicion(parsed: Rows) -> ir.BooleanValue:
    """Whether a row may break a cell rule: cheap, and never missing one that does."""
    table = parsed.table
    doubts: list[ir.BooleanValue] = []
    for column in parsed.columns:
        text, value, cell = f"text_{column.name}", table[column.field], table[said(column, parsed)]
        doubts.append(cell.notnull() & value.isnull())
        if column.required:
            doubts.append(cell.isnull())
        if text in table.columns and not parsed.is_tidy:
            doubts.append(~table[text].identical_to(table[f"clean_{column.name}"]))
        if column.kind is Kind.DATE:
            doubts.append(figures.is_impossible(value))
        if column.kind is Kind.NUMBER:
            doubts.append(value.isnan() | value.isinf())
        if (parsed.name, column.name) == ("invoices", "kind"):
            doubts.append(~value.isin(INVOICE_KINDS))
    return reduce(or_, (doubt.fill_null(False) for doubt in doubts))
