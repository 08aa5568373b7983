"""Does anything run a query past its engine? It would meet what the engine still computes."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.tidy import tree

RUNS = {"execute", "to_pyarrow", "to_pyarrow_batches", "to_pandas", "to_polars", "to_parquet"}
ENGINE = tree.SOURCE / "book" / "engines.py"
# A schema says which Arrow types it has, and the server's cursors know no Ibis.
OTHERWISE = ("schema", "cursor")
BELOW = [path for path in tree.modules(tree.SOURCE) if path != ENGINE]


def runs(path: Path) -> Iterator[str]:
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
            asked = ast.unparse(node.func.value)
            if node.func.attr in RUNS and not any(word in asked for word in OTHERWISE):
                yield f"{asked}.{node.func.attr} in line {node.lineno}"


def test_every_query_runs_through_its_engine():
    assert tree.found(BELOW, runs) == {}
