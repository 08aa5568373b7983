"""Is a file one subject, and does a function hide none? At most 300 and 50 lines."""

import ast
import tomllib

from tests.tidy import tree

FILE_LINES = 300
FUNCTION_LINES = 50
EXCEPTIONS = tomllib.loads(tree.text(tree.TESTS / "tidy" / "exceptions.toml"))


def file_sizes() -> dict[str, int]:
    styles = [path for path in tree.files() if path.suffix == ".css"]
    code = [path for path in tree.modules() if not tree.is_migration(path)] + styles
    return {tree.shown(path): len(tree.text(path).splitlines()) for path in code}


def function_sizes() -> dict[str, int]:
    return {
        f"{tree.shown(path)}:{node.name}": (node.end_lineno or node.lineno) - node.lineno + 1
        for path in tree.modules()
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }


def too_long(sizes: dict[str, int], limit: int, exceptions: dict[str, int]) -> dict[str, int]:
    return {name: size for name, size in sizes.items() if size > exceptions.get(name, limit)}


def no_longer_needed(sizes: dict[str, int], limit: int, exceptions: dict[str, int]) -> list[str]:
    return [name for name in exceptions if sizes.get(name, 0) <= limit]


def test_no_file_is_longer_than_its_limit():
    assert too_long(file_sizes(), FILE_LINES, EXCEPTIONS["files"]) == {}


def test_no_function_is_longer_than_its_limit():
    assert too_long(function_sizes(), FUNCTION_LINES, EXCEPTIONS["functions"]) == {}


def test_every_exception_is_still_needed():
    assert no_longer_needed(file_sizes(), FILE_LINES, EXCEPTIONS["files"]) == []
    assert no_longer_needed(function_sizes(), FUNCTION_LINES, EXCEPTIONS["functions"]) == []
