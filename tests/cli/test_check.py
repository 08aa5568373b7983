"""Does `duly check` answer every question, and tell a broken book by its exit code?"""

from __future__ import annotations

from datetime import date
from functools import partial
from pathlib import Path

import ibis.expr.types as ir
import pytest
from tests.cli.command import duly

from duly.book.tables import Book
from duly.checks import ALL_CHECKS, Check
from duly.checks.run import run_checks


def test_a_sound_book_answers_every_question_with_yes(book: Path, here: Path):
    ran = duly("check", book, "--json", "facts.json")
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.count("? yes\n") == len(ALL_CHECKS)


def every_invoice(book: Book, *, as_of: date) -> ir.Table:
    return book.invoices.select(key="invoice_id", observed="currency", expected="account_id")


def test_a_broken_invariant_is_named_with_an_example(here: Path, monkeypatch: pytest.MonkeyPatch):
    broken = Check("sells_nothing", "Is nothing sold?", "invoices", every_invoice)
    monkeypatch.setattr("duly.checks.run_checks", partial(run_checks, checks=(broken,)))
    Path("export.csv").write_text(
        "Customer,Invoice,Issued,Due date,Amount\nC1,I1,2026-01-05,2026-02-05,10.00\n"
    )
    ran = duly("check", "export.csv", "--currency", "EUR")
    assert ran.code == 1
    told = "  Is nothing sold? NO, 1 times\n    invoices I1: EUR, expected C1\n"
    assert ran.out.endswith(told)
