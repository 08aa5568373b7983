import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.drawing import every, parsed, share, texts, widths

from duly.report.charts.grade_mix import grade_class, grade_mix
from duly.report.charts.stacked_ageing import ageing_shades, stacked_ageing

amounts = st.lists(st.integers(-5, 10**6), min_size=1, max_size=7)


@given(amounts)
def test_the_drawn_parts_fill_the_bar_and_touch(units: list[int]) -> None:
    root = parsed(stacked_ageing("t", [(str(place), u, "") for place, u in enumerate(units)]))
    drawn = [u for u in units if u > 0]
    assert len(widths(root)) == len(drawn)
    assert sum(widths(root)) == pytest.approx(1.0 if drawn else 0.0, abs=1e-5)
    lefts = [share(bar.get("x")) for bar in every(root, "rect")]
    reached = [sum(widths(root)[:place]) for place in range(len(drawn))]
    assert lefts == pytest.approx(reached, abs=1e-5)


def test_a_part_is_as_wide_as_its_share() -> None:
    root = parsed(stacked_ageing("t", [("not due", 75, "75"), ("1-30", 25, "25")]))
    assert widths(root) == [0.75, 0.25]


def test_a_negative_bucket_is_not_drawn() -> None:
    root = parsed(stacked_ageing("t", [("not due", 75, "75"), ("1-30", -25, "-25")]))
    assert widths(root) == [1.0]


def test_a_narrow_part_carries_no_label() -> None:
    root = parsed(stacked_ageing("t", [("not due", 90, "90"), ("1-30", 10, "10")]))
    assert texts(root, "inside") == ["90"]


@pytest.mark.parametrize(
    ("count", "shades"),
    [
        (0, []),
        (1, ["age-0"]),
        (2, ["age-0", "age-5"]),
        (6, ["age-0", "age-1", "age-2", "age-3", "age-4", "age-5"]),
        (8, ["age-0", "age-1", "age-2", "age-3", "age-4", "age-5", "age-5", "age-5"]),
    ],
)
def test_shades_run_from_calm_to_the_darkest(count: int, shades: list[str]) -> None:
    assert ageing_shades(count) == shades


def test_every_grade_is_told_by_its_letter_and_not_by_colour_alone() -> None:
    root = parsed(grade_mix("t", {"A": 5, "B": 0, "N": 5}))
    assert texts(root, "inside") == ["A 5", "N 5"]


@pytest.mark.parametrize(("grade", "css"), [("A", "grade-a"), ("E", "grade-e"), ("?", "grade-n")])
def test_an_unknown_grade_looks_like_not_rated(grade: str, css: str) -> None:
    assert grade_class(grade) == css
