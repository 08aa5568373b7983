"""`duly explain`: why this score, grade, limit and these terms, and what would change them?"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from duly.cli.book_command import on_a_book
from duly.cli.output import Wanted, write_json
from duly.cli.session import Ask, session

WhatIf = Annotated[
    list[str] | None,
    typer.Option(
        "--what-if",
        metavar="NAME=VALUE",
        help="Judge the account as if this were so; may be given again. VALUE may be `unknown`.",
    ),
]


@on_a_book("json", "html")
def explain(
    ask: Ask,
    wanted: Wanted,
    account: Annotated[str, typer.Argument(metavar="ACCOUNT", help="The account's identifier.")],
    what_if: WhatIf = None,
) -> None:
    """Score, grade, limit and terms of one account, with reasons and the smallest changes
    that would raise them. What is advised is judged by the rules that judged the account."""
    from duly.analytics.assessment.advice import Adviser
    from duly.analytics.assessment.assess import observe_book
    from duly.cli.explanation import explanation, print_explanation, write_explanation
    from duly.cli.what_if import supposed

    book, account = _in_order(ask.book, account)
    with session(replace(ask, book=book)) as opened:
        day = opened.source.as_of
        opened.progress("looking at the account", 0.7)
        observed = observe_book(opened.source.book, opened.policy, as_of=day)
        seen = _one(opened.fetch(observed.filter(observed.account_id == account)), account, book)
        seen = supposed(seen, what_if or ())
        opened.progress("looking for what would raise its grade", 0.8)
        place = opened.source.book.engine
        adviser = Adviser(seen, engine=place, policy=opened.policy, as_of=day)
        facts = {"as_of": day, **opened.facts, "what_if": list(what_if or ())}
        content = {**facts, **explanation(adviser, seen)}
    if wanted.json is not None:
        write_json(content, wanted.json)
    if wanted.html is not None:
        write_explanation(content, wanted.html)
    if not wanted.json_on_terminal:
        print_explanation(content)


def _in_order(book: Path, account: str) -> tuple[Path, str]:
    """`duly explain ACCOUNT BOOK` is as good as `duly explain BOOK ACCOUNT`."""
    if not book.exists() and Path(account).exists():
        return Path(account), str(book)
    return book, account


def _one(rows: list[dict[str, Any]], account: str, book: object) -> dict[str, Any]:
    from duly.book.findings import BadInput

    if not rows:
        raise BadInput(
            f"{book} has no account {account!r}; `duly assess {book}` lists the accounts there are"
        )
    return rows[0]
