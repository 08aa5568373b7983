"""What does a command say, and how does it end? Run in this process, as a shell would run it."""

from __future__ import annotations

import csv
import io
import json
import os
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from unittest.mock import patch

from duly.cli.app import run


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command printed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


def duly(*words: object, columns: int = 100) -> Ran:
    """`duly(\"ageing\", folder)` is what `duly ageing FOLDER` does in a terminal so wide."""
    out, err = io.StringIO(), io.StringIO()
    surroundings = {"COLUMNS": str(columns), "TERMINAL_WIDTH": str(columns)}
    argv = ["duly", *(str(word) for word in words)]
    settings = (patch.dict(os.environ, surroundings), patch("sys.argv", argv))
    with settings[0], settings[1], redirect_stdout(out), redirect_stderr(err):
        code = _ended()
    return Ran(code, out.getvalue(), err.getvalue())


def _ended() -> int:
    try:
        run()
    except SystemExit as end:
        return int(end.code or 0)
    return 0


def read_table(path: Path) -> list[dict[str, str]]:
    """The rows of a CSV file that a command wrote."""
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))
