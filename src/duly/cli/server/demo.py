"""`duly demo`: an example company with three years of invoices and 90 days of answers, to try."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import time
from collections.abc import Callable
from datetime import date, datetime
from datetime import time as time_of_day
from pathlib import Path
from typing import Annotated, Any

import typer

from duly.cli.options import read_day

MARK = "demo.json"
_MORNING = time_of_day(7)
# The desk opens then; what is missing of the past is run meanwhile.
OPENED_AFTER_SECONDS = 120
Say = Callable[[str], None]

AsOf = Annotated[
    Any,
    typer.Option("--as-of", metavar="DATE", parser=read_day, help="Its last day; else today."),
]


def demo(
    folder: Annotated[
        Path, typer.Option(help="Where the demo lives; its database is in `home` below.")
    ] = Path("demo"),
    as_of: AsOf = None,
    days: Annotated[int, typer.Option(min=1, help="Past days to run.")] = 90,
    invoices: Annotated[int, typer.Option(min=600, help="Of the example company.")] = 60_000,
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port to answer on.")] = 8000,
    again: Annotated[bool, typer.Option("--again", help="Build it anew.")] = False,
    open_desk: Annotated[
        bool, typer.Option("--serve/--no-serve", help="Open the desk when it is built.")
    ] = True,
) -> None:
    """Build an example company, run its last 90 days, and open its desk on 127.0.0.1.

    Nobody's data is in it. The second time it opens at once, as you left it.
    """
    home = folder.absolute() / "home"
    if again or not _is_built(home):
        _make_way(home)
        _build(home, as_of, days=days, invoices=invoices)
    told = json.loads((home / MARK).read_text(encoding="utf-8"))
    _environment(home)
    from duly.cli.server.demo_days import run_older_days

    _sign_in(told)
    newest, count = date.fromisoformat(told["as_of"]), told["days"]
    if not open_desk:
        run_older_days(newest, count, _say_from(time.monotonic()))
        return
    _open(port, home, newest, count)


def _open(port: int, home: Path, newest: date, count: int) -> None:
    """The desk, and beside it whoever runs the days that are still missing."""
    from duly.cli.server.serve import serve

    beside = _beside(home, newest, count)
    try:
        serve(port=port)
    finally:
        if beside is not None:
            beside.terminate()
            beside.wait()


def _beside(home: Path, newest: date, count: int) -> subprocess.Popen[bytes] | None:
    from duly.cli.server.installation import ready
    from duly.cli.server.processes import command

    ready()
    from duly.server.portfolio.past_days import days_without_run

    missing = len(days_without_run(newest, count))
    if not missing:
        return None
    typer.echo(f"The {missing} days before those are run meanwhile.")
    words = command("demo", "--folder", str(home.parent), "--no-serve")
    return subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)  # noqa: S603  # our own command line, made of our own words


def _is_built(home: Path) -> bool:
    return (home / MARK).exists()


def _make_way(home: Path) -> None:
    """Remove a demo, also one that was not finished; anything else is left alone."""
    from duly.book.findings import BadInput

    begun = home.parent / "demo-begun"
    if home.exists() and not (_is_built(home) or begun.exists()):
        raise BadInput(f"{home} is no demo of ours; name another place with --folder")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True)
    begun.write_text("")


def _environment(home: Path) -> None:
    """The demo never touches another installation, whatever the environment names."""
    os.environ["DULY_HOME"] = str(home)
    os.environ.pop("DATABASE_URL", None)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "duly.server.settings")


def _say_from(started: float) -> Say:
    def say(what: str) -> None:
        typer.echo(f"{time.monotonic() - started:5.0f} s  {what}", err=True)

    return say


def _build(home: Path, as_of: date | None, *, days: int, invoices: int) -> None:
    _environment(home)
    from duly.cli.server.demo_days import run_older_days
    from duly.cli.server.installation import ready, told
    from duly.cli.server.migrate import bring_up_to_date

    started = time.monotonic()
    say = _say_from(started)
    say("making the database")
    ready(migrated=False)
    with told():
        bring_up_to_date()
        newest, password = _fill(home, as_of, days, invoices, say)
    facts = {"password": password, "as_of": newest.isoformat(), "days": days}
    mark = home / MARK
    mark.touch(mode=0o600)
    mark.write_text(json.dumps(facts), encoding="utf-8")
    (home.parent / "demo-begun").unlink(missing_ok=True)
    run_older_days(newest, days, say, until=started + OPENED_AFTER_SECONDS)
    say("ready")


def _fill(home: Path, as_of: date | None, days: int, invoices: int, say: Say) -> tuple[date, str]:
    """The company, its people, its days. A day that is asked for is today as long as this takes."""
    from django.utils import timezone

    from duly.server.platform import clock

    if as_of is None:
        today = clock.today()
        return today, _company(home, today, days, invoices, say)
    morning = datetime.combine(as_of, _MORNING)
    with clock.stopped(timezone.make_aware(morning)):
        return as_of, _company(home, as_of, days, invoices, say)


def _company(home: Path, today: date, days: int, invoices: int, say: Say) -> str:
    from duly.cli.server import demo_people as people
    from duly.cli.server.demo_days import run_newest_days

    book = _generate(home.parent / "book", today, invoices, say)
    say("making users of every role")
    password = people.make_users()
    _import(book, people.actor("clerk"), say)
    people.deal_accounts()
    newest = run_newest_days(today, days, say)
    say("noting some calls")
    people.work_a_little(newest)
    people.draft_a_policy()
    return password


def _generate(folder: Path, today: date, invoices: int, say: Say) -> Path:
    from duly.generator import generate, story_plan

    say(f"generating {invoices:,} invoices of three years")
    plan = story_plan(until=today, invoices=invoices, accounts=max(30, invoices // 30))
    generate(plan, folder, overwrite=True)
    return folder


def _import(book: Path, actor: Any, say: Say) -> None:
    from duly.server.ledger.imports.commit import commit
    from duly.server.ledger.imports.reading import read
    from duly.server.ledger.imports.uploads import take_in

    say("importing them, as the wizard does")
    source = read(actor=actor, source=take_in(actor=actor, path=book), mapping=None)
    commit(actor=actor, source=source)


def _sign_in(told: dict[str, Any]) -> None:
    from duly.cli.server.demo_cast import CAST

    typer.echo("Sign in as one of these, all with the password " + told["password"])
    for one in CAST:
        typer.echo(f"  {one.name:<14} {one.may}")
