"""Does docs/reference say what the code says, and does every code have words?"""

from __future__ import annotations

import pytest
from docs.reference_pages import FOLDER, pages
from docs.reference_pages.policy import policy_parts

from duly.analytics.limits.methods import CAPACITY_METHODS
from duly.analytics.metrics import METRICS
from duly.analytics.metrics.definitions import Need
from duly.analytics.warnings import WARNINGS
from duly.book.policy.reading import default_policy
from duly.book.recognition.codes import CODES
from duly.report.words import without_words

POLICY = default_policy()


def test_the_pages_are_as_the_code_would_write_them_now():
    written = {path.name: path.read_text(encoding="utf-8") for path in FOLDER.glob("*.md")}
    now = pages()
    assert sorted(name for name in now if written.get(name) != now[name]) == [], "run `make docs`"
    assert sorted(written.keys() - now.keys()) == []


@pytest.mark.parametrize(
    ("kind", "codes"),
    [
        ("metric", [metric.code for metric in METRICS]),
        ("reason", [item.code for item in POLICY.scorecard.characteristics]),
        ("warning", [signal.code for signal in WARNINGS]),
        ("finding", CODES),
        ("unknown", [need.value for need in Need if need.value]),
        ("field", CAPACITY_METHODS),
        ("security", [terms.security for terms in POLICY.terms.matrix.values()]),
    ],
)
def test_every_code_the_program_can_say_has_words(kind: str, codes: list[str]):
    assert without_words(codes, kind) == []


def test_every_part_of_the_policy_has_a_section_that_says_what_it_is():
    parts = dict(policy_parts())
    assert {"ageing", "scorecard.characteristics[].bands[]", "terms.matrix.GRADE"} < parts.keys()
    assert [path for path, model in parts.items() if not model.__doc__] == []
