"""Does every test stand where its subject does?"""

from pathlib import Path

from tests.tidy import tree

# Suites about more than one module, or about none.
OWN_FOLDERS = {"stories", "golden", "conformance", "tidy", "docs", "acceptance", "reliability"}
# What no single module of the server promises, but all of them together.
OF_THE_SERVER = {"security", "browser"}
# What a whole folder promises: the same rows on DuckDB and Spark, no loss, no crash.
OF_A_FOLDER = {
    "test_both_engines",
    "test_conservation",
    "test_faults",
    "test_fuzz",
    "test_round_trip",
}
# A page is seen whole: its tests may look at a folder of drawings or sections together.
SEEN_WHOLE = tree.TESTS / "report"
TEST_FILES = [path for path in tree.modules(tree.TESTS) if path.name.startswith("test_")]


def subject(test_file: Path) -> Path:
    """tests/kernel/test_money.py is about src/duly/kernel/money.py, or a folder of that name."""
    folder = test_file.relative_to(tree.TESTS).parent
    return tree.SOURCE / folder / test_file.stem.removeprefix("test_")


def has_subject(test_file: Path) -> bool:
    folders = test_file.relative_to(tree.TESTS).parts
    if folders[0] in OWN_FOLDERS or (folders[0] == "server" and folders[1] in OF_THE_SERVER):
        return True
    wanted = subject(test_file)
    is_whole = test_file.stem in OF_A_FOLDER or wanted.name == wanted.parent.name
    if is_whole or test_file.is_relative_to(SEEN_WHOLE):
        return wanted.parent.is_dir()
    return wanted.with_suffix(".py").is_file() or (wanted / "__init__.py").is_file()


def test_every_test_file_mirrors_a_source_file():
    astray = [path for path in TEST_FILES if not has_subject(path)]
    assert {tree.shown(path): tree.shown(subject(path)) + ".py" for path in astray} == {}
