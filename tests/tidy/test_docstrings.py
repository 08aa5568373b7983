"""Does every module say in its first line which question it answers?"""

import ast
from pathlib import Path

from tests.tidy import tree


def says_what_it_is_about(path: Path) -> bool:
    return bool((ast.get_docstring(tree.syntax(path)) or "").strip())


def test_every_module_says_what_it_is_about():
    modules = [path for path in tree.modules(tree.SOURCE) if not tree.is_migration(path)]
    assert [tree.shown(path) for path in modules if not says_what_it_is_about(path)] == []
