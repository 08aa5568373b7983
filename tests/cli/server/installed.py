"""What does a command of the desk say? Run as a shell runs it, on an installation of its own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from tests.cli.command import Ran

from duly.cli.server.processes import command


def duly(home: Path, *words: object, typed: str = "", **environment: str) -> Ran:
    """`duly WORDS` with DULY_HOME at `home`, and `typed` on its input."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("DULY_")}
    kept.pop("DATABASE_URL", None)
    kept.pop("DJANGO_SETTINGS_MODULE", None)
    ran = subprocess.run(
        command(*(str(word) for word in words)),
        env={**kept, "DULY_HOME": str(home), "COLUMNS": "100", **environment},
        input=typed,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    return Ran(ran.returncode, ran.stdout, ran.stderr)
