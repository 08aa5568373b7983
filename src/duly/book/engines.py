"""Where are the columns held and the expressions run: DuckDB here, or Spark on a cluster?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import count
from os import getpid
from pathlib import Path
from tempfile import gettempdir
from typing import TYPE_CHECKING, Any, Literal

import ibis
import ibis.expr.operations as ops
import pyarrow as pa

from duly.book.turns import Turns

if TYPE_CHECKING:
    import ibis.expr.types as ir

EngineName = Literal["duckdb", "spark"]

# Engines flatten nested selects themselves; doing it here doubles the time a deep query takes to
# compile, and writes shared expressions out again and again.
ibis.options.sql.fuse_selects = False


@dataclass(frozen=True, slots=True)
class Engine:
    """A place where Ibis expressions run. Both engines answer to the same calls.

    What is kept is computed by a second thread, while the caller writes the next expression; what
    goes wrong there is raised by the next call that waits for an answer.
    """

    name: EngineName
    _connected: Any
    _numbers: count[int] = field(default_factory=count)
    _turns: Turns = field(default_factory=Turns)

    @property
    def backend(self) -> Any:
        """The connection of Ibis, once nothing runs on it any more."""
        self.settle()
        return self._connected

    def settle(self) -> None:
        """Wait until everything is kept that was to be."""
        self._turns.settle()

    def table(self, arrow: pa.Table) -> ir.Table:
        """Hold an Arrow table in the engine."""
        name = self._fresh("held")
        if self.name == "spark":
            self._connected._session.createDataFrame(arrow).createOrReplaceTempView(name)
            return self._connected.table(name)
        self._turns.later(lambda: self._connected.con.register(name, arrow))
        return self._named(name, ibis.Schema.from_pyarrow(arrow.schema))

    def parquet(self, path: Path) -> ir.Table:
        """Look at Parquet files without reading them yet. `path` is a file or a folder of them."""
        pattern = str(path / "*.parquet") if path.is_dir() else str(path)
        return self.backend.read_parquet(pattern, table_name=self._fresh("parquet"))

    def keep(self, expression: ir.Table) -> ir.Table:
        """Compute once, so that what builds on it does not compute it again."""
        name = self._fresh("kept")
        query = self._connected.compile(expression)
        if self.name == "spark":
            self._connected._run_pre_execute_hooks(expression)
            # A checkpoint forgets how the rows came about; a mere cache would carry the plans of
            # everything before it into everything after it.
            self._connected._session.sql(query).localCheckpoint().createOrReplaceTempView(name)
        else:
            self._hand_over(expression)
            create = f"CREATE TEMP TABLE {name} AS {query}"
            self._turns.later(lambda: self._connected.con.execute(create))
        return self._named(name, expression.schema())

    def empty(self, schema: ibis.Schema) -> ir.Table:
        """A table with these columns and no rows."""
        return self.table(schema.to_pyarrow().empty_table())

    def fetch(self, expression: ir.Table) -> pa.Table:
        """Run the expression and bring its rows here, typed as the expression says."""
        if self.name == "spark":
            return expression.to_pyarrow()
        query = self._connected.compile(expression)
        self._hand_over(expression)
        rows = self._turns.now(lambda: self._connected.con.sql(query).to_arrow_table())
        # Not by Ibis, whose way would import pandas: half a second before the first answer.
        expected = expression.schema().to_pyarrow()
        return rows.rename_columns(expected.names).cast(expected)

    def batches(self, expression: ir.Table, rows: int) -> Iterator[pa.RecordBatch]:
        """Run the expression and bring its rows here, at most so many at a time.

        Read them to the end before asking for anything else: the connection has one answer open.
        """
        if self.name == "spark":
            yield from expression.to_pyarrow_batches(chunk_size=rows)
            return
        query = self._connected.compile(expression)
        self._hand_over(expression)
        answer = self._turns.now(lambda: self._connected.con.sql(query).to_arrow_reader(rows))
        expected = expression.schema().to_pyarrow()
        while (batch := self._turns.now(lambda: next(answer, None))) is not None:
            yield batch.rename_columns(expected.names).cast(expected)

    def _hand_over(self, expression: ir.Table) -> None:
        """Give the connection the tables made in the expression itself (ibis.memtable)."""
        if expression.op().find(ops.InMemoryTable):
            self._turns.later(lambda: self._connected._run_pre_execute_hooks(expression))

    def _named(self, name: str, schema: ibis.Schema) -> ir.Table:
        """A table of the engine whose columns we know; asking for them would be another query."""
        table = ops.DatabaseTable(name=name, schema=schema, source=self._connected)
        expression: ir.Table = table.to_expr()
        return expression

    def _fresh(self, stem: str) -> str:
        return f"duly_{stem}_{next(self._numbers)}"


def duckdb_engine(*, memory_limit: str | None = None, threads: int | None = None) -> Engine:
    """An embedded engine in memory; what does not fit goes to the system's folder for such."""
    # A folder of this process alone: another user's could not be written to, nor trusted.
    spill = str(Path(gettempdir()) / f"duly-spill-{getpid()}")
    settings = {"memory_limit": memory_limit, "threads": threads, "temp_directory": spill}
    given = {key: value for key, value in settings.items() if value is not None}
    return Engine("duckdb", ibis.duckdb.connect(**given))


def spark_engine(*, master: str = "local[*]") -> Engine:
    """PySpark: local mode by default, a cluster by its master URL. Needs the `spark` extra."""
    from pyspark.sql import SparkSession

    session = (
        SparkSession.builder.master(master)
        .appName("duly")
        .config("spark.ui.enabled", "false")
        .config("spark.driver.memory", "2g")
        .config("spark.sql.maxPlanStringLength", "8192")
        # What Spark infers from wide tables of nested cases grows exponentially with their columns.
        .config("spark.sql.constraintPropagation.enabled", "false")
        .config("spark.sql.session.timeZone", "UTC")
        .config("spark.sql.shuffle.partitions", "4" if master.startswith("local") else "200")
        .getOrCreate()
    )
    session.sparkContext.setLogLevel("ERROR")
    return Engine("spark", ibis.pyspark.connect(session))
