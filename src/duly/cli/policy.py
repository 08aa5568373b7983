"""`duly policy`: does a policy make sense, what does it say, how does it differ?"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from duly.cli.options import JsonFile

app = typer.Typer(
    help="Check, show and compare credit policies.", no_args_is_help=True, rich_markup_mode=None
)

SomePolicy = Annotated[
    Path | None,
    typer.Argument(
        metavar="FILE", exists=True, dir_okay=False, help="By default the shipped policy."
    ),
]


@app.command("check")
def check(path: SomePolicy = None) -> None:
    """Does the policy make sense? Every key that is wrong is named, with the reason."""
    from duly.cli.session import load_policy

    policy = load_policy(path)
    codes = len(policy.scorecard.characteristics)
    typer.echo(
        f"{policy.name} {policy.version} makes sense: {codes} characteristics, "
        f"fingerprint {policy.fingerprint}"
    )


@app.command("show")
def show(path: SomePolicy = None, json: JsonFile = None) -> None:
    """The policy as it stands, with its comments; as JSON with every default filled in."""
    from duly.book.policy.reading import default_policy_text
    from duly.cli.output import write_json
    from duly.cli.session import load_policy

    policy = load_policy(path)
    if json is not None:
        write_json(policy.model_dump(mode="json"), json)
        return
    text = default_policy_text() if path is None else path.read_text(encoding="utf-8")
    typer.echo(text, nl=False)


@app.command("diff")
def diff(
    after: Annotated[
        Path,
        typer.Argument(metavar="FILE", exists=True, dir_okay=False, help="The policy to look at."),
    ],
    before: Annotated[
        Path | None,
        typer.Argument(
            metavar="OTHER",
            exists=True,
            dir_okay=False,
            help="Compared with this; by default the shipped one.",
        ),
    ] = None,
    json: JsonFile = None,
) -> None:
    """Every key whose value differs. Exit code 1 when there is any, as with diff."""
    from duly.book.policy.difference import difference
    from duly.cli.output import write_json
    from duly.cli.session import load_policy

    changes = difference(load_policy(before), load_policy(after))
    if json is not None:
        rows = [{"key": c.key, "before": c.before, "after": c.after} for c in changes]
        write_json({"changes": rows}, json)
    else:
        for change in changes:
            typer.echo(f"{change.key}: {_shown(change.before)} -> {_shown(change.after)}")
        if not changes:
            typer.echo("no difference")
    raise typer.Exit(1 if changes else 0)


def _shown(value: object) -> str:
    return "(absent)" if value is None else str(value)
