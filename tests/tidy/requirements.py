"""What do we depend on: by our own wish, by lock, and as installed?"""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.tidy import tree


def runtime() -> set[str]:
    """What `pip install duly` brings, as pyproject.toml says."""
    return _names(tree.project()["project"]["dependencies"])


def extra(name: str) -> set[str]:
    return _names(tree.project()["project"]["optional-dependencies"][name])


def locked(file: str) -> dict[str, str]:
    """Each pinned requirement of a lock file, `name==version ; marker`, with its lines."""
    text = tree.text(tree.ROOT / file)
    entries = re.split(r"\n(?=\S)", text.strip())
    return {entry.split(" \\")[0].strip(): entry for entry in entries}


def installed(file: str) -> list[Distribution]:
    """The locked distributions that are installed here; some belong to other platforms."""
    found = []
    for line in locked(file):
        requirement = Requirement(line)
        if requirement.marker is None or requirement.marker.evaluate():
            try:
                found.append(distribution(requirement.name))
            except PackageNotFoundError as missing:
                raise AssertionError(f"{missing} is locked, but not installed") from None
    return found


def names(requirements: dict[str, str]) -> set[str]:
    return _names(requirements)


def _names(lines: object) -> set[str]:
    return {canonicalize_name(Requirement(line).name) for line in lines}
