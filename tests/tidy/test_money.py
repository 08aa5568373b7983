"""Does money meet a float? In the core an amount in `…_units` is a whole number throughout."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.tidy import tree

CORE = ("kernel", "book", "analytics", "policies", "checks")
MODULES = tree.modules(*(tree.SOURCE / part for part in CORE))


def floats_met(path: Path) -> Iterator[str]:
    """Places where a name in `_units` is added to, multiplied by … a float, or made one."""
    for node in ast.walk(tree.syntax(path)):
        is_arithmetic = isinstance(node, ast.BinOp) and (
            (_is_money(node.left) and _is_float(node.right))
            or (_is_float(node.left) and _is_money(node.right))
        )
        is_conversion = (
            isinstance(node, ast.Call)
            and ast.unparse(node.func) == "float"
            and any(_is_money(argument) for argument in node.args)
        )
        if is_arithmetic or is_conversion:
            yield f"{ast.unparse(node)} in line {node.lineno}"


def _is_money(node: ast.expr) -> bool:
    name = node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "")
    return name.endswith("_units") or name == "units"


def _is_float(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, float)


def test_money_meets_no_float():
    assert tree.found(MODULES, floats_met) == {}
