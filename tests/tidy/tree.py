"""Which files are ours, and what do they say? Read once for all the tidy tests."""

from __future__ import annotations

import ast
import os
import tomllib
from collections.abc import Callable, Iterable, Iterator
from fnmatch import fnmatch
from functools import cache
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
SOURCE = ROOT / "src" / "duly"
TESTS = ROOT / "tests"
TEXT = {".py", ".md", ".toml", ".css", ".html", ".js", ".lock", ".sql", ".yml", ""}


@cache
def files() -> tuple[Path, ...]:
    """Every file of the repository that .gitignore does not keep out. Needs no git."""
    return tuple(sorted(_walk()))


def texts() -> list[Path]:
    return [path for path in files() if path.suffix in TEXT]


def modules(*folders: Path) -> list[Path]:
    """The Python files below these folders, or all of ours."""
    below = folders or (ROOT,)
    return [
        path
        for path in files()
        if path.suffix == ".py" and any(path.is_relative_to(folder) for folder in below)
    ]


def is_migration(path: Path) -> bool:
    """Whether Django wrote it: a list of steps, which is as long as it is."""
    return path.parent.name == "migrations" and path.stem[:4].isdigit()


@cache
def text(path: Path) -> str:
    return path.read_text(encoding="utf-8")


@cache
def syntax(path: Path) -> ast.Module:
    return ast.parse(text(path), str(path))


def shown(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def found(paths: Iterable[Path], look: Callable[[Path], Iterable[object]]) -> dict[str, list[str]]:
    """What a rule finds in each of these files; files in which it finds nothing are left out."""
    seen = {shown(path): [str(finding) for finding in look(path)] for path in paths}
    return {name: findings for name, findings in seen.items() if findings}


@cache
def project() -> dict[str, Any]:
    """pyproject.toml."""
    return tomllib.loads(text(ROOT / "pyproject.toml"))


def _walk() -> Iterator[Path]:
    for folder, names, found in os.walk(ROOT):
        here = Path(folder)
        names[:] = [name for name in names if not _is_ignored(here / name, is_folder=True)]
        yield from (here / name for name in found if not _is_ignored(here / name))


@cache
def _ignored() -> tuple[str, ...]:
    return (".git/", *text(ROOT / ".gitignore").split())


def _is_ignored(path: Path, *, is_folder: bool = False) -> bool:
    for line in _ignored():
        if line.endswith("/") and not is_folder:
            continue
        pattern = line.rstrip("/")
        whole = "/" + path.relative_to(ROOT).as_posix()
        if whole == pattern if pattern.startswith("/") else fnmatch(path.name, pattern):
            return True
    return False
