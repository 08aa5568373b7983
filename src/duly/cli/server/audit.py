"""`duly audit`: was the log changed, where does it end, what does it say?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from duly.cli.options import can_be_written

app = typer.Typer(
    help="Was the log changed, where does it end, what does it say.",
    no_args_is_help=True,
    rich_markup_mode=None,
)
BROKEN = 1
FAULTS = {
    "missing": "it is missing",
    "unchained": "it does not follow the one before",
    "altered": "it was altered",
    "personal_altered": "personal data recorded with it was altered",
    "another_head": "another event stood there",
    "cut_off": "the log was cut off before it",
}


@app.callback()
def audit() -> None:
    """Was the log changed, where does it end, what does it say."""


@app.command("verify")
def verify(
    head: Annotated[
        Path | None,
        typer.Option(exists=True, dir_okay=False, help="A head kept elsewhere; see audit head."),
    ] = None,
) -> None:
    """Check every event against the one before, and that the log reaches the head kept.

    Ends with 1 and names the first event that is not as it was recorded.
    """
    from duly.cli.server.installation import ready, told

    ready()
    from django.db import connection

    from duly.server.ledger import guards
    from duly.server.platform import triggers
    from duly.server.platform.audit import heads
    from duly.server.platform.audit.verify import verify as check

    with told():
        expected = _read(head) if head else heads.kept()
        verdict = check(expected)
        unguarded = triggers.missing(connection) | guards.missing(connection)
    for name in sorted(unguarded):
        typer.echo(f"The trigger {name} is missing; duly migrate puts it up again", err=True)
    if verdict.broken is not None:
        broken = verdict.broken
        typer.echo(f"Event {broken.number}: {FAULTS[broken.fault]}", err=True)
    if verdict.broken is not None or unguarded:
        raise typer.Exit(BROKEN)
    reach = f"reaches the head kept, event {expected.number}" if expected else "no head was kept"
    typer.echo(f"{verdict.count} events, unbroken; {reach}")


@app.command("head")
def head(
    out: Annotated[
        Path | None, typer.Option(callback=can_be_written, help="Write it to this file.")
    ] = None,
) -> None:
    """Where the log ends. Kept elsewhere, it proves later that nothing was cut off or rewritten."""
    from duly.cli.server.installation import ready

    ready()
    from duly.server.platform.audit import heads

    text = heads.written(heads.head())
    if out is None:
        typer.echo(text, nl=False)
    else:
        out.write_text(text, encoding="ascii")


@app.command("show")
def show(
    last: Annotated[int, typer.Option(min=1, max=100_000, help="How many, newest last.")] = 20,
    kind: Annotated[str, typer.Option(help="Only this kind, as user.made or user.")] = "",
    subject: Annotated[
        str, typer.Option(metavar="KIND:ID", help="Only about this, as account:C-1004.")
    ] = "",
    as_json: Annotated[bool, typer.Option("--lines", help="One JSON object a line.")] = False,
) -> None:
    """What the log says of late."""
    from duly.cli.server.installation import ready

    ready()
    for event in reversed(_asked(last, kind, subject)):
        typer.echo(json.dumps(_facts(event)) if as_json else _line(event))


def _read(file: Path) -> Any:
    from duly.book.findings import BadInput
    from duly.server.platform.audit import heads

    try:
        return heads.read(file.read_text(encoding="utf-8"))
    except ValueError as error:
        raise BadInput(f"{file}: {error}") from error


def _asked(last: int, kind: str, subject: str) -> list[Any]:
    from duly.server.platform.models import Event

    found = Event.objects.select_related("actor").prefetch_related("personal").order_by("-number")
    if kind:
        found = found.filter(kind=kind) | found.filter(kind__startswith=kind.rstrip(".") + ".")
    if subject:
        subject_kind, _, subject_id = subject.partition(":")
        found = found.filter(subject_kind=subject_kind)
        found = found.filter(subject_id=subject_id) if subject_id else found
    return list(found[:last])


def _line(event: Any) -> str:
    from duly.report.figures import clean_text
    from duly.server.platform.audit.kinds import sentence

    who = event.actor.username if event.actor else "–"
    told = f"{event.number} {event.recorded_at:%Y-%m-%d %H:%M} {who}: "
    return clean_text(told + sentence(event, event.personal.all()))


def _facts(event: Any) -> dict[str, Any]:
    return {
        "number": event.number,
        "recorded_at": event.recorded_at.isoformat(),
        "actor": event.actor.username if event.actor else None,
        "kind": event.kind,
        "subject": [event.subject_kind, event.subject_id],
        "facts": json.loads(event.facts),
        "hash": event.hash,
    }
