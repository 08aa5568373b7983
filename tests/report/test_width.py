"""Does any page overflow sideways? Asked of a real browser, at the widths people have."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.report import example_backtest, example_forecast
from tests.report.example import bare, xray

from duly.report.columns import ReportColumn
from duly.report.forecast.page import forecast_page
from duly.report.model_card.page import model_card_page
from duly.report.tables import table_page
from duly.report.xray.page import xray_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
WIDTHS = (320, 390, 768, 1440)

pytestmark = [
    pytest.mark.chromium,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine"),
]


def _long(facts: dict[str, Any]) -> dict[str, Any]:
    """The same facts with names and amounts as long as they ever get."""
    name = "Unaussprechlichkeitsbewältigungsgesellschaft" * 2
    worklist = [{**line, "name": name, "overdue_units": 10**17} for line in facts["worklist"]]
    top = [{"account_id": "A", "name": name, "units": 10**17, "share": 0.9}]
    owed = [{**line, "top": top} for line in facts["concentration"]]
    units = {"EUR": 10**17, "GBP": 10**17}
    drawn = {"concentration": owed, "worklist": worklist}
    return {**facts, "source": {"name": name}, "open_units": units, **drawn}


def _long_forecast() -> dict[str, Any]:
    """The same for the cash forecast."""
    name = "Unaussprechlichkeitsbewältigungsgesellschaft" * 2
    facts = example_forecast.forecast()
    named = {
        key: [{**line, "name": name} for line in facts[key]]
        for key in ("accounts", "invoices", "late_risk")
    }
    weeks = [{**line, "expected_units": 10**15, "p90_units": 10**15} for line in facts["weeks"]]
    invoices = [{**line, "open_units": 10**15} for line in named["invoices"]]
    return {**facts, **named, "weeks": weeks, "invoices": invoices, "book": name}


def _table() -> str:
    columns = [ReportColumn(f"c{place}", f"Heading {place}") for place in range(14)]
    row = {column.key: "some words here" for column in columns}
    return table_page("Wide", columns, [row] * 3, as_of=None)


PAGES = {
    "rich": xray_page(xray()),
    "bare": xray_page(bare()),
    "long": xray_page(_long(xray())),
    "table": _table(),
    "forecast": forecast_page(example_forecast.forecast()),
    "forecast_long": forecast_page(_long_forecast()),
    "model_card": model_card_page({**example_backtest.backtest(), "book": "Konto" * 40}),
}


@pytest.mark.parametrize("page", PAGES.values(), ids=PAGES)
def test_the_page_never_scrolls_sideways(page: str, tmp_path: Path) -> None:
    assert _overflows(page, tmp_path) == [0] * len(WIDTHS)


def test_a_page_that_is_too_wide_would_be_seen(tmp_path: Path) -> None:
    broken = PAGES["bare"].replace("<main>", "<main><svg width='2000'></svg>")
    assert min(_overflows(broken, tmp_path)) > 500


def _overflows(page: str, folder: Path) -> list[int]:
    """How far the page overflows in a frame of each width; the outer page holds the script."""
    frames = "".join(
        f'<iframe width="{width}" height="900" srcdoc="{html.escape(page)}"></iframe>'
        for width in WIDTHS
    )
    script = (
        "onload = () => document.title = [...document.querySelectorAll('iframe')]"
        ".map(f => f.contentDocument.documentElement)"
        ".map(root => root.scrollWidth - root.clientWidth).join(' ')"
    )
    outer = folder / "frames.html"
    outer.write_text(f"<title></title><body>{frames}<script>{script}</script>", "utf-8")
    asked = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", "--dump-dom"]
    profile = f"--user-data-dir={folder / 'profile'}"
    seen = subprocess.run(
        [*asked, profile, outer.as_uri()], capture_output=True, text=True, check=True, timeout=120
    )
    found = re.search(r"<title>([\d ]+)</title>", seen.stdout)
    assert found is not None
    return [int(width) for width in found[1].split()]
