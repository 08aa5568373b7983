import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.drawing import every, parsed, share, texts, widths

from duly.report.charts.columns import Column, axis, columns
from duly.report.charts.histogram import Bin, histogram
from duly.report.charts.lines import Band, Line, lines
from duly.report.charts.scales import rise
from duly.report.charts.sparkline import sparkline

numbers = st.lists(st.none() | st.floats(-1e9, 1e9), max_size=8)


@given(numbers)
def test_every_value_lies_inside_its_scale(values: list[float | None]) -> None:
    scale, labelled = rise(values, top=10, bottom=110)
    known = [value for value in values if value is not None]
    assert all(10 - 1e-6 <= scale.y(value) <= 110 + 1e-6 for value in [*known, 0.0])
    assert 2 <= len(labelled) <= 7


@pytest.mark.parametrize(
    ("values", "labelled"),
    [
        ([], [0, 1]),
        ([0.0], [0, 1]),
        ([51.2], [0, 20, 40, 60]),
        ([4.0], [0, 1, 2, 3, 4]),
        ([-10.0, 10.0], [-10, -5, 0, 5, 10]),
    ],
)
def test_an_axis_begins_at_zero_and_is_labelled_by_round_values(
    values: list[float], labelled: list[float]
) -> None:
    assert rise(values, top=0, bottom=1)[1] == labelled


def test_a_column_that_is_not_known_is_not_drawn() -> None:
    root = parsed(columns("t", [Column("a", None), Column("b", 3.0, 0)], str))
    assert len(every(root, "rect")) == 1
    assert texts(root, "below") == ["a", "b"]


def test_a_set_off_part_stands_on_the_same_ground_as_its_column() -> None:
    whole, part = every(parsed(columns("t", [Column("a", 4.0, 1.0)], str)), "rect")
    assert float(part.get("height", 0)) * 4 == pytest.approx(float(whole.get("height", 0)))
    bottoms = {float(r.get("y", 0)) + float(r.get("height", 0)) for r in (whole, part)}
    assert bottoms == {176.0}


def test_many_labels_are_thinned_and_the_last_is_kept() -> None:
    kept = [element.split(">")[1].split("<")[0] for element in axis(list("abcdefghijklm"), y=1)]
    assert kept[-1] == "m"
    assert len(kept) <= 7


@pytest.mark.parametrize(
    ("low", "high", "css"),
    [
        (None, -5, "early"),
        (-5, 1, "early"),
        (0, 1, "early"),
        (0, 5, "due"),
        (-5, 5, "due"),
        (1, 6, "late"),
        (60, None, "late"),
    ],
)
def test_the_due_day_itself_is_never_called_late(
    low: float | None, high: float | None, css: str
) -> None:
    assert Bin(low, high, 1).css == css


def test_bins_touch_and_the_start_of_lateness_is_marked_once() -> None:
    root = parsed(histogram("t", [Bin(None, 1, 5), Bin(1, 6, 3), Bin(6, None, 1)]))
    assert sum(widths(root)) == pytest.approx(0.9)
    assert len(every(root, "line", "marker")) == 1
    assert texts(root, "note") == ["late from here"]


def test_an_unknown_value_breaks_the_line_and_the_band() -> None:
    values = [1.0, 2.0, None, 4.0, 5.0]
    drawing = lines("t", list("abcde"), [Line("x", values)], str, Band([0.0] * 5, values))
    band, line = every(parsed(drawing), "path")
    assert line.get("d", "").count("M") == 2
    assert band.get("d", "").count("Z") == 2
    assert len(every(parsed(drawing), "circle")) == 4


@pytest.mark.parametrize("values", [[], [1.0], [None, 1.0, None]])
def test_a_sparkline_needs_two_values(values: list[float | None]) -> None:
    assert sparkline("t", values) == ""


def test_a_sparkline_ends_at_its_last_known_value() -> None:
    (end,) = every(parsed(sparkline("t", [1.0, 9.0, None])), "circle")
    assert share(end.get("cx")) == pytest.approx(0.485)
    assert end.get("cy") == "4"


def test_a_flat_sparkline_is_a_flat_line() -> None:
    (line,) = every(parsed(sparkline("t", [5.0, 5.0, 5.0])), "path")
    heights = {point.split(" ")[1] for point in line.get("d", "")[1:].split("L")}
    assert len(heights) == 1
