"""Which options does every command on a book take, and how do they reach the command?"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from functools import wraps
from inspect import Parameter, Signature, signature
from typing import Any

from typer.models import ArgumentInfo

from duly.cli import options
from duly.cli.options import EngineChoice
from duly.cli.output import Wanted
from duly.cli.session import Ask

Command = Callable[..., None]


def on_a_book(
    *files: str, without: Container[str] = (), memory_limit: str | None = None
) -> Callable[[Command], Command]:
    """Give a command on a book the options that all of them share.

    What is decorated takes an Ask and a Wanted, then what is its own. `files` are the fields of
    Wanted it can write, `without` the shared options that make no sense for it. `--help` shows the
    arguments, the day, what is the command's own, then the rest in one order for all.
    """

    def decorated(command: Command) -> Command:
        shared = [_shared(name) for name in _DEFAULTS if name not in without]
        own = [_keyword(each) for each in _own(command)]
        written = [_shared(name) for name in _FILES if name in files]

        @wraps(command)
        def run(**given: Any) -> None:
            ask = Ask(**_taken(shared, given), memory_limit=memory_limit)
            command(ask, Wanted(**_taken(written, given)), **given)

        _take(run, sorted([*shared, *own, *written], key=_place))
        return run

    return decorated


_DEFAULTS: dict[str, Any] = {
    "book": Parameter.empty,
    "as_of": None,
    "policy": None,
    "mapping": None,
    "currency": None,
    "engine": EngineChoice.DUCKDB,
    "master": "local[*]",
}
_FILES = ("json", "csv", "xlsx", "html", "save_mapping")
_KINDS: dict[str, Any] = {
    "book": options.BookPath,
    "as_of": options.AsOf,
    "policy": options.PolicyFile,
    "json": options.JsonFile,
    "csv": options.CsvFile,
    "xlsx": options.XlsxFile,
    "html": options.HtmlFile,
    "mapping": options.MappingFile,
    "save_mapping": options.SavedMapping,
    "currency": options.Currency,
    "engine": options.EngineName,
    "master": options.Master,
}
_ORDER = tuple(_KINDS)


def _shared(name: str) -> Parameter:
    default = _DEFAULTS.get(name)
    return Parameter(name, Parameter.KEYWORD_ONLY, default=default, annotation=_KINDS[name])


def _own(command: Command) -> list[Parameter]:
    """What follows the Ask and the Wanted."""
    return list(signature(command, eval_str=True).parameters.values())[2:]


def _keyword(parameter: Parameter) -> Parameter:
    return parameter.replace(kind=Parameter.KEYWORD_ONLY)


def _place(parameter: Parameter) -> float:
    """Where it stands in `--help`: a command's own arguments after BOOK, its options after DATE."""
    if parameter.name in _KINDS:
        return _ORDER.index(parameter.name)
    told = getattr(parameter.annotation, "__metadata__", ())
    is_argument = any(isinstance(each, ArgumentInfo) for each in told)
    return _ORDER.index("book" if is_argument else "as_of") + 0.5


def _taken(parameters: Iterable[Parameter], given: dict[str, Any]) -> dict[str, Any]:
    return {each.name: given.pop(each.name) for each in parameters}


def _take(run: Command, parameters: list[Parameter]) -> None:
    """Typer reads the options of a command from its signature and its annotations."""
    run.__signature__ = Signature(parameters)  # type: ignore[attr-defined]
    run.__annotations__ = {each.name: each.annotation for each in parameters}
