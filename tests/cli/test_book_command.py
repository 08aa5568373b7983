"""Do all commands on a book take the same options, in one order, and get what was given?"""

from __future__ import annotations

from inspect import signature
from pathlib import Path
from typing import Annotated

import pytest
import typer
from typer.testing import CliRunner

from duly.cli.book_command import on_a_book
from duly.cli.output import Wanted
from duly.cli.session import Ask

SHARED = ["book", "as_of", "policy", "mapping", "currency", "engine", "master"]


def ran(*words: str, **sharing: object) -> tuple[Ask, Wanted, bool]:
    """What reaches a command that is called so."""
    reached: list[tuple[Ask, Wanted, bool]] = []

    @on_a_book("json", "xlsx", **sharing)  # type: ignore[arg-type]
    def command(ask: Ask, wanted: Wanted, loud: bool = False) -> None:
        reached.append((ask, wanted, loud))

    app = typer.Typer()
    app.command()(command)
    ended = CliRunner().invoke(app, words)
    assert ended.exit_code == 0, ended.output
    return reached[0]


def test_what_was_given_reaches_the_command():
    words = ("b.csv", "--as-of", "2026-10-31", "--currency", "eur", "--xlsx", "t.xlsx", "--loud")
    ask, wanted, loud = ran(*words)
    assert (ask.book, str(ask.as_of), ask.currency) == (Path("b.csv"), "2026-10-31", "EUR")
    assert (wanted, loud) == (Wanted(xlsx=Path("t.xlsx")), True)


def test_what_was_not_given_stays_as_it_is_by_default():
    assert ran("b.csv") == (Ask(Path("b.csv")), Wanted(), False)


def test_the_memory_that_is_enough_goes_with_what_is_asked():
    assert ran("b.csv", memory_limit="1GB")[0].memory_limit == "1GB"


@pytest.mark.parametrize(
    ("without", "left"), [((), SHARED), (("policy",), SHARED[:2] + SHARED[3:])]
)
def test_an_option_without_sense_is_left_out(without: tuple[str, ...], left: list[str]):
    @on_a_book(without=without)
    def command(ask: Ask, wanted: Wanted) -> None: ...

    assert list(signature(command).parameters) == left


def test_what_is_a_commands_own_stands_before_what_all_share():
    @on_a_book("json")
    def command(
        ask: Ask,
        wanted: Wanted,
        loud: bool = False,
        folder: Annotated[str, typer.Argument()] = "",
    ) -> None: ...

    assert list(signature(command).parameters)[:6] == [
        "book", "folder", "as_of", "loud", "policy", "json",
    ]  # fmt: skip
