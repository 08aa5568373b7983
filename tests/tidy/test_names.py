"""Is everything named for what a credit controller would call it?"""

import ast

from tests.tidy import tree

# Words that say where code was put down, not what it is about.
EMPTY_WORDS = (
    "utils",
    "util",
    "helpers",
    "helper",
    "common",
    "manager",
    "processor",
    "misc",
    "base",
)


def is_empty_name(name: str) -> bool:
    """`base` and `money_utils` are; `base_rate`, a word of the trade, is not."""
    return name.lower() in EMPTY_WORDS or name.lower().endswith(
        tuple(f"_{word}" for word in EMPTY_WORDS)
    )


def is_empty_class_name(name: str) -> bool:
    return name.endswith(tuple(word.capitalize() for word in EMPTY_WORDS))


def test_no_file_or_folder_has_an_empty_name():
    paths = {path for file in tree.files() for path in (file, *file.parents)}
    ours = {path for path in paths if path.is_relative_to(tree.ROOT) and path != tree.ROOT}
    assert sorted(tree.shown(path) for path in ours if is_empty_name(path.stem)) == []


def test_no_class_has_an_empty_name():
    assert [
        f"{tree.shown(path)}:{node.name}"
        for path in tree.modules()
        for node in ast.walk(tree.syntax(path))
        if isinstance(node, ast.ClassDef) and is_empty_class_name(node.name)
    ] == []
