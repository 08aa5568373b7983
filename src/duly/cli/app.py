"""Which commands are there, and how does a command end when its input cannot be used?

Start-up must stay quick, so that nothing heavy is imported here: each command imports what it
needs when it runs.
"""

from __future__ import annotations

import gc
import sys

import typer

from duly import __version__
from duly.cli import (
    ageing,
    assess,
    backtest,
    check,
    explain,
    exposure,
    fit,
    forecast,
    generate,
    import_book,
    metrics,
    model,
    policy,
    worklist,
    xray,
)
from duly.cli.server import audit, backup, day, demo, migrate, secrets, serve, user, worker

app = typer.Typer(
    name="duly",
    help="Whom to trust with how much, who will pay when, whom to call today, what will be lost.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    add_completion=False,
)

app.command("xray")(xray.xray)
app.command("import")(import_book.import_book)
app.command("check")(check.check)
app.command("ageing")(ageing.ageing)
app.command("metrics")(metrics.metrics)
app.command("exposure")(exposure.exposure)
app.command("assess")(assess.assess)
app.command("explain")(explain.explain)
app.command("worklist")(worklist.worklist)
app.command("forecast")(forecast.forecast)
app.command("backtest")(backtest.backtest)
app.command("fit")(fit.fit)
app.add_typer(model.app, name="model")
app.command("generate")(generate.generate)
app.add_typer(policy.app, name="policy")
app.command("serve")(serve.serve)
app.command("migrate")(migrate.migrate)
app.command("worker")(worker.worker)
app.command("day")(day.day)
app.command("demo")(demo.demo)
app.command("backup")(backup.backup)
app.add_typer(user.app, name="user")
app.add_typer(audit.app, name="audit")
app.add_typer(secrets.app, name="secrets")

BAD_INPUT = 2


@app.callback(invoke_without_command=True)
def duly(
    version: bool = typer.Option(False, "--version", help="Print the version and stop."),
) -> None:
    """Whom to trust with how much, who will pay when, whom to call today, what will be lost."""
    if version:
        typer.echo(f"duly {__version__}")
        raise typer.Exit


def run() -> None:
    """Run a command. Input that cannot be used ends with one message and exit code 2; so does a
    disk that is full or a file that may not be read."""
    # Building queries makes millions of small objects that live to the end; looking through them
    # for garbage again and again takes a fifth of the time, and a command ends soon.
    gc.disable()
    try:
        app(with_json_target(sys.argv[1:]), prog_name="duly")
    except Exception as error:
        if not (_is_bad_input(error) or isinstance(error, OSError)):
            raise
        print(f"duly: {error}", file=sys.stderr)  # noqa: T201
        sys.exit(BAD_INPUT)


def with_json_target(words: list[str]) -> list[str]:
    """`--json` without a file means the terminal: `--json -`."""
    found: list[str] = []
    for place, word in enumerate(words):
        found.append(word)
        following = words[place + 1 : place + 2]
        if word == "--json" and (not following or following[0].startswith("--")):
            found.append("-")
    return found


def _is_bad_input(error: Exception) -> bool:
    """Asked by name first: importing the class would cost every start-up its import."""
    findings = sys.modules.get("duly.book.findings")
    return findings is not None and isinstance(error, findings.BadInput)
