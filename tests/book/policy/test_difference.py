from duly.book.policy.difference import PolicyChange, difference
from duly.book.policy.reading import default_policy, default_policy_text, policy_from_toml


def changed(written: str, instead: str) -> tuple[PolicyChange, ...]:
    text = default_policy_text()
    assert written in text
    after = policy_from_toml(text.replace(written, instead, 1), source="mine.toml")
    return difference(default_policy(), after)


def test_a_policy_does_not_differ_from_itself():
    assert difference(default_policy(), default_policy()) == ()


def test_a_changed_number_is_named_with_both_values():
    assert changed("peak_factor = 1.25", "peak_factor = 1.5") == (
        PolicyChange("limits.peak_factor", 1.25, 1.5),
    )


def test_a_band_is_found_by_the_code_of_its_characteristic():
    (change,) = changed("{ at_least = 8, points = 16 }", "{ at_least = 9, points = 16 }")
    assert change.key == "scorecard.characteristics[weighted_days_late].bands[3].at_least"


def test_an_added_edge_has_no_value_before():
    (change,) = changed("[30, 60, 90, 120]", "[30, 60, 90, 120, 180]")
    assert change == PolicyChange("ageing.edges[5]", None, 180)


def test_a_removed_edge_has_no_value_after():
    (change,) = changed("[30, 60, 90, 120]", "[30, 60, 90]")
    assert change == PolicyChange("ageing.edges[4]", 120, None)
