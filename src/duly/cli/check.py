"""`duly check`: is anything wrong with this book?"""

from __future__ import annotations

from typing import Any

import typer

from duly.cli.book_command import on_a_book
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, session


@on_a_book("json", without=("policy",))
def check(ask: Ask, wanted: Wanted) -> None:
    """The quality of the source, then every invariant of a book. Exit code 1 if one is broken."""
    from duly.checks import run_checks
    from duly.cli.quality import print_quality, quality_facts

    with session(ask) as opened:
        opened.progress("checking", 0.7)
        results = run_checks(opened.source.book, as_of=opened.source.as_of)
        source = opened.source
    facts = [_facts(result) for result in results]
    if wanted.json is not None:
        write_json({**quality_facts(source), "checks": facts}, wanted.json)
    if not wanted.json_on_terminal:
        print_quality(source)
        typer.echo("Checks:")
        for result in facts:
            _print(result)
    raise typer.Exit(0 if all(result["holds"] for result in facts) else 1)


def _facts(result: Any) -> dict[str, Any]:
    return {
        "code": result.check.code,
        "question": result.check.question,
        "holds": result.holds,
        "violations": result.violations,
        "examples": list(result.examples),
    }


def _print(result: dict[str, Any]) -> None:
    mark = "yes" if result["holds"] else f"NO, {result['violations']:,} times"
    typer.echo(f"  {result['question']} {mark}")
    for example in result["examples"]:
        typer.echo(
            f"    {example['table']} {example['key']}: {example['observed']}, "
            f"expected {example['expected']}"
        )
