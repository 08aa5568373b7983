"""Is it said in the reader's language why nothing is foretold?"""

import re
from pathlib import Path

import pytest
from django.utils import translation

from duly.analytics.foresight import fitting, scoring
from duly.server.web.foretold import SENTENCES, problem_of


def cash(code="", **facts):
    return {"problem": "in English", "problem_code": code, "problem_facts": facts}


def test_everything_that_hinders_learning_has_a_sentence():
    texts = [Path(module.__file__).read_text("utf-8") for module in (fitting, scoring)]
    codes = {code for text in texts for code in re.findall(r'code="(\w+)"', text)}
    assert codes == SENTENCES.keys()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"problem": None}, ""),
        ({}, ""),
        (
            cash("nothing_paid", as_of="2026-10-31"),
            "Bis zum 31. Okt. 2026 wurde keine Rechnung bezahlt",
        ),
        (cash("one_customer_paid"), "Erst ein einziger Kunde hat bezahlt."),
        ({"problem": "of a day before"}, "Das aufbewahrte Modell ist nicht zu gebrauchen."),
    ],
)
def test_what_hinders_is_told_in_words_of_the_reader(told, said):
    with translation.override("de"):
        assert problem_of(told).startswith(said) if said else problem_of(told) == ""
