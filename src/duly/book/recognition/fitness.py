"""How well does what a column holds fit a column of the book?"""

from __future__ import annotations

from collections.abc import Callable

from duly.book.recognition.contents import Content

EMPTY = 0.6
"""An empty column neither fits nor contradicts its header."""

DATES = frozenset({"issued_on", "due_on", "paid_on", "written_off_on"})
MONEY = frozenset(
    {"amount", "open_amount", "paid_amount", "debit", "credit", "balance", "credit_limit"}
)


def fitness(book: str, content: Content) -> float:
    """0 (impossible) to 1 (what one expects there)."""
    if content.is_empty:
        return EMPTY
    if book in DATES:
        return max(content.dates, content.serials)
    if book in MONEY or book.startswith("bucket:"):
        return _money(content)
    return _FITS[book](content) if book in _FITS else 0.8


def without_header(book: str, content: Content) -> float:
    """How much the cells alone, without any header, speak for a column of the book."""
    if content.is_empty or book not in _ALONE:
        return 0.0
    return _ALONE[book](content)


def _money(content: Content) -> float:
    if content.dates > 0.5 or content.currencies > 0.5:
        return 0.0
    return content.figures * (1.0 if content.decimals > 0.1 else 0.85)


def _account(content: Content) -> float:
    if content.dates > 0.5 or (content.decimals > 0.5 and content.letters < 0.2):
        return 0.0
    return max(0.0, 1.0 - 0.7 * content.spaced - 0.25 * (content.digits < 0.5))


def _name(content: Content) -> float:
    if content.dates > 0.5:
        return 0.0
    return max(0.05, content.letters - 0.5 * (content.digits > 0.9 and content.spaced < 0.1))


def _invoice(content: Content) -> float:
    if content.dates > 0.9:
        return 0.1
    if content.decimals > 0.5 and content.letters < 0.2:
        return 0.0
    return content.digits * (0.6 + 0.4 * min(1.0, content.distinct * 1.5)) * _unspaced(content)


def _unspaced(content: Content) -> float:
    return 1.0 - 0.5 * (content.spaced > 0.5 and content.letters > 0.5)


def _kind(content: Content) -> float:
    few = content.values <= 40 and (content.distinct < 0.8 or content.values <= 6)
    return 0.4 * few + 0.6 * content.kinds


def _days(content: Content) -> float:
    return content.small


def _phone(content: Content) -> float:
    return max(0.2, content.phones)


_FITS: dict[str, Callable[[Content], float]] = {
    "account_id": _account,
    "name": _name,
    "invoice_id": _invoice,
    "kind": _kind,
    "currency": lambda content: content.currencies,
    "country": lambda content: max(0.45, content.countries),
    "email": lambda content: content.emails,
    "phone": _phone,
    "vat_id": lambda content: max(0.3, content.tax_ids),
    "terms_days": lambda content: content.terms,
    "days_late": _days,
    "days_to_pay": _days,
    "disputed": lambda content: max(content.yes_or_no, 0.55 if content.dates < 0.5 else 0.0),
    "sign": lambda content: content.signs,
    "order_no": lambda content: 0.3 if content.dates > 0.5 else 0.9,
    "segment": lambda content: 0.2 if content.decimals > 0.5 else 0.8,
    "sector": lambda content: 0.2 if content.decimals > 0.5 else 0.8,
}

_ALONE: dict[str, Callable[[Content], float]] = {
    "issued_on": lambda content: content.dates,
    "due_on": lambda content: 0.98 * content.dates,
    "paid_on": lambda content: 0.8 * content.dates * (1.0 if content.filled < 1 else 0.95),
    "amount": lambda content: content.figures * content.decimals * (content.dates < 0.5),
    "open_amount": lambda content: 0.8 * content.figures * content.decimals * (content.dates < 0.5),
    "invoice_id": lambda content: _code(content) * content.distinct,
    "account_id": lambda content: _code(content) * (1.0 - 0.4 * content.distinct),
    "name": lambda content: content.letters * content.spaced * (1 - 0.5 * content.digits),
    "currency": lambda content: content.currencies,
    "email": lambda content: content.emails,
    "kind": lambda content: 0.7 * content.kinds * (content.distinct < 0.5),
}


def _code(content: Content) -> float:
    plain = content.dates < 0.5 and content.decimals < 0.3 and content.currencies < 0.5
    return content.digits * (1 - content.spaced) * plain
