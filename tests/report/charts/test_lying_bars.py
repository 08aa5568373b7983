import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.report.drawing import every, parsed, share, texts, widths

from duly.report.charts.bars import Bar, bars
from duly.report.charts.gauge import gauge
from duly.report.charts.heat import Step as Place
from duly.report.charts.heat import heat
from duly.report.charts.waterfall import Step, waterfall


@pytest.mark.parametrize(("given_share", "drawn"), [(0.25, 0.25), (1.7, 1.0), (-0.1, 0.0)])
def test_a_bar_is_as_wide_as_its_share_of_the_whole(given_share: float, drawn: float) -> None:
    root = parsed(bars("t", [Bar("Long Name Of A Customer Ltd & Partners", given_share, "x")]))
    assert widths(root, "bar") == [drawn]
    assert widths(root, "track") == [1.0]


def test_a_long_name_stands_whole_beside_its_figure() -> None:
    name = "Verein für Angewandte Feinmechanik Oberallgäu e.V. und Freunde der Zahnräder"
    root = parsed(bars("t", [Bar(name, 0.1, "12.00")]))
    (named,) = every(root, "span", "name")
    assert named.text == named.get("title") == name
    assert [figure.text for figure in every(root, "span", "amount")] == ["12.00"]


@given(st.integers(1, 200), st.lists(st.integers(-60, 60), max_size=5))
def test_each_step_of_a_waterfall_begins_where_the_last_ended(
    start: int, points: list[int]
) -> None:
    steps = [Step("s", float(point)) for point in points]
    root = parsed(waterfall("t", "first", start, steps, "last"))
    levels = [start + sum(points[:place]) for place in range(len(points) + 1)]
    span = max([0, *levels]) - min([0, *levels])
    drawn = widths(root)[1:-1]
    assert drawn == pytest.approx([abs(point) / span for point in points], abs=1e-5)
    assert widths(root)[-1] == pytest.approx(abs(levels[-1]) / span, abs=1e-5)


def test_a_loss_is_told_from_a_gain_by_sign_and_class() -> None:
    root = parsed(waterfall("t", "first", 50, [Step("a", -20), Step("b", 5)], "last"))
    assert texts(root, "figure") == ["50", "−20", "+5", "35"]
    assert [g.get("class") for g in every(root, "g")] == ["whole", "loss", "gain", "whole"]


@pytest.mark.parametrize(
    ("used", "limit", "within", "beyond"),
    [
        (0, 100, 0.0, 0.0),
        (80, 100, 0.8, 0.0),
        (100, 100, 1.0, 0.0),
        (200, 100, 0.5, 0.5),
        (50, 0, 0.0, 1.0),
        (-10, 100, 0.0, 0.0),
    ],
)
def test_use_beyond_the_limit_is_set_off(
    used: int, limit: int, within: float, beyond: float
) -> None:
    root = parsed(gauge("t", used, limit))
    assert widths(root, "within") == [within]
    assert sum(widths(root, "beyond")) == beyond
    marks = [share(mark.get("x1")) for mark in every(root, "line", "limit")]
    assert marks == ([within] if beyond else [])


GRADES = [Place("A", "A", 0.0), Place("E", "E", 1.0), Place("N", "N", None)]
AGES = [Place("current", "not due", 0.0), Place("91+", "over 90", 1.0)]


@pytest.mark.parametrize(
    ("where", "units", "css"),
    [
        (("A", "current"), 5, "heat-0"),
        (("E", "91+"), 5, "heat-4"),
        (("E", "current"), 5, "heat-2"),
        (("N", "91+"), 5, "heat-plain"),
        (("E", "91+"), -5, "heat-plain"),
        (("E", "91+"), 0, "heat-none"),
    ],
)
def test_a_cell_is_shaded_by_where_it_is(where: tuple[str, str], units: int, css: str) -> None:
    root = parsed(heat("t", GRADES, AGES, {where: units}, str))
    shaded = [cell.get("class") for cell in every(root, "td") if cell.text not in ("–", "\u00a0")]
    assert shaded == ([css] if units else [])
