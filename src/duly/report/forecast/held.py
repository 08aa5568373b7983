"""How did past forecasts hold, week by week and beside simple rules?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from duly.report import words
from duly.report.blocks import Card, Drawing, Key, Prose, Section
from duly.report.cells import PageFacts, part, rows, titled
from duly.report.charts.bars import Bar, bars
from duly.report.charts.lines import Band, Line, lines
from duly.report.figures import currency_name, format_share, format_short_amount, format_short_date
from duly.report.forecast.facts import MOST_CURRENCIES, currencies, quiet, section
from duly.report.sentences import bold_sentence

Weeks = Sequence[Mapping[str, Any]]


def held_section(facts: PageFacts) -> Section:
    """What was forecast and what came; then the error beside that of simple rules."""
    past = part(facts, "past")
    if past.get("coverage_80") is None and past.get("wape") is None:
        return section("how_it_held", quiet("held_unknown", "Not known"))
    drawn = [
        card
        for currency in currencies(facts)[:MOST_CURRENCIES]
        if (card := _drawn(rows(past, "list"), currency)) is not None
    ]
    return section("how_it_held", *drawn, _error(past))


def _error(past: PageFacts) -> Card:
    held, error = past.get("coverage_80"), past.get("wape")
    said = []
    if held is not None:
        count = past.get("weeks") or 0
        said.append(bold_sentence("actual_in_band", kind="forecast", coverage=held, count=count))
    if error is not None:
        missed = {"wape": error, "all": past.get("wape_all")}
        said.append(bold_sentence("error_of_weeks", kind="forecast", **missed))
    told = Prose(tuple(said))
    errors = {"model": error, **part(past, "baselines")}
    known = {name: value for name, value in errors.items() if value is not None}
    if not known:
        return Card("Error of the weekly sums", (told,))
    most = max(known.values()) or 1.0
    picture = bars(
        "Error of the weekly sums beside simple rules",
        [Bar(_name(name), value / most, format_share(value)) for name, value in known.items()],
    )
    note = "of the cash that came (WAPE); shorter is better"
    return Card("Error of the weekly sums", (Drawing(picture), told), note)


def _name(code: str) -> str:
    return "This forecast" if code == "model" else words.title(code, kind="model")


def _drawn(listed: Weeks, currency: str) -> Card | None:
    weeks = _soonest([line for line in listed if line["currency"] == currency])
    if len(weeks) < 2:
        return None
    drawn = lines(
        f"Past forecasts by week in {currency_name(currency)}, and the cash that came",
        [format_short_date(start) for start in weeks],
        [
            Line("Middle", [line.get("p50_units") for line in weeks.values()], "second"),
            Line("What came", [line.get("actual_units") for line in weeks.values()], "first"),
        ],
        lambda units: format_short_amount(round(units), currency),
        Band(
            [line.get("p10_units") for line in weeks.values()],
            [line.get("p90_units") for line in weeks.values()],
        ),
        css="fan",
    )
    keys = (
        Key("what came", "first"),
        Key("middle of the forecast", "second"),
        Key("four cases of five", "fan-band"),
    )
    title = titled("Forecast and actual", currency)
    return Card(title, (Drawing(drawn, keys),), "of each week the latest forecast made before it")


def _soonest(listed: Weeks) -> dict[date, Mapping[str, Any]]:
    """Of each past week the forecast made last before it, in order of time."""
    found: dict[date, Mapping[str, Any]] = {}
    for line in sorted(listed, key=lambda line: -line["week"]):
        origin = line["origin"]
        made = date.fromisoformat(origin[:10]) if isinstance(origin, str) else origin
        found[made + timedelta(days=7 * line["week"] - 6)] = line
    return dict(sorted(found.items()))
