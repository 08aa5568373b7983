"""How does a long reading say how far it has come?"""

from __future__ import annotations

from typing import Protocol


class Progress(Protocol):
    """Called before each table: its name, how many are done, how many there are."""

    def __call__(self, table: str, done: int, of: int) -> None: ...


def silent(table: str, done: int, of: int) -> None:
    """Say nothing."""
