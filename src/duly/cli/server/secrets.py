"""`duly secrets`: are the secrets sealed with a fresh key?"""

from __future__ import annotations

import typer

app = typer.Typer(
    help="The keys that seal passwords and tokens of others.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@app.callback()
def secrets() -> None:
    """The keys that seal passwords and tokens of others."""


@app.command("rotate")
def rotate() -> None:
    """Seal every secret with a new key, while the desk stays open.

    Keys in DULY_FIELD_KEYS are yours to change: put the new one first, restart, run this, and
    take the old one out.
    """
    from duly.cli.server.installation import ready, told

    ready()
    from duly.book.findings import BadInput
    from duly.server.platform.secrets import UnreadableSecret
    from duly.server.platform.secrets import rotate as seal_anew

    try:
        with told():
            count = seal_anew()
    except UnreadableSecret as error:
        raise BadInput(f"{error}; nothing was changed") from error
    typer.echo(f"{count} secrets sealed anew")
