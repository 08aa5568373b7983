"""How does a text reach the disk so that no half-written file is ever left?"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


def write_text(path: Path, text: str) -> None:
    """Write UTF-8 beside the target, then rename: a reader sees the old file or the new one."""
    with whole_file(path) as unfinished:
        unfinished.write_bytes(text.encode("utf-8"))


@contextmanager
def whole_file(path: Path) -> Iterator[Path]:
    """A path beside `path` to write to; it takes the place of `path` only if nothing failed."""
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        yield unfinished
        unfinished.chmod(_usual_mode())
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def _usual_mode() -> int:
    """mkstemp makes files only the owner may read; a report is made to be passed on."""
    mask = os.umask(0)
    os.umask(mask)
    return 0o666 & ~mask
