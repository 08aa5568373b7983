"""Files in, reports out: the command line, which needs no server."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType


def main() -> None:
    """The command `duly`."""
    if not any("spark" in word for word in sys.argv):
        sys.meta_path.insert(0, WithoutPandas())
    from duly.cli.app import run

    run()


class WithoutPandas(MetaPathFinder):
    """Keeps pandas from being loaded where it happens to be installed.

    Arrow loads it to ask whether a value is one of its own. That takes half a second, and is never
    so: only Spark hands such values over.
    """

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Nothing is found here; pandas, and what is in it, is not found at all."""
        if fullname.partition(".")[0] == "pandas":
            raise ModuleNotFoundError("pandas is not used here", name=fullname)
        return None
