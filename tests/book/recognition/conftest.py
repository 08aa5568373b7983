"""What the tests of recognition share: files written from a few lines of text."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from duly.book.recognition import Recognised, recognise

Export = Callable[..., Path]


@pytest.fixture
def export(tmp_path: Path) -> Export:
    """Write lines as a file and return its path."""

    def write(*lines: str, name: str = "export.csv", encoding: str = "utf-8") -> Path:
        path = tmp_path / name
        path.write_bytes("".join(f"{line}\n" for line in lines).encode(encoding))
        return path

    return write


@pytest.fixture
def read(export: Export) -> Callable[..., Recognised]:
    """Recognise a file of the given lines."""

    def recognised(*lines: str, encoding: str = "utf-8", **options: object) -> Recognised:
        return recognise(export(*lines, encoding=encoding), **options)  # type: ignore[arg-type]

    return recognised
