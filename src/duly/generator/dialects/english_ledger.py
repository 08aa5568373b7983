"""How does a British transaction listing look? Every item ever, £ signs, d/m/y, paid dates."""

from __future__ import annotations

from datetime import date

from duly.generator.dialects.figures import cells, grouped
from duly.generator.ledger_lines import Ledger, LedgerLine

_HEADER = (
    "Account Ref", "Customer Name", "Type", "Invoice No", "Invoice Date", "Due Date", "Amount",
    "Outstanding", "Paid Date", "Company",
)  # fmt: skip
_KINDS = {"invoice": "Invoice", "credit_note": "Credit Note", "debit_note": "Debit Note"}
_SYMBOLS = {"GBP": "£", "EUR": "€", "USD": "$"}


def english_ledger(ledger: Ledger) -> tuple[str, list[str]]:
    """All items with their settlement; the currency stands only in the amounts.

    An item written off shows nothing outstanding and no paid date.
    """
    return "utf-8", [cells(*_HEADER, separator=","), *map(_line, ledger.lines)]


def _line(line: LedgerLine) -> str:
    return cells(
        line.account_id,
        line.name,
        _KINDS[line.kind],
        line.invoice_id,
        _day(line.issued_on),
        _day(line.due_on),
        _amount(line.units, line.currency),
        _amount(line.open_units, line.currency),
        _day(line.paid_on) if line.paid_on else "",
        line.entity,
        separator=",",
    )


def _amount(units: int, currency: str) -> str:
    figures = grouped(abs(units), currency, thousands=",", point=".")
    symbol = _SYMBOLS.get(currency, f"{currency} ")
    return f"{'-' if units < 0 else ''}{symbol}{figures}"


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
