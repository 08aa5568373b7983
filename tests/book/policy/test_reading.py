import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.book.findings import BadInput
from duly.book.policy.reading import (
    SenselessPolicy,
    default_policy,
    default_policy_text,
    policy_from_toml,
    read_policy,
)

SENSELESS = """
    as written                        | instead                              | key
    { at_least = 8, points = 16 }, | { at_least = 2, points = 16 }, | [weighted_days_late]
    edges = [30, 60, 90, 120]         | edges = [30, 30]                     | ageing
    edges = [30, 60, 90, 120]         | edges = []                           | ageing
    edges = [30, 60, 90, 120]         | edges = [0, 30]                      | ageing
    basis = "due"                     | basis = "paid"                       | ageing.basis
    peak_factor = 1.25                | peak_factor = 0.5                    | limits.peak_factor
    peak_factor = 1.25                | peek_factor = 1.25                   | limits.peek_factor
    A = 80, B = 65, C = 50, D = 35    | A = 80, B = 85, C = 50, D = 35       | grades
    A = 80, B = 65, C = 50, D = 35    | A = 120, B = 65, C = 50, D = 35      | grades
    A = 80, B = 65, C = 50, D = 35    | B = 80, A = 65, C = 50, D = 35       | grades
    A = 80, B = 65, C = 50, D = 35    | A = 80, B = 65, C = 50, D = 0        | grades
    { score = 35, pd = 0.045 }        | { score = 35, pd = 0.5 }             | grades
    { score = 0, pd = 0.35 }          | { score = 1, pd = 0.35 }             | grades
    { score = 0, pd = 0.35 } | { score = 0, pd = 1.35 } | grades.pd_anchors[1].pd
    A = 1.25, B = 1.1, C = 1.0        | A = 1.0, B = 1.1, C = 1.0            | limits
    C = 1.0, D = 0.5, E = 0.0, N      | C = 1.0, D = 0.5, E = -1.0, N        | limits
    A = 1000000, B = 500000           | A = 1, B = 500000                    | limits
    D = 50000, E = 0, N = 5000 }      | D = 50000, E = 0 }                   | limits
    days = 14                         | days = 50                            | terms
    deposit_share = 0.25 | deposit_share = 1.5 | terms.matrix.D.deposit_share
    deposit_share = 1.0               | deposit_share = 0.1                  | terms
    history_days = 365                | history_days = 100                   | warnings
    order_spike_days = 30             | order_spike_days = 92                | warnings
    [terms.matrix.N]                  | [terms.matrix.X]                     | terms
    discount_share = 0.01             | discount_share = 0.0                 | terms.matrix.B
    moved_share = [0.35, 0.30,        | moved_share = [0.35,                 | worklist
    moved_share = [0.35, 0.30,        | moved_share = [1.35, 0.30,           | worklist
    moved_share_from_days = [0, 31,   | moved_share_from_days = [31, 31,     | worklist
    code = "late_share" | code = "Late Share" | characteristics[Late Share].code
    code = "late_share"               | code = "slowing_days"                | scorecard
    discount_days = 10                | discount_days = 50                   | terms.matrix.B
    name = "Duly default"             | name = ""                            | name
    version = "2026.1"                |                                      | version
"""


def lines(table: str) -> list[list[str]]:
    return [[cell.strip() for cell in line.split("|")] for line in table.strip().splitlines()[1:]]


@pytest.mark.parametrize(("written", "instead", "key"), lines(SENSELESS))
def test_a_senseless_policy_cannot_load_and_the_key_is_named(written, instead, key):
    text = default_policy_text()
    assert written in text
    with pytest.raises(SenselessPolicy) as caught:
        policy_from_toml(text.replace(written, instead, 1), source="mine.toml")
    assert any(problem.key.endswith(key) for problem in caught.value.problems)
    assert "mine.toml" in str(caught.value)


def test_a_misspelt_key_is_answered_with_the_nearest_known_one():
    text = default_policy_text().replace("peak_factor", "peek_factor", 1)
    with pytest.raises(BadInput, match="did you mean peak_factor"):
        policy_from_toml(text, source="mine.toml")


@pytest.mark.parametrize("section", ["ageing", "scorecard.evidence", "terms.matrix.A"])
def test_a_key_unlike_any_other_is_refused_without_a_guess(section):
    text = default_policy_text().replace(f"[{section}]", f"[{section}]\nxyzzy = 1", 1)
    with pytest.raises(SenselessPolicy) as caught:
        policy_from_toml(text, source="mine.toml")
    (problem,) = caught.value.problems
    assert (problem.key, problem.why) == (f"{section}.xyzzy", "unknown key")


def test_a_key_inside_a_list_is_found_by_the_code_of_its_item():
    text = default_policy_text().replace('code = "late_share"', 'code = "late_share"\nevidenc = 1')
    with pytest.raises(BadInput, match=r"characteristics\[late_share\].evidenc: .*mean evidence"):
        policy_from_toml(text, source="mine.toml")


def test_a_section_that_is_a_number_is_refused():
    with pytest.raises(SenselessPolicy):
        policy_from_toml('name = "x"\nversion = "1"\nscorecard = 5', source="mine.toml")


def test_what_is_not_toml_is_refused_with_the_place():
    with pytest.raises(BadInput, match="at line 2"):
        policy_from_toml("name = 'x'\nversion = = 1", source="mine.toml")


def test_a_policy_that_is_not_there_is_refused_by_name(tmp_path):
    with pytest.raises(BadInput, match=r"absent\.toml"):
        read_policy(tmp_path / "absent.toml")


def test_the_shipped_policy_loads_from_a_copy_unchanged(tmp_path):
    copy = tmp_path / "copy.toml"
    copy.write_text(default_policy_text())
    assert read_policy(copy) == default_policy()


def test_the_fingerprint_changes_with_any_value_and_only_then():
    policy = default_policy()
    assert policy.fingerprint == default_policy().fingerprint
    assert policy.model_copy(update={"version": "2"}).fingerprint != policy.fingerprint


def test_the_buckets_are_named_by_their_first_and_last_day():
    buckets = default_policy().ageing.buckets
    assert buckets == ("current", "1-30", "31-60", "61-90", "91-120", "121+")


@given(st.text(max_size=200))
def test_any_text_is_a_policy_or_bad_input_and_nothing_else(text):
    with pytest.raises(BadInput):
        policy_from_toml(text, source="fuzz.toml")
