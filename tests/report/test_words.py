import ast
import inspect
import re
from dataclasses import fields
from pathlib import Path
from string import Formatter
from types import ModuleType
from typing import Any

import pytest

from duly.analytics import metrics
from duly.analytics.foresight import baselines, choice, reasons
from duly.analytics.foresight.accuracy import Accuracy
from duly.analytics.metrics import METRICS
from duly.analytics.metrics.countback import INCOMPLETE
from duly.analytics.metrics.definitions import Need
from duly.analytics.metrics.dso import NO_SALES
from duly.analytics.metrics.promises import NO_PROMISES_DUE
from duly.analytics.metrics.speed import NO_PAYMENTS
from duly.analytics.warnings import WARNINGS
from duly.analytics.worklist import reasons as calls
from duly.book import reading
from duly.book.policy.reading import default_policy
from duly.book.reading.amounts import FAULTS
from duly.book.reading.cell_rules import INVOICE_KINDS
from duly.book.recognition.codes import CODES
from duly.book.recognition.column_guesses import BOOKS
from duly.report import words

KINDS = (
    *("accuracy", "action", "binding", "bucket", "direction", "document", "field"),
    *("finding", "forecast", "foresight"),
    *("mapping", "metric", "model", "model_card", "page", "reason", "security"),
    *(
        "severe_delinquency",
        "slice",
        "source",
        "table_column",
        "unit",
        "unknown",
        "warning",
        "worklist",
    ),
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
    assert sorted({code for _, code in without}) == ["days", "more_rows", "years"]


def _patterns(kind: str, code: str) -> list[str]:
    says = words._kinds("en")[kind][code].get("says", [])
    listed = says if isinstance(says, list) else [says]
    return [
        text for each in listed for text in (each.values() if isinstance(each, dict) else [each])
    ]


def _names(pattern: str) -> dict[str, str]:
    return {name: form or "" for _, name, form, _ in Formatter().parse(pattern) if name}


def _literals(package: ModuleType, calls: set[str]) -> set[str]:
    """The first argument of every such call anywhere in the package, where it is a plain text."""
    trees = [ast.parse(path.read_text("utf-8")) for path in _files(package)]
    found = {
        node.args[0].value
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant)
        if isinstance(node.func, ast.Name) and node.func.id in calls
    }
    return {each for each in found if isinstance(each, str)}


def _keywords(package: ModuleType, keyword: str) -> set[str]:
    """Every plain text that is handed over under this keyword anywhere in the package."""
    trees = [ast.parse(path.read_text("utf-8")) for path in _files(package)]
    return {
        str(node.value.value)
        for tree in trees
        for node in ast.walk(tree)
        if isinstance(node, ast.keyword) and node.arg == keyword
        if isinstance(node.value, ast.Constant)
    }


def _files(package: ModuleType) -> list[Path]:
    return sorted(Path(package.__path__[0]).rglob("*.py"))


SCORECARD = default_policy().scorecard
MADE = {
    "metric": {metric.code for metric in METRICS},
    "warning": {signal.code for signal in WARNINGS},
    "reason": {item.code for item in SCORECARD.characteristics}
    | {"payment_only", "adverse_events"},
    "finding": set(CODES) | set(FAULTS) | _literals(reading, {"Rule", "Finding"}),
    "field": set(BOOKS),
    "document": set(INVOICE_KINDS),
    "worklist": set(re.findall(r'"([a-z_]+)", (?:listed|disputed)', inspect.getsource(calls)))
    | {"promise_running", "below_minimum", "within_grace"},
    "unknown": {need.value for need in Need if need.value}
    | _keywords(metrics, "missing")
    | {"no_capacity_evidence", "not_rated_and_no_cap", "no_payments_apart", "no_paid_invoices"}
    | {"only_buckets", "no_invoices", INCOMPLETE, NO_PAYMENTS, NO_PROMISES_DUE, NO_SALES},
    "binding": {"need", "capacity", "grade_cap", "approver_cap"},
    "action": {"call", "settle_dispute", "wait"},
    "foresight": {code for _, code in reasons._BY_PREFIX}
    | {*reasons._BY_NAME.values(), reasons.CUSTOMER},
    "model": {*choice.KINDS, *baselines.NAMES, "least_loss", "monthly"}
    | {"too_few_paid", "too_few_trials", "no_better_than_baseline"},
    "accuracy": {field.name for field in fields(Accuracy)} | {"weekly_cash_wape"},
}


@pytest.mark.parametrize(("kind", "made"), MADE.items())
def test_every_code_that_is_made_has_words(kind: str, made: set[str]) -> None:
    assert len(made) > 2
    assert words.without_words(made, kind) == []


@pytest.mark.parametrize("code", sorted(MADE["warning"] | MADE["reason"]))
def test_what_was_seen_is_told_with_its_number(code: str) -> None:
    kind = "warning" if code in MADE["warning"] else "reason"
    known = {"observed": 7, "usual": 3, "threshold": 5, "about": "Argus", "count": 7}
    said = words.sentence(code, kind=kind, currency="EUR", **known)
    assert said != words.title(code, kind=kind)
    assert "7" in said or code == "payment_only"


def test_every_warning_says_what_it_looks_for() -> None:
    assert [code for code in MADE["warning"] if not words.definition(code, kind="warning")] == []


@pytest.mark.parametrize(
    ("code", "is_counted"),
    [("duplicate_row", True), ("mixed_currencies", False), ("no_currency", False), ("odd", True)],
)
def test_a_finding_about_the_whole_file_is_no_count_of_rows(code: str, is_counted: bool) -> None:
    assert words.is_counted(code, kind="finding") is is_counted


@pytest.mark.parametrize(
    ("bought", "text"), [(0.0, "Has bought nothing lately."), (0.25, "Buys 25.0% of what it")]
)
def test_nothing_at_all_has_a_form_of_its_own(bought: float, text: str) -> None:
    said = words.sentence("shrinking_business", observed=bought, count=bought, threshold=0.5)
    assert said.startswith(text)


def test_an_amount_without_currency_stands_alone() -> None:
    assert words.sentence("disputed_amount", units=500, currency="XXX") == "5.00 disputed."
