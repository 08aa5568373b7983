import pytest
from tests.report.drawing import attributes, every, parsed

from duly.report.charts.bars import Bar, bars
from duly.report.charts.calibration import Level, calibration
from duly.report.charts.columns import Column, columns
from duly.report.charts.gauge import gauge
from duly.report.charts.grade_mix import grade_mix
from duly.report.charts.heat import Step as Place
from duly.report.charts.heat import heat
from duly.report.charts.histogram import Bin, histogram
from duly.report.charts.lines import Band, Line, lines
from duly.report.charts.pairs import Pair, pairs
from duly.report.charts.range_bar import Span, range_bar
from duly.report.charts.ranges import Range, ranges
from duly.report.charts.sparkline import sparkline
from duly.report.charts.stacked_ageing import stacked_ageing
from duly.report.charts.waterfall import Step, waterfall

HOSTILE = "</title><script>alert('x')</script> & \"Söhne\" \x00\x0b"

CHARTS = {
    "ageing": stacked_ageing(HOSTILE, [(HOSTILE, 70, HOSTILE), ("1-30", 30, "30")]),
    "grades": grade_mix(HOSTILE, {"A": 3, HOSTILE: 1}),
    "columns": columns(HOSTILE, [Column(HOSTILE, 5.0, 2.0, HOSTILE)], str),
    "histogram": histogram(HOSTILE, [Bin(None, 1, 4), Bin(1, None, 2)]),
    "sparkline": sparkline(HOSTILE, [1.0, None, 3.0]),
    "lines": lines(HOSTILE, [HOSTILE, "b"], [Line(HOSTILE, [1.0, 2.0])], str, Band([0, 1], [1, 2])),
    "bars": bars(HOSTILE, [Bar(HOSTILE, 0.4, HOSTILE)]),
    "waterfall": waterfall(HOSTILE, HOSTILE, 100, [Step(HOSTILE, -30)], HOSTILE),
    "gauge": gauge(HOSTILE, 120, 100),
    "calibration": calibration(HOSTILE, [Level(0.3, 0.4, 5, HOSTILE), Level(0.5, None)]),
    "pairs": pairs(HOSTILE, [Pair(HOSTILE, 3.0, 4.0, HOSTILE)]),
    "ranges": ranges(HOSTILE, [Range(HOSTILE, 1.0, 2.0, 3.0, HOSTILE)], str),
    "range_bar": range_bar(HOSTILE, Span(0, 9), low=1, middle=2, high=None, marked=3),
}
NOTHING = {
    "ageing": stacked_ageing("t", []),
    "grades": grade_mix("t", {}),
    "columns": columns("t", [], str),
    "histogram": histogram("t", []),
    "lines": lines("t", [], [], str),
    "bars": bars("t", []),
    "waterfall": waterfall("t", "first", 0, [], "last"),
    "gauge": gauge("t", 0, 0),
    "calibration": calibration("t", []),
    "pairs": pairs("t", []),
    "ranges": ranges("t", [], str),
    "range_bar": range_bar("t", Span(0, 0), low=0, middle=0, high=0, marked=None),
}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_hostile_name_stays_text(chart: str) -> None:
    root = parsed(chart)
    assert not every(root, "script")
    assert "alert" in "".join(root.itertext())


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_holds_no_inline_style_and_no_colour(chart: str) -> None:
    named = set(attributes(parsed(chart)))
    assert not named & {"style", "fill", "stroke", "font-size", "onload", "href"}


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_says_aloud_what_it_shows(chart: str) -> None:
    root = parsed(chart)
    assert root.get("role") == "img"
    assert root[0].tag == "title"
    assert root[0].text


@pytest.mark.parametrize("chart", CHARTS.values(), ids=CHARTS)
def test_a_chart_fills_its_card_and_its_text_is_never_scaled(chart: str) -> None:
    root = parsed(chart)
    assert root.get("width") == "100%"
    assert "viewBox" not in root.attrib
    stretched = [inner for inner in every(root, "svg") if "viewBox" in inner.attrib]
    assert not any(every(inner, "text") for inner in stretched)


@pytest.mark.parametrize("chart", NOTHING.values(), ids=NOTHING)
def test_nothing_to_draw_is_still_a_whole_drawing(chart: str) -> None:
    assert parsed(chart).tag == "svg"


def test_a_hostile_heading_of_a_heat_table_stays_text() -> None:
    place = Place("a", HOSTILE, 0.5)
    root = parsed(heat(HOSTILE, [place], [place], {("a", "a"): 3}, str))
    assert not every(root, "script")
    assert "style" not in set(attributes(root))
