"""What do the tests of the daily run share? A small company, and the core's answers on it."""

from dataclasses import replace
from datetime import date, timedelta

import pyarrow.parquet
import pytest

from duly.book.policy.reading import default_policy
from duly.book.tables import book_from_arrow
from duly.generator import generate, story_plan
from duly.server.ledger.models import Account
from duly.server.portfolio import day as running
from duly.server.portfolio.answers.answers import answers_of
from duly.server.portfolio.answers.look import Depth, Look

DAY = date(2026, 10, 31)


@pytest.fixture(scope="session")
def tables(tmp_path_factory):
    """The example company in small: 600 invoices of 30 accounts, in Arrow."""
    folder = tmp_path_factory.mktemp("story") / "book"
    generate(story_plan(until=DAY, invoices=600, accounts=30, years=1.5), folder)
    return {path.stem: pyarrow.parquet.read_table(path) for path in folder.glob("*.parquet")}


@pytest.fixture(scope="session")
def look(tables, engine):
    """The last day, with the day before it; every third account is in the portfolio `north`."""
    book = book_from_arrow(engine, tables)
    numbers = sorted(tables["accounts"].column("account_id").to_pylist())
    portfolios = {number: "north" if place % 3 == 0 else "" for place, number in enumerate(numbers)}
    return Look(book, default_policy(), DAY, "EUR", DAY - timedelta(days=1), portfolios)


@pytest.fixture(scope="session")
def answers(look):
    """Everything the core says of the last day, asked once for all tests."""
    return answers_of(look, Depth.FULL)


@pytest.fixture
def accounts(transactional_db, look):
    """The accounts of the company, so that answers about them can be stored."""
    return Account.objects.bulk_create(
        Account(account_id=number, portfolio=portfolio)
        for number, portfolio in look.portfolios.items()
    )


@pytest.fixture
def asked(accounts, answers, monkeypatch):
    """The core is not asked again: it says of any day what it said of the last one. The list
    holds the days it was asked about."""
    days = []

    def known(look, depth, progress=None):
        days.append((look.as_of, look.since, depth))
        reasons = answers.reasons if depth is Depth.FULL else {}
        return replace(answers, as_of=look.as_of, reasons=reasons)

    monkeypatch.setattr(running, "answers_of", known)
    return days
