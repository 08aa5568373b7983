"""How are many days asked about at once: the book read once by each of some processes?"""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory

import pyarrow as pa
import pyarrow.ipc

from duly.book.engines import duckdb_engine
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.tables import book_from_arrow
from duly.server.portfolio.answers.answers import Answers, answers_of
from duly.server.portfolio.answers.look import Depth, Look

_POLITE = 10


@dataclass(frozen=True, slots=True)
class Given:
    """What every day rests on, but for the book, which is handed over in files of Arrow."""

    policy: CreditPolicy
    currency: str
    portfolios: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Task:
    """One day for a process that holds the book."""

    as_of: date
    since: date | None
    depth: Depth


def answers_of_days(
    tables: Mapping[str, pa.Table], given: Given, tasks: Sequence[Task], *, processes: int
) -> Iterator[Answers]:
    """The answers in the order of the tasks, each as soon as those before it are there."""
    with _workers(tables, given, processes) as pool:
        asked: list[Future[Answers]] = [pool.submit(_answers, task) for task in tasks]
        while asked:
            yield asked.pop(0).result()


@contextmanager
def _workers(
    tables: Mapping[str, pa.Table], given: Given, processes: int
) -> Iterator[ProcessPoolExecutor]:
    """Started anew, not forked: neither the engine nor a database's connection survives that."""
    with TemporaryDirectory(prefix="duly-days-") as folder:
        for name, table in tables.items():
            with pa.ipc.new_file(Path(folder) / f"{name}.arrow", table.schema) as file:
                file.write_table(table)
        with ProcessPoolExecutor(
            processes,
            mp_context=get_context("spawn"),
            initializer=_hold,
            initargs=(Path(folder), given),
        ) as pool:
            try:
                yield pool
            finally:
                pool.shutdown(cancel_futures=True)


_held: list[tuple[Mapping[str, pa.Table], Given]] = []


def _hold(folder: Path, given: Given) -> None:
    """In the process: read the book once, and give way to whoever waits for a page."""
    os.nice(_POLITE)
    _held.append(({path.stem: _read(path) for path in sorted(folder.glob("*.arrow"))}, given))
    # Writing queries makes millions of small objects; they are looked through once a day instead.
    gc.disable()
    gc.freeze()


def _read(path: Path) -> pa.Table:
    with pa.memory_map(str(path)) as source:
        return pa.ipc.open_file(source).read_all()


def _answers(task: Task) -> Answers:
    tables, given = _held[0]
    book = book_from_arrow(duckdb_engine(threads=1), tables)
    portfolios = given.portfolios
    look = Look(book, given.policy, task.as_of, given.currency, task.since, portfolios)
    answers = answers_of(look, task.depth)
    gc.collect()
    return answers
