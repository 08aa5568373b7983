"""What does a real browser find wrong with a page: sideways scrolling, errors, barriers?"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from selenium import webdriver
from selenium.webdriver.chrome.service import Service

WIDTHS = (390, 768, 1440)
THEMES = ("light", "dark")
_SWITCHES = ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage")
# Two rules of the bundled axe are older than what they judge: HTML lets `div` group the terms of a
# `dl` (since 5.2), and axe itself gave up asking that boxes of one name stand in a `fieldset`.
_RUN_AXE = """
const done = arguments[arguments.length - 1];
const rules = {dlitem: {enabled: false}, checkboxgroup: {enabled: false}};
axe.run(document, {resultTypes: ["violations"], rules}).then(
  (found) => done(found.violations.map((v) => `${v.id}: ${v.nodes[0].target} ${v.nodes[0].html}`)),
  (error) => done([String(error)]),
);
"""
_OVERFLOW = """
const root = document.documentElement;
return root.scrollWidth - root.clientWidth;
"""


@contextmanager
def browser(chromium: str) -> Iterator[webdriver.Chrome]:
    """A Chromium without a window; its log is kept."""
    driver_path = shutil.which("chromedriver")
    if driver_path is None:
        pytest.skip("there is no chromedriver beside Chromium (Debian: chromium-driver)")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for switch in _SWITCHES:
        options.add_argument(switch)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options, Service(driver_path))
    try:
        yield driver
    finally:
        driver.quit()


def faults(driver: webdriver.Chrome, address: str) -> list[str]:
    """Everything wrong with the page at each width, light and dark; loaded once."""
    driver.get_log("browser")
    driver.get(address)
    driver.execute_script(_axe())
    found = []
    for theme in THEMES:
        feature = {"name": "prefers-color-scheme", "value": theme}
        _ask(driver, "Emulation.setEmulatedMedia", features=[feature])
        for width in WIDTHS:
            size = {"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": False}
            _ask(driver, "Emulation.setDeviceMetricsOverride", **size)
            found += [f"{width} {theme}: {fault}" for fault in _now(driver)]
    said = [line for line in driver.get_log("browser") if line["level"] in {"SEVERE", "WARNING"}]
    return found + [f"console: {line['message']}" for line in said]


def _now(driver: webdriver.Chrome) -> list[str]:
    overflow = driver.execute_script(_OVERFLOW)
    wide = [f"overflows by {overflow} px"] if overflow > 0 else []
    return wide + list(driver.execute_async_script(_RUN_AXE))


def _ask(driver: webdriver.Chrome, command: str, **given: Any) -> None:
    driver.execute_cdp_cmd(command, json.loads(json.dumps(given)))


@cache
def _axe() -> str:
    spec = find_spec("axe_selenium_python")
    assert spec is not None
    assert spec.origin is not None
    return next(Path(spec.origin).parent.rglob("axe.min.js")).read_text("utf-8")
