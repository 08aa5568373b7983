"""Under which name is something written before it takes its place?"""

from __future__ import annotations

import secrets
from pathlib import Path


def beside(path: Path) -> Path:
    """A hidden name that nothing has, in the same folder, so that a renaming suffices.

    Not made by `tempfile`, which shuts everyone else out of what it makes.
    """
    return path.with_name(f".{path.name}-{secrets.token_hex(6)}")
