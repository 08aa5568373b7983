"""`duly migrate`: bring the database up to date, or make it."""

from __future__ import annotations

import typer


def migrate() -> None:
    """Make the database, or bring it up to date; nothing that is there is lost.

    Where there is something to lose, make a backup first: duly backup FILE.
    """
    from duly.cli.server.installation import pending, ready, told

    ready(migrated=False)
    with told():
        make_home()
        count = pending()
        bring_up_to_date()
    typer.echo(f"{count} migrations applied" if count else "The database is up to date")


def make_home() -> None:
    """The folder that SQLite's file and the uploads go to; where keys are given, nobody made it."""
    from django.conf import settings

    settings.HOME.mkdir(parents=True, exist_ok=True)


def bring_up_to_date() -> None:
    """Migrations, the table of the cache, the triggers a migration may have lost, the folders."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    from duly.server.ledger import guards
    from duly.server.platform import triggers

    call_command("migrate", verbosity=0, interactive=False)
    call_command("createcachetable", verbosity=0)
    for kept in (triggers, guards):
        kept.put_up(connection)
    for folder in (settings.STATIC_ROOT, settings.UPLOADS):
        folder.mkdir(parents=True, exist_ok=True)
