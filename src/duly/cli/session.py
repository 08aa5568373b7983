"""What does every command on a book need: the source, the policy, the engine, the progress?"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from duly.cli.options import EngineChoice
from duly.cli.progress import Progress, shown_progress

if TYPE_CHECKING:
    import ibis.expr.types as ir

    from duly.book.engines import Engine
    from duly.book.policy.credit_policy import CreditPolicy
    from duly.book.source import Source


# What is added up in one pass needs no more, whatever the size of the book.
STREAMED = "1GB"


@dataclass(frozen=True, slots=True)
class Ask:
    """The options that say which book is looked at, from which day, by which rules, and where."""

    book: Path
    as_of: date | None = None
    policy: Path | None = None
    mapping: Path | None = None
    currency: str | None = None
    engine: EngineChoice = EngineChoice.DUCKDB
    master: str = "local[*]"
    memory_limit: str | None = None


@dataclass(frozen=True, slots=True)
class Session:
    """An opened book with the policy to look at it by."""

    source: Source
    policy: CreditPolicy
    progress: Progress

    def fetch(self, expression: ir.Table) -> list[dict[str, Any]]:
        """The rows of an expression as plain values."""
        rows: list[dict[str, Any]] = self.source.book.engine.fetch(expression).to_pylist()
        return rows

    @property
    def facts(self) -> dict[str, Any]:
        """What every JSON says about where its figures come from."""
        return {
            "as_of_reason": self.source.as_of_reason,
            "policy": {
                "name": self.policy.name,
                "version": self.policy.version,
                "fingerprint": self.policy.fingerprint,
            },
            "engine": self.source.book.engine.name,
        }


@contextmanager
def session(ask: Ask) -> Iterator[Session]:
    """Open what was asked for; progress is shown until the block ends."""
    from duly.book.source import open_source

    policy = load_policy(ask.policy)
    with shown_progress() as progress:
        source = open_source(
            ask.book,
            engine=make_engine(ask),
            as_of=ask.as_of,
            mapping=ask.mapping,
            currency=ask.currency,
            progress=lambda what, share: progress(what, share * 0.6),
        )
        yield Session(source, policy, progress)


def load_policy(path: Path | None) -> CreditPolicy:
    """The policy in a file, or the shipped one."""
    from duly.book.policy.reading import default_policy, read_policy

    return default_policy() if path is None else read_policy(path)


def make_engine(ask: Ask) -> Engine:
    """DuckDB in this process, or Spark. Raises BadInput where Spark is not installed.

    Beyond `memory_limit` DuckDB goes to the disk; None lets it take most of the machine's memory.
    """
    from duly.book.engines import duckdb_engine, spark_engine
    from duly.book.findings import BadInput

    if ask.engine is EngineChoice.DUCKDB:
        return duckdb_engine(memory_limit=ask.memory_limit)
    try:
        return spark_engine(master=ask.master)
    except ImportError as error:
        raise BadInput("Spark is not installed; install it: pip install 'duly[spark]'") from error
