"""How does a German open-items list look? cp1252, title lines, decimal commas, a total."""

from __future__ import annotations

from datetime import date

from duly.generator.dialects.figures import cells, days_late, grouped
from duly.generator.ledger_lines import Ledger, LedgerLine

_HEADER = (
    "Kto.-Nr.", "Kundenname", "Beleg-Nr.", "Belegart", "Belegdatum", "Fälligkeit", "Währung",
    "Rechnungsbetrag", "Offener Betrag", "Tage überfällig",
)  # fmt: skip
_KINDS = {"invoice": "RE", "credit_note": "GS", "debit_note": "BL"}


def german_opos(ledger: Ledger) -> tuple[str, list[str]]:
    """Open items only, credit notes negative; below them one sum for each currency."""
    title = [
        "Offene-Posten-Liste Debitoren",
        f"Stichtag: {_day(ledger.known_on)}",
        "",
        cells(*_HEADER, separator=";"),
    ]
    lines = ledger.open_lines
    return "cp1252", [*title, *(_line(line, ledger.known_on) for line in lines), *_sums(lines)]


def _line(line: LedgerLine, known_on: date) -> str:
    return cells(
        line.account_id,
        line.name,
        line.invoice_id,
        _KINDS[line.kind],
        _day(line.issued_on),
        _day(line.due_on),
        line.currency,
        _amount(line.units, line.currency),
        _amount(line.open_units, line.currency),
        str(days_late(line.due_on, known_on)),
        separator=";",
    )


def _sums(lines: list[LedgerLine]) -> list[str]:
    sums = dict.fromkeys(sorted({line.currency for line in lines}), 0)
    for line in lines:
        sums[line.currency] += line.open_units
    return [
        cells("Summe", "", "", "", "", "", code, "", _amount(units, code), "", separator=";")
        for code, units in sums.items()
    ]


def _amount(units: int, currency: str) -> str:
    return grouped(units, currency, thousands=".", point=",")


def _day(day: date) -> str:
    return f"{day:%d.%m.%Y}"
