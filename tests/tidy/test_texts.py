"""Is every text file fit for any reader: no path of somebody's machine, a newline at its end?"""

import re
from pathlib import Path

from tests.tidy import tree

SOMEBODYS_PATH = re.compile(r"(?<![\w.])/(?:work|farm|root|home|Users)/[A-Za-z]")
REGISTRY = re.compile(r"--(?:(?:extra-)?index-url|find-links|trusted-host)|/packages/\w\w/\w\w/")
# What is read or compared byte by byte may end as it likes.
SAMPLES = ("golden", "samples")


def is_sample(path: Path) -> bool:
    return any(part in SAMPLES for part in path.parts)


def ends_well(path: Path) -> bool:
    text = tree.text(path)
    return not text or (text.endswith("\n") and not text.endswith("\n\n"))


def test_no_text_holds_a_path_of_somebodys_machine():
    assert tree.found(tree.texts(), lambda path: SOMEBODYS_PATH.findall(tree.text(path))) == {}


def test_no_text_holds_an_address_of_a_registry():
    assert tree.found(tree.texts(), lambda path: REGISTRY.findall(tree.text(path))) == {}


def test_every_text_ends_with_one_newline():
    written = [path for path in tree.texts() if not is_sample(path)]
    assert [tree.shown(path) for path in written if not ends_well(path)] == []
