"""`duly check`: is anything wrong with this book?"""

from __future__ import annotations

from typing import Any

import typer

from duly.cli.options import (
    AsOf,
    BookPath,
    Currency,
    EngineChoice,
    EngineName,
    JsonFile,
    MappingFile,
    Master,
)


def check(
    book: BookPath,
    as_of: AsOf = None,
    json: JsonFile = None,
    mapping: MappingFile = None,
    currency: Currency = None,
    engine: EngineName = EngineChoice.DUCKDB,
    master: Master = "local[*]",
) -> None:
    """The quality of the source, then every invariant of a book. Exit code 1 if one is broken."""
    from duly.checks import run_checks
    from duly.cli.output import Wanted, write_json
    from duly.cli.quality import print_quality, quality_facts
    from duly.cli.session import Ask, session

    with session(Ask(book, as_of, None, mapping, currency, engine, master)) as opened:
        opened.progress("checking", 0.7)
        results = run_checks(opened.source.book, as_of=opened.source.as_of)
        source = opened.source
    facts = [_facts(result) for result in results]
    if json is not None:
        write_json({**quality_facts(source), "checks": facts}, json)
    if not Wanted(json=json).json_on_terminal:
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
