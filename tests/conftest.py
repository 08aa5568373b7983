"""What do tests share: the engines, a browser, real data, and how hard hypothesis tries?

A test that needs an extra is marked `spark` or `chromium`, or asks for the fixture of that name.
Where the extra is missing it is skipped, with the reason; with DULY_REQUIRE_EXTRAS=1, as in CI,
that is a failure, and so is a run in which no test of an extra passed.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from duly.book.engines import Engine, duckdb_engine, spark_engine

ROOT = Path(__file__).parents[1]
REAL_DATA = ROOT.parent / "shared" / "data"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
EXTRAS = ("spark", "chromium")
INTERPRETED = {
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.shuffle.partitions": "1",
}
EXTRAS_REQUIRED = bool(os.environ.get("DULY_REQUIRE_EXTRAS"))

# Machines differ in speed, and a slow one is not a fault. CI repeats the same examples.
_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", _PATIENT, max_examples=30, derandomize="CI" in os.environ)
settings.register_profile("thorough", _PATIENT, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


@pytest.fixture(scope="session")
def engine() -> Engine:
    """DuckDB in memory, one for all tests."""
    return duckdb_engine(threads=2)


@pytest.fixture(scope="session")
def spark() -> Iterator[Engine]:
    """Spark in local mode, started once: about ten seconds."""
    started = spark_engine(master="local[2]")
    # On a few rows, compiling a plan to Java takes far longer than running it as it stands.
    for key, value in INTERPRETED.items():
        started.backend._session.conf.set(key, value)
    yield started
    started.backend.disconnect()


@pytest.fixture(scope="session")
def chromium() -> str:
    """The path of a Chromium."""
    found = _browser()
    assert found is not None
    return found


@pytest.fixture(scope="session")
def real_data() -> Path:
    """The folder of real ledgers that lies beside the repository on some workbenches."""
    if not REAL_DATA.is_dir():
        pytest.skip("there is no real data in ../shared/data")
    return REAL_DATA


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--reliability", action="store_true", help="also run what takes minutes")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        for extra in EXTRAS:
            if extra in getattr(item, "fixturenames", ()):
                item.add_marker(extra)
        if item.get_closest_marker("reliability") and not item.config.getoption("--reliability"):
            item.add_marker(pytest.mark.skip(reason="takes minutes; see make reliability"))
        # One worker takes a file, so that what its tests share is made once; and one takes all of
        # Spark's, so that it starts once.
        group = "spark" if item.get_closest_marker("spark") else item.nodeid.partition("::")[0]
        item.add_marker(pytest.mark.xdist_group(group))


def pytest_runtest_setup(item: pytest.Item) -> None:
    missing = {"spark": _missing_spark, "chromium": _missing_chromium}
    for extra in EXTRAS:
        if item.get_closest_marker(extra) and (reason := missing[extra]()):
            pytest.skip(reason)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report = yield
    needs_extra = any(item.get_closest_marker(extra) for extra in EXTRAS)
    if EXTRAS_REQUIRED and needs_extra and report.skipped:
        report.outcome = "failed"
        report.longrepr = f"skipped, though DULY_REQUIRE_EXTRAS is set: {report.longrepr[2]}"
    return report


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    if reporter is None or not _runs_everything(session.config) or not EXTRAS_REQUIRED:
        return
    passed = reporter.stats.get("passed", [])
    for extra in EXTRAS:
        if not any(extra in report.keywords for report in passed):
            reporter.write_line(f"no test of `{extra}` passed", red=True)
            session.exitstatus = pytest.ExitCode.TESTS_FAILED


def _runs_everything(config: pytest.Config) -> bool:
    is_worker = hasattr(config, "workerinput")
    return not is_worker and config.args_source is pytest.Config.ArgsSource.TESTPATHS


def _missing_spark() -> str | None:
    if find_spec("pyspark") is None:
        return "the Spark engine is not installed (make spark)"
    return None if shutil.which("java") else "Spark needs Java 17 or later, and there is none"


def _missing_chromium() -> str | None:
    return None if _browser() else "no Chromium was found"


def _browser() -> str | None:
    return next((path for name in BROWSERS if (path := shutil.which(name))), None)
