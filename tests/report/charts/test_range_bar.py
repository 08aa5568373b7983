import pytest
from tests.report.drawing import every, parsed, share, widths

from duly.report.charts.range_bar import Span, range_bar


@pytest.mark.parametrize(
    ("day", "place"), [(0.0, 0.0), (5.0, 0.5), (10.0, 1.0), (-3.0, 0.0), (40.0, 1.0)]
)
def test_a_day_stands_at_its_share_of_the_span(day: float, place: float) -> None:
    assert Span(0.0, 10.0).share(day) == place


def test_a_span_of_one_day_divides_by_nothing() -> None:
    assert Span(3.0, 3.0).share(3.0) == 0.0


@pytest.mark.parametrize(("high", "wide", "css"), [(6.0, 0.4, "range"), (None, 0.8, "open-end")])
def test_a_range_without_an_end_runs_to_the_edge(high: float | None, wide: float, css: str) -> None:
    root = parsed(range_bar("t", Span(0, 10), low=2, middle=3, high=high, marked=None))
    assert widths(root, css) == pytest.approx([wide])
    assert (len(every(root, "rect", "open-end")) == 1) is (high is None)


def test_the_due_date_is_marked_where_there_is_one() -> None:
    marked, plain = (
        parsed(range_bar("t", Span(0, 10), low=2, middle=3, high=4, marked=day))
        for day in (1, None)
    )
    assert [share(line.get("x1")) for line in every(marked, "line", "due-mark")] == [0.1]
    assert every(plain, "line", "due-mark") == []


def test_a_range_of_one_day_can_still_be_seen() -> None:
    root = parsed(range_bar("t", Span(0, 10), low=2, middle=2, high=2, marked=None))
    assert min(widths(root, "range")) > 0.01
