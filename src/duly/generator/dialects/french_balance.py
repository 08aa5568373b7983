"""How does a French open-items balance look? The customer once above its lines, subtotals."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import groupby

from duly.generator.dialects.figures import cells, grouped
from duly.generator.ledger_lines import Ledger, LedgerLine

_HEADER = (
    "Client", "N° pièce", "Nature", "Date pièce", "Échéance", "Devise", "Montant TTC", "Solde dû",
)  # fmt: skip
_KINDS = {"invoice": "Facture", "credit_note": "Avoir", "debit_note": "Note de débit"}


def french_balance(ledger: Ledger) -> tuple[str, list[str]]:
    """Open items in groups: a line with the customer, its items, a subtotal by currency."""
    title = [f"Balance âgée clients au {_day(ledger.known_on)}", "", cells(*_HEADER, separator=";")]
    by_account = groupby(ledger.open_lines, key=lambda line: (line.account_id, line.name))
    groups = (row for (number, name), items in by_account for row in _group(number, name, items))
    return "utf-8-sig", [*title, *groups]


def _group(number: str, name: str, items: Iterator[LedgerLine]) -> Iterator[str]:
    lines = list(items)
    yield cells(f"{number} {name}", *[""] * 7, separator=";")
    yield from map(_line, lines)
    for code in sorted({line.currency for line in lines}):
        units = sum(line.open_units for line in lines if line.currency == code)
        total = _amount(units, code)
        yield cells(f"Total {number}", "", "", "", "", code, "", total, separator=";")


def _line(line: LedgerLine) -> str:
    return cells(
        "",
        line.invoice_id,
        _KINDS[line.kind],
        _day(line.issued_on),
        _day(line.due_on),
        line.currency,
        _amount(line.units, line.currency),
        _amount(line.open_units, line.currency),
        separator=";",
    )


def _amount(units: int, currency: str) -> str:
    # French tools set a narrow no-break space between thousands.
    return grouped(units, currency, thousands="\u202f", point=",")


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"
