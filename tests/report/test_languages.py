import re
from string import Formatter
from typing import Any

import pytest

from duly.report import words

ABROAD = pytest.mark.parametrize("language", [each for each in words.languages() if each != "en"])
EVERY = [(kind, code) for kind in sorted(words._kinds("en")) for code in words.codes(kind)]


def test_there_are_words_in_four_languages() -> None:
    assert words.languages() == ("de", "en", "es", "fr")


@ABROAD
def test_every_language_has_the_codes_of_english_and_no_others(language: str) -> None:
    assert sorted(words._kinds(language)) == sorted(words._kinds("en"))
    assert _shape(words._kinds(language)) == _shape(words._kinds("en"))


@ABROAD
def test_every_sentence_has_the_figures_of_the_english_one(language: str) -> None:
    for kind, code in EVERY:
        english = [_names(says) for says in _patterns(kind, code)]
        assert [_names(says) for says in _patterns(kind, code, language)] == english, (kind, code)


@ABROAD
def test_nothing_was_left_in_english(language: str) -> None:
    same = [
        (kind, code)
        for kind, code in EVERY
        for says in _patterns(kind, code)
        if says in _patterns(kind, code, language) and re.sub(r"{.*?}|\W", "", says)
    ]
    assert same == []
    assert not any(_is_english(kind, code, language) for kind, code in EVERY)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Pays 1,234.5 days late; used to be 1 day (alarm from 3.5)."),
        ("de", "Zahlt 1.234,5 Tage zu spät; früher 1 Tag (Alarm ab 3,5)."),
        ("es", "Paga 1.234,5 días tarde; antes 1 día (alerta a partir de 3,5)."),
        (
            "fr",
            "Paie 1\u202f234,5 jours en retard\u202f; auparavant 1 jour (alerte à partir de 3,5).",
        ),
    ],
)
def test_figures_carry_the_signs_of_the_language(language: str, text: str) -> None:
    known = {"observed": 1234.5, "usual": 1.0, "threshold": 3.5}
    assert words.sentence("slowing_payment", language=language, **known) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [("en", "EUR\u00a01,200.00 disputed."), ("de", "1.200,00\u00a0EUR strittig.")],
)
def test_money_stands_where_the_language_puts_it(language: str, text: str) -> None:
    known = {"units": 120_000, "currency": "EUR"}
    assert words.sentence("disputed_amount", language=language, **known) == text


def test_the_name_of_another_code_is_translated_too() -> None:
    known = {"days": 1.5, "way": "later", "language": "fr"}
    assert words.sentence("amount", kind="foresight", **known).startswith("1,5 jour plus tard")


@pytest.mark.parametrize("count", [None, 0, 2])
def test_a_singular_without_its_figure_is_said_of_one_alone(count: int | None) -> None:
    known = {"observed": 3, "count": count, "kind": "worklist", "language": "fr"}
    assert words.sentence("broken_promises", **known) == "N’a pas tenu 3 promesses."
    assert "une" in words.sentence("broken_promises", **{**known, "count": 1})


def test_nothing_is_one_line_where_the_language_says_so() -> None:
    said = [words.sentence("blank_line", count=0, language=each) for each in ("fr", "es")]
    assert said == ["0 ligne est vide.", "0 líneas están en blanco."]


def _shape(told: Any) -> Any:
    """The same tables and lists without their texts."""
    if isinstance(told, dict):
        return {key: _shape(each) for key, each in told.items()}
    return [_shape(each) for each in told] if isinstance(told, list) else None


def _is_english(kind: str, code: str, language: str) -> bool:
    english, abroad = words._kinds("en")[kind][code], words._kinds(language)[kind][code]
    named = [key for key in ("definition", "title") if len(english.get(key, "").split()) > 2]
    return any(english[key] == abroad[key] for key in named)


def _patterns(kind: str, code: str, language: str = "en") -> list[str]:
    says = words._kinds(language)[kind][code].get("says", [])
    listed = says if isinstance(says, list) else [says]
    return [
        text for each in listed for text in (each.values() if isinstance(each, dict) else [each])
    ]


def _names(pattern: str) -> dict[str, str]:
    return {name: form or "" for _, name, form, _ in Formatter().parse(pattern) if name}
