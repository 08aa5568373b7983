"""Which commands are there, with which arguments and options?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import typer
from docs.reference_pages.markdown import page
from typer.testing import CliRunner

from duly.cli.app import app

# As wide as this page wants its lines, whatever terminal `make docs` runs in.
_PLAIN = {"COLUMNS": "100", "TERMINAL_WIDTH": "100", "NO_COLOR": "1", "TERM": "dumb"}


def commands_page() -> str:
    """The help of every command under its own heading, in the order of `duly --help`."""
    return page("Commands", *(_section(path) for path in commands()))


def commands() -> list[tuple[str, ...]]:
    """The words that lead to each command: `("ageing",)`, `("policy", "check")`, …"""
    return list(_below(typer.main.get_command(app)))


def _below(command: Any) -> Iterator[tuple[str, ...]]:
    # A group has `commands`; which class that is depends on Typer's version.
    if not hasattr(command, "commands"):
        yield ()
        return
    for name, inner in command.commands.items():
        yield from ((name, *path) for path in _below(inner))


def _section(path: tuple[str, ...]) -> str:
    shown = CliRunner().invoke(app, [*path, "--help"], prog_name="duly", env=_PLAIN)
    lines = (line.rstrip() for line in shown.output.strip("\n").splitlines())
    return f"## `duly {' '.join(path)}`\n\n```text\n" + "\n".join(lines) + "\n```"
