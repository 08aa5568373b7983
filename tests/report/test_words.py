from string import Formatter
from typing import Any

import pytest

from duly.report import words

KINDS = (
    *("action", "binding", "bucket", "field", "finding", "mapping", "metric", "page"),
    *("reason", "security", "source", "unknown", "warning", "worklist"),
)
EVERY = [(kind, code) for kind in KINDS for code in words.codes(kind)]


def test_every_kind_has_words() -> None:
    assert all(words.codes(kind) for kind in KINDS)


@pytest.mark.parametrize(("count", "text"), [(1, "1 row names no account."), (2, "2 rows name no")])
def test_a_finding_counts_in_its_language(count: int, text: str) -> None:
    assert words.sentence("missing_account", count=count).startswith(text)


def test_figures_are_written_by_their_form() -> None:
    said = words.sentence("late_share", kind="reason", observed=0.621)
    assert said == "62.1% of its invoices were paid late."


def test_money_names_its_currency() -> None:
    said = words.sentence("disputed_amount", units=120_000, currency="EUR")
    assert said == "EUR\u00a01,200.00 disputed."


@pytest.mark.parametrize(
    ("usual", "text"),
    [
        (11, "Pays 34.2 days late; used to be 11 days."),
        (None, "Pays 34.2 days late, slower than before."),
    ],
)
def test_the_first_sentence_whose_figures_are_known_is_used(usual: float | None, text: str) -> None:
    assert words.sentence("slowing_payment", observed=34.2, usual=usual) == text


def test_without_its_figures_a_code_is_named_by_its_title() -> None:
    assert words.sentence("late_share", kind="reason") == "Invoices paid late"


@pytest.mark.parametrize(
    ("code", "text"),
    [("late_share_400", "Late share 400"), ("dso.EUR", "Dso EUR"), ("x", "X"), ("", "")],
)
def test_a_code_without_words_is_a_readable_form_of_itself(code: str, text: str) -> None:
    assert words.sentence(code, observed=1) == words.title(code) == text


def test_codes_without_words_can_be_listed() -> None:
    assert words.without_words(["dso", "odd", "cei", "odd"], "metric") == ["odd"]
    assert words.without_words(words.codes("metric"), "metric") == []


def test_every_metric_has_a_definition() -> None:
    assert [code for code in words.codes("metric") if words.definition(code) is None] == []
    assert words.definition("odd") is None


def test_a_word_where_a_figure_was_expected_is_kept_as_it_is() -> None:
    assert words.sentence("years_known", observed="ever").endswith("for ever.")


def test_every_sentence_can_be_filled() -> None:
    for kind, code in EVERY:
        forms = {n: f for says in _patterns(kind, code) for n, f in _names(says).items()}
        known: dict[str, Any] = {n: "2026-11-21" if f == "date" else 2 for n, f in forms.items()}
        said = words.sentence(code, kind=kind, **{"count": 2, **known, "currency": "EUR"})
        assert said, (kind, code)
        assert "{" not in said, (kind, code)


def test_every_sentence_ends_with_a_full_stop() -> None:
    without = [
        (kind, code)
        for kind, code in EVERY
        for says in _patterns(kind, code)
        if says[-1] not in ".}"
    ]
    assert without == [("page", "more_rows")]


def _patterns(kind: str, code: str) -> list[str]:
    says = words._kinds("en")[kind][code].get("says", [])
    listed = says if isinstance(says, list) else [says]
    return [
        text for each in listed for text in (each.values() if isinstance(each, dict) else [each])
    ]


def _names(pattern: str) -> dict[str, str]:
    return {name: form or "" for _, name, form, _ in Formatter().parse(pattern) if name}
