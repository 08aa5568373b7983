"""Can every command be looked up in docs/reference?"""

from collections.abc import Iterator

import click
import typer

from duly.cli.app import app
from tests.tidy import tree

REFERENCE = tree.ROOT / "docs" / "reference" / "commands.md"


def commands() -> list[str]:
    """`duly ageing`, `duly policy check`, …: every command that does something."""
    root = typer.main.get_command(app)
    return [" ".join(("duly", *path)) for path in _paths(root, click.Context(root))]


def _paths(command: click.Command, context: click.Context) -> Iterator[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        yield ()
        return
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from ((name, *rest) for rest in _paths(inner, click.Context(inner)))


def test_every_command_has_a_heading_in_the_reference():
    reference = tree.text(REFERENCE) if REFERENCE.exists() else ""
    assert [name for name in commands() if f"\n## `{name}`\n" not in reference] == []
