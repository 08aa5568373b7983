"""Does anything below the command line look at a clock? A decision gets its day as `as_of`."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.tidy import tree

CLOCKS = {
    "date.today",
    "datetime.today",
    "datetime.now",
    "datetime.utcnow",
    "ibis.now",
    "ibis.today",
    "time.time",
    "time.localtime",
    "time.gmtime",
}
BELOW_THE_COMMAND_LINE = [
    path for path in tree.modules(tree.SOURCE) if not path.is_relative_to(tree.SOURCE / "cli")
]


def clocks_read(path: Path) -> Iterator[str]:
    for node in ast.walk(tree.syntax(path)):
        if isinstance(node, ast.Attribute):
            name = ast.unparse(node)
            if any(name == clock or name.endswith(f".{clock}") for clock in CLOCKS):
                yield f"{name} in line {node.lineno}"
        if isinstance(node, ast.ImportFrom) and node.module == "time":
            yield f"from time import … in line {node.lineno}"


def test_no_clock_is_read_below_the_command_line():
    assert tree.found(BELOW_THE_COMMAND_LINE, clocks_read) == {}
