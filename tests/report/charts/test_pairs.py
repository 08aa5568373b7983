import pytest
from tests.report.drawing import parsed, widths

from duly.report.charts.pairs import Pair, pairs


@pytest.mark.parametrize(
    ("figure", "against", "bars", "others"),
    [
        (2.0, 4.0, [0.5], [1.0]),
        (4.0, 2.0, [1.0], [0.5]),
        (3.0, None, [1.0], []),
        (None, 3.0, [], [1.0]),
        (0.0, 0.0, [0.0], [0.0]),
        (None, None, [], []),
    ],
)
def test_the_larger_of_two_is_the_full_width_and_the_unknown_is_not_drawn(
    figure: float | None, against: float | None, bars: list[float], others: list[float]
) -> None:
    root = parsed(pairs("t", [Pair("a", figure, against, "x")]))
    assert widths(root, "bar") == bars
    assert widths(root, "against") == others
