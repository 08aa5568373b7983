"""What the figures should be, row by row, from the definitions and in plain Python."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import date, timedelta
from fractions import Fraction

from tests.books import Tables

Key = tuple[object, ...]


def open_now(tables: Tables, as_of: date) -> dict[str, int]:
    """By invoice_id of every item issued: what was open of it at the end of the day."""
    left = {}
    for row in tables["invoices"]:
        if row["issued_on"] > as_of:
            continue
        units = row["amount_units"]
        for link in tables["allocations"]:
            if link["allocated_on"] > as_of:
                continue
            if link["invoice_id"] == row["invoice_id"]:
                units -= link["amount_units"]
            if link["credit_note_id"] == row["invoice_id"]:
                units += link["amount_units"]
        gone = row["written_off_on"]
        left[row["invoice_id"]] = 0 if gone and gone <= as_of else units
    return left


def disputed_now(tables: Tables, as_of: date) -> dict[str, int]:
    """By invoice_id: what of the open amount is disputed."""
    result = {}
    for invoice_id, units in open_now(tables, as_of).items():
        claimed = 0
        for row in tables["disputes"]:
            is_open = row["opened_on"] <= as_of and not (
                row["closed_on"] and row["closed_on"] <= as_of
            )
            if row["invoice_id"] == invoice_id and is_open:
                claimed += units if row["amount_units"] is None else row["amount_units"]
        whole = max(units, 0)
        is_whole = any(
            row["amount_units"] is None
            and row["invoice_id"] == invoice_id
            and row["opened_on"] <= as_of
            and (row["closed_on"] is None or row["closed_on"] > as_of)
            for row in tables["disputes"]
        )
        result[invoice_id] = whole if is_whole else min(claimed, whole)
    return result


def unapplied_now(tables: Tables, as_of: date) -> dict[str, int]:
    """By payment_id: what was received and not allocated."""
    left = {
        row["payment_id"]: row["amount_units"]
        for row in tables["payments"]
        if row["received_on"] <= as_of
    }
    for link in tables["allocations"]:
        if link["payment_id"] in left and link["allocated_on"] <= as_of:
            left[link["payment_id"]] -= link["amount_units"]
    return left


def bucket(days: int) -> str:
    for name, last in (("current", 0), ("1-30", 30), ("31-60", 60), ("61-90", 90)):
        if days <= last:
            return name
    return "91-120" if days <= 120 else "121+"


def aged(tables: Tables, as_of: date) -> dict[Key, tuple[int, int, int]]:
    """By account, currency and bucket: items, open and disputed units."""
    units, disputed = open_now(tables, as_of), disputed_now(tables, as_of)
    sums: dict[Key, list[int]] = defaultdict(lambda: [0, 0, 0])
    for row in tables["invoices"]:
        if not (left := units.get(row["invoice_id"], 0)):
            continue
        name = "credits" if left < 0 else bucket((as_of - row["due_on"]).days)
        cell = sums[row["account_id"], row["currency"], name]
        for place, value in enumerate((1, left, disputed[row["invoice_id"]])):
            cell[place] += value
    for row in tables["payments"]:
        if left := unapplied_now(tables, as_of).get(row["payment_id"], 0):
            cell = sums[row["account_id"], row["currency"], "unapplied"]
            cell[0] += 1
            cell[1] -= left
    return {key: (one, two, three) for key, (one, two, three) in sums.items()}


def exposed(tables: Tables, as_of: date) -> dict[Key, int]:
    """By account and currency: what would be lost tonight, all buckets counted."""
    sums: Counter[Key] = Counter()
    units, cash = open_now(tables, as_of), unapplied_now(tables, as_of)
    for row in tables["invoices"]:
        sums[row["account_id"], row["currency"]] += units.get(row["invoice_id"], 0)
    for row in tables["orders"]:
        is_invoiced = row["invoiced_on"] and row["invoiced_on"] <= as_of
        if row["placed_on"] <= as_of and not is_invoiced:
            sums[row["account_id"], row["currency"]] += row["amount_units"]
    for row in tables["payments"]:
        if row["account_id"]:
            sums[row["account_id"], row["currency"]] -= cash.get(row["payment_id"], 0)
    return {key: total for key, total in sums.items() if total}


def sales(tables: Tables, currency: str, first: date, last: date) -> int:
    return sum(
        row["amount_units"]
        for row in tables["invoices"]
        if row["currency"] == currency and first <= row["issued_on"] <= last
    )


def balance(tables: Tables, currency: str, as_of: date) -> int:
    units = open_now(tables, as_of)
    return sum(
        units.get(row["invoice_id"], 0) for row in tables["invoices"] if row["currency"] == currency
    )


def dso(tables: Tables, currency: str, as_of: date, first: date) -> Fraction | None:
    sold = sales(tables, currency, first, as_of)
    days = (as_of - first).days + 1
    return Fraction(balance(tables, currency, as_of) * days, sold) if sold > 0 else None


def countback(tables: Tables, currency: str, as_of: date, months: int) -> Fraction | None:
    """Peeled month by month; None where the months do not explain what is open."""
    left = balance(tables, currency, as_of)
    if left <= 0:
        return Fraction(0)
    last, days = as_of, Fraction(0)
    for _ in range(months):
        first = last.replace(day=1)
        sold = sales(tables, currency, first, last)
        length = (last - first).days + 1
        if sold >= left:
            return days + Fraction(length * left, sold)
        days, left, last = days + length, left - sold, first - timedelta(days=1)
    return None


def high_credit(tables: Tables, currency: str, first: date, last: date) -> int:
    days = (first + timedelta(days=n) for n in range((last - first).days + 1))
    return max(0, *(balance(tables, currency, day) for day in days))


def group_of(tables: Tables, account_id: str) -> str:
    """Climb until there is no parent; in a circle, the smallest id of the circle."""
    parents = {row["account_id"]: row["parent_id"] for row in tables["accounts"]}
    way = [account_id]
    while parent := parents.get(way[-1]):
        if parent in way:
            return min(way[way.index(parent) :])
        way.append(parent)
    return way[-1]


def overdue(tables: Tables, currency: str, as_of: date) -> int:
    units = open_now(tables, as_of)
    return sum(
        max(units.get(row["invoice_id"], 0), 0)
        for row in tables["invoices"]
        if row["currency"] == currency and row["due_on"] < as_of
    )
