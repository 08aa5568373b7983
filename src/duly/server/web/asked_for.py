"""What did the reader ask for in the address? Read forgivingly: nonsense is as good as nothing."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import pairwise

from django.http import HttpRequest

from duly.server.ledger.search_text import search_text

_LONGEST = 120
_MOST_EDGES = 11
_FURTHEST_DAYS = 3650


def text(request: HttpRequest, name: str) -> str:
    """A few words, without control characters and blanks around them."""
    given = request.GET.get(name, "")[:_LONGEST]
    return "".join(sign for sign in given if sign.isprintable()).strip()


def words(request: HttpRequest, name: str) -> list[str]:
    """Its words as `Account.search_text` is written: in small letters, without accents."""
    return search_text(text(request, name)).split()


def choice(request: HttpRequest, name: str, among: Collection[str], otherwise: str = "") -> str:
    """One of the known values, or the usual one."""
    given = request.GET.get(name, "")
    return given if given in among else otherwise


def day(request: HttpRequest, name: str) -> date | None:
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None


def edges(request: HttpRequest, name: str) -> tuple[int, ...] | None:
    """Last days of buckets, rising: `30, 60, 90`; None if they are not."""
    parts = request.GET.get(name, "").replace(";", ",").replace(" ", ",").split(",")
    digits = [part for part in parts if part]
    if not 1 <= len(digits) <= _MOST_EDGES or not all(_is_small(part) for part in digits):
        return None
    found = tuple(int(part) for part in digits)
    rising = all(low < high for low, high in pairwise(found))
    return found if rising and found[0] >= 1 and found[-1] <= _FURTHEST_DAYS else None


def number(request: HttpRequest, name: str, *, least: int, most: int) -> int | None:
    """A whole number between two, or None."""
    given = request.GET.get(name, "")
    if not given.isascii() or not given.isdigit() or len(given) > 18:
        return None
    found = int(given)
    return found if least <= found <= most else None


def _is_small(part: str) -> bool:
    return part.isascii() and part.isdigit() and len(part) <= 4
