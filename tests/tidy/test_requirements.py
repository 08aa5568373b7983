"""Is what we depend on declared, pinned, free to use, and wanted for a reason on record?"""

import ast
import re
import sys
from importlib.metadata import packages_distributions

import pytest
from packaging.utils import canonicalize_name

from tests.tidy import requirements, tree

# Licences of what we use unmodified and unbundled; the project itself is Apache-2.0.
FREE = (
    r"MIT|ISC|Unlicense|0BSD|BSD|Apache|Python Software Foundation|PSF|MPL-2|Mozilla Public"
    r"|LGPL|Lesser General Public|Zlib|CC0"
)
# Held at a version that Ibis, which imports them, works with.
PINS = {"duckdb", "sqlglot"}
# Named in settings and commands, imported by Django or started as a process.
BY_NAME = {"django-htmx", "gunicorn", "psycopg", "whitenoise"}
LOCKS = {
    "requirements.lock": requirements.runtime() | requirements.extra("dev"),
    "requirements-spark.lock": requirements.extra("spark"),
}


def imported() -> set[str]:
    """The distributions that our source imports by name."""
    known = packages_distributions()
    names = {name for path in tree.modules(tree.SOURCE) for name in _imports(tree.syntax(path))}
    ours = names - set(sys.stdlib_module_names) - {"duly"}
    return {canonicalize_name(dist) for name in ours for dist in known.get(name, [name])[:1]}


def _imports(module: ast.Module) -> set[str]:
    found = set()
    for node in ast.walk(module):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            found.add(str(node.module).split(".")[0])
    return found


def licence(metadata) -> str:
    classifiers = [line for line in metadata.get_all("Classifier", []) if "License ::" in line]
    stated = metadata.get("License-Expression") or "; ".join(classifiers) or metadata["License"]
    return stated or "not stated"


def test_what_we_import_is_what_we_declare():
    extras = requirements.extra("spark") | {"pydantic-core"}
    assert imported() - extras - BY_NAME == requirements.runtime() - PINS - BY_NAME


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_holds_every_direct_dependency(file: str):
    assert LOCKS[file] - requirements.names(requirements.locked(file)) == set()


@pytest.mark.parametrize("file", LOCKS)
def test_a_lock_is_versions_and_hashes_and_nothing_else(file: str):
    for name, lines in requirements.locked(file).items():
        assert re.fullmatch(r"[\w.-]+==[\w.]+( ; [\w\s.'<>=!()]+)?", name)
        assert re.search(r"--hash=sha256:[0-9a-f]{64}", lines)
        assert "//" not in lines
        assert "#" not in lines


def is_free(licence: str) -> bool:
    return all(re.search(FREE, part) for part in licence.split(" AND "))


def test_what_we_depend_on_is_free_to_use():
    found = requirements.installed("requirements.lock")
    stated = {dist.metadata["Name"]: licence(dist.metadata) for dist in found}
    assert {name: text for name, text in stated.items() if not is_free(text)} == {}


def test_every_direct_dependency_has_a_decision_record():
    records = "".join(tree.text(path) for path in (tree.ROOT / "docs/decisions").glob("*.md"))
    wanted = set().union(*LOCKS.values())
    assert {name for name in wanted if f"`{name}`" not in records} == set()
