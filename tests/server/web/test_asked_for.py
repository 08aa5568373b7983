"""Is nonsense in an address as good as nothing?"""

import pytest
from django.test import RequestFactory

from duly.server.web import asked_for


def asked(**given):
    return RequestFactory().get("/", given)


EDGES = [
    ("30, 60, 90", (30, 60, 90)),
    ("30;60", (30, 60)),
    ("7 14", (7, 14)),
    ("60, 30", None),
    ("0, 30", None),
    ("30, 30", None),
    ("-5", None),
    ("٣٠", None),
    ("99999", None),
    ("3651", None),
    ("", None),
    (", ".join(map(str, range(1, 14))), None),
]


@pytest.mark.parametrize(("text", "expected"), EDGES)
def test_buckets_are_rising_days(text, expected):
    assert asked_for.edges(asked(b=text), "b") == expected


@pytest.mark.parametrize("text", ["2026-13-01", "x", "", "2026-11-20T00:00", "1" * 50])
def test_a_day_that_is_none_is_nothing(text):
    assert asked_for.day(asked(on=text), "on") is None


@pytest.mark.parametrize("text", ["-1", "1e3", "٣", "9" * 40, "", "11"])
def test_a_number_out_of_range_is_nothing(text):
    assert asked_for.number(asked(n=text), "n", least=0, most=10) is None


def test_control_characters_are_taken_out_of_a_text():
    assert asked_for.text(asked(q=" a\x00b\x1f "), "q") == "ab"


def test_words_are_folded_as_the_search_text_is():
    assert asked_for.words(asked(q="MÜLLER & Ça"), "q") == ["muller", "&", "ca"]


def test_an_unknown_choice_is_the_usual_one():
    assert asked_for.choice(asked(sort="drop table"), "sort", ["name"], "name") == "name"
