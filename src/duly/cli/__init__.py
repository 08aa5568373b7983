"""Files in, reports out: the command line, which needs no server."""

from __future__ import annotations


def main() -> None:
    """The command `duly`."""
    from duly.cli.app import run

    run()
