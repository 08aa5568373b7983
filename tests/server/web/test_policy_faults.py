"""Is every fault of a policy said in the reader's language, with what it is about?"""

import re
from pathlib import Path

import pytest
from django.utils import translation
from tests.book.policy.test_reading import SENSELESS, lines

from duly.book import policy
from duly.book.policy.reading import PolicyProblem, default_policy_text
from duly.server.credit.services import check
from duly.server.web.policy_faults import SENTENCES, fault


def faults(written, instead):
    return check(default_policy_text().replace(written, instead, 1))


def test_whatever_the_core_finds_across_keys_has_a_sentence():
    files = Path(policy.__file__).parent.glob("*.py")
    codes = {
        code
        for path in files
        for code in re.findall(r'raise senseless\(\s*"(\w+)"', path.read_text("utf-8"))
    }
    assert len(codes) > 20
    assert codes <= SENTENCES.keys()


@pytest.mark.parametrize(("written", "instead", "_key"), lines(SENSELESS))
def test_every_senseless_policy_is_told_in_words_of_its_own(written, instead, _key):
    found = faults(written, instead)
    assert {each.code for each in found} <= SENTENCES.keys()
    with translation.override("de"):
        german = [fault(each) for each in found]
    assert german != [fault(each) for each in found]


@pytest.mark.parametrize(
    ("instead", "said"),
    [
        ("peak_factor = 0.5", "Das muss mindestens 1 sein. Dort steht: 0.5"),
        ("peak_factor = 'x'", "Schreiben Sie eine Zahl. Dort steht: x"),
        ("peek_factor = 1", "Einen solchen Schlüssel gibt es nicht. Meinten Sie peak_factor?"),
        ("peak_factor = nan", "Das darf höchstens 3 sein."),
        ("peak_factor = []", "Schreiben Sie eine Zahl."),
    ],
)
def test_a_value_is_told_as_it_was_written(instead, said):
    (problem, *_) = faults("peak_factor = 1.25", instead)
    with translation.override("de"):
        assert fault(problem) == said


def test_what_may_be_chosen_is_listed_without_english():
    (problem,) = faults('basis = "due"', 'basis = "paid"')
    with translation.override("fr"):
        assert " or " not in fault(problem)
        assert "'due', '" in fault(problem)


@pytest.mark.parametrize(
    ("toml", "said"),
    [
        ("a = = 1", "Das ist kein TOML: Sehen Sie Zeile 1 an, Spalte 5."),
        ("x = ", "Das ist kein TOML"),
        ("a = " + "[" * 5000, "Das ist zu tief verschachtelt"),
        ("a = " + "9" * 5000, "Das ist kein TOML, oder es endet zu früh."),
    ],
)
def test_a_text_that_is_no_toml_is_told_so(toml, said):
    with translation.override("de"):
        assert fault(check(toml)[0]).startswith(said)


def test_a_fault_nobody_has_words_for_is_told_all_the_same():
    problem = PolicyProblem("a.b", "why", "of_tomorrow", {"given": True})
    assert fault(problem) == "This value cannot be used here. It says: true"
