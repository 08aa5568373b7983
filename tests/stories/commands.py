"""How does a person at a terminal run `duly`, and what do they get back?"""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DULY = Path(sys.executable).with_name("duly")


@dataclass(frozen=True, slots=True)
class Ended:
    """A command that ran to its end."""

    code: int
    said: str
    complained: str


def duly(folder: Path, *words: str) -> Ended:
    """Run a command in a folder, as it would be typed there."""
    done = subprocess.run(
        [DULY, *words], cwd=folder, capture_output=True, text=True, timeout=300, check=False
    )
    return Ended(done.returncode, done.stdout, done.stderr)


def answer(folder: Path, *words: str) -> Any:
    """What a command that must succeed writes with `--json`."""
    target = folder / f"{words[0]}-answer.json"
    ended = duly(folder, *words, "--json", target.name)
    assert ended.code == 0, ended.complained
    return json.loads(target.read_text(encoding="utf-8"))
