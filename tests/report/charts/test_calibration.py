import pytest
from tests.report.drawing import every, parsed, share

from duly.report.charts.calibration import Level, calibration


@pytest.mark.parametrize("level", [0.0, 0.25, 1.0])
def test_a_forecast_that_holds_stands_on_the_diagonal(level: float) -> None:
    root = parsed(calibration("t", [Level(level, level)]))
    (dot,) = every(root, "circle", "mark")
    start, end = every(root, "path", "diagonal")[0].get("d", "")[1:].split("L")
    (x0, y0), (x1, y1) = (tuple(map(float, point.split(" "))) for point in (start, end))
    assert share(dot.get("cx")) * 100 == pytest.approx(x0 + level * (x1 - x0), abs=1e-3)
    assert float(dot.get("cy", 0)) == pytest.approx(y0 + level * (y1 - y0), abs=1e-3)


def test_what_came_more_often_than_forecast_stands_higher() -> None:
    low, high = every(parsed(calibration("t", [Level(0.5, 0.4), Level(0.5, 0.6)])), "circle")
    assert float(high.get("cy", 0)) < float(low.get("cy", 0))


@pytest.mark.parametrize("unknown", [Level(None, 0.5, 3), Level(0.5, None, 0), Level(None, None)])
def test_a_level_of_which_a_share_is_not_known_breaks_the_line(unknown: Level) -> None:
    root = parsed(calibration("t", [Level(0.1, 0.1), unknown, Level(0.9, 0.9)]))
    assert len(every(root, "circle", "mark")) == 2
    assert every(root, "path", "line")[0].get("d", "").count("M") == 2


def test_counts_are_columns_and_levels_without_counts_have_none() -> None:
    most, half = every(parsed(calibration("t", [Level(0.1, 0.1, 8), Level(0.9, 0.9, 4)])), "rect")
    assert float(most.get("height", 0)) == 2 * float(half.get("height", 0))
    assert every(parsed(calibration("t", [Level(0.1, 0.1), Level(0.9, 0.9)])), "rect") == []
