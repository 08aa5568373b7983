"""Does every reason to wait have its sentence?"""

import re
from pathlib import Path

import pytest

from duly.server.ledger.imports.watched import judging
from duly.server.ledger.models import Import
from duly.server.web.pages.imports.waiting import SENTENCES, why_waiting


def said(code, observed=None, threshold=None):
    reason = {"code": code, "observed": observed, "threshold": threshold}
    source = Import(stage="read", watched_folder="/in", outcome={"waits_for": [reason]})
    return why_waiting(source)


def test_every_reason_has_its_sentence():
    codes = re.findall(r'Reason\("(\w+)"', Path(judging.__file__).read_text("utf-8"))
    assert set(codes) == SENTENCES.keys()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        (("rows_set_aside", 3, 0), "Rows that would be left out: 3."),
        (
            ("older_than_ledger", "2026-10-31", "2026-11-02"),
            "It says how things stood on 31 Oct 2026; a file as of 2 Nov 2026 is in the ledger.",
        ),
        (("of_tomorrow",), "of_tomorrow"),
    ],
)
def test_a_reason_is_said_with_its_figures(given, sentence):
    assert said(*given) == [sentence]


def test_what_a_finding_is_called_is_said_in_words():
    assert "duplicate_row" not in said("finding_is_new", "duplicate_row")[0]


def test_what_is_committed_waits_for_nothing():
    source = Import(stage="committed", watched_folder="/in", outcome={"counts": {}})
    assert why_waiting(source) == []
