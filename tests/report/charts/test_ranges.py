from tests.report.drawing import every, parsed

from duly.report.charts.ranges import Range, ranges


def test_a_range_runs_from_its_low_end_to_its_high_end() -> None:
    narrow, wide = every(
        parsed(ranges("t", [Range("a", 1, 2, 3), Range("b", 0, 2, 4)], str)), "rect", "range"
    )
    assert float(wide.get("height", 0)) == 2 * float(narrow.get("height", 0))


def test_the_middle_lies_within_the_range() -> None:
    root = parsed(ranges("t", [Range("a", 1, 2, 4)], str))
    (bar,), (mark,) = every(root, "rect", "range"), every(root, "rect", "middle")
    top = float(bar.get("y", 0))
    assert top < float(mark.get("y", 0)) < top + float(bar.get("height", 0))


def test_a_range_that_is_not_known_leaves_its_place_empty() -> None:
    root = parsed(ranges("t", [Range("a", None, None, None), Range("b", 1, None, 2)], str))
    assert len(every(root, "rect")) == 1
