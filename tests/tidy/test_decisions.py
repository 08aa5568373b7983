"""Is every decision on one screen, with what enforces it?"""

import re
from pathlib import Path

from tests.tidy import tree

RECORDS = sorted((tree.ROOT / "docs" / "decisions").glob("*.md"))
PARTS = ["Context", "Decision", "Consequences", "Alternatives", "Enforced by"]
SCREEN = 60


def faults(path: Path) -> list[str]:
    """What keeps a record from being read in one look."""
    text = tree.text(path)
    checks = {
        "lacks a part, or has them in another order": _parts(text) == PARTS,
        "does not fit on one screen": len(text.splitlines()) <= SCREEN,
        "needs one quotable line": len(re.findall(r"^> ", text, re.MULTILINE)) == 1,
        "is not titled with its number": text.startswith(f"# {_number(path)}. "),
    }
    return [fault for fault, is_well in checks.items() if not is_well]


def test_every_record_can_be_read_in_one_look():
    assert tree.found(RECORDS, faults) == {}


def test_records_are_numbered_without_gaps():
    assert [_number(path) for path in RECORDS] == list(range(1, len(RECORDS) + 1))


def _parts(text: str) -> list[str]:
    return re.findall(r"^## (.+)$", text, re.MULTILINE)


def _number(path: Path) -> int:
    return int(path.stem.split("-")[0])
