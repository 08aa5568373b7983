"""Small books, made once for all tests of the generator."""

from datetime import date

import pytest
from tests.generator.reading import Pages, read_book

from duly.generator import BookPlan, generate, story_plan

UNTIL = date(2026, 10, 31)


@pytest.fixture(scope="session")
def pages(tmp_path_factory) -> Pages:
    """20,000 invoices of 1,500 accounts: enough for statistics."""
    folder = tmp_path_factory.mktemp("statistics")
    totals = generate(BookPlan(20_000, UNTIL, 1_500, seed=7), folder)
    return read_book(folder, totals)


@pytest.fixture(scope="session")
def small_story_folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("story") / "book"
    generate(story_plan(until=UNTIL, invoices=1_500, accounts=60), folder)
    return folder


@pytest.fixture(scope="session")
def story(tmp_path_factory) -> Pages:
    folder = tmp_path_factory.mktemp("example")
    totals = generate(story_plan(until=UNTIL), folder)
    return read_book(folder, totals)


@pytest.fixture(scope="session")
def small_story(tmp_path_factory) -> Pages:
    folder = tmp_path_factory.mktemp("small_example")
    totals = generate(story_plan(until=UNTIL, invoices=1_500, accounts=60), folder)
    return read_book(folder, totals)
