"""Does the forecast show what was foreseen, of the part one may see, and why not else?"""

import pytest
from tests.server.web.example import AS_OF


def rows(currency, entity, units):
    return [
        {
            "entity": entity,
            "currency": currency,
            "source": source,
            "week": week,
            "week_start": AS_OF.isoformat(),
            "p10_units": units - 10,
            "p50_units": units,
            "p90_units": units + 10,
            "expected_units": units,
        }
        for week in (1, 2)
        for source in ("open", "all")
    ]


@pytest.fixture
def foreseen(book):
    """Two entities: DE01 expects 1,000 of EUR a week, US01 500 of USD."""
    lines = [*rows("EUR", None, 100_000), *rows("EUR", "DE01", 100_000)]
    lines += [*rows("USD", None, 50_000), *rows("USD", "US01", 50_000)]
    book.cash |= {"weeks": lines, "is_widened": True, "model_id": None}
    book.save()
    return book


def test_the_whole_book_is_shown_in_the_reporting_currency(desk, foreseen):
    page = desk.get("/forecast")
    assert (len(page.context["weeks"]), page.context["shown_in"]) == (13, "EUR")
    assert page.context["all_weeks"] == 13 * 101_000


@pytest.mark.parametrize(
    ("query", "units"),
    [("currency=USD", 50_000), ("entity=DE01", 100_000), ("entity=US01", 50_000)],
)
def test_an_entity_or_currency_is_shown_alone(desk, foreseen, query, units):
    weeks = desk.get(f"/forecast?{query}").context["weeks"]
    assert [week["expected_units"] for week in weeks] == [units, units]
    assert weeks[0]["open_units"] == units


@pytest.mark.parametrize("query", ["currency=XXX", "entity=%00", "currency=&entity=nobody"])
def test_what_there_is_not_is_the_whole(desk, foreseen, query):
    assert len(desk.get(f"/forecast?{query}").context["weeks"]) == 13


def test_who_sees_one_entity_is_shown_that_alone(client, person, foreseen):
    client.force_login(person("viewer", entities=["US01"]))
    page = client.get("/forecast?entity=DE01")
    assert (page.context["entity"], page.context["currency"]) == ("US01", "USD")
    assert ">DE01<" not in page.text
    assert b"DE01" not in b"".join(client.get("/export/forecast.csv"))


def test_who_sees_a_portfolio_is_told_that_there_is_none_of_it(client, person, foreseen):
    client.force_login(person("viewer", portfolios=["south"]))
    assert client.get("/forecast").context["weeks"] == []
    assert len(b"".join(client.get("/export/forecast.csv")).splitlines()) == 1


def test_without_a_forecast_the_page_says_why(desk, book):
    book.cash = {"weeks": [], "refusal": "no_model_yet", "problem": None}
    book.save()
    assert "No model has been fitted yet" in desk.get("/forecast").text


def test_before_the_first_day_the_page_leads_to_the_import(desk):
    assert 'href="/imports"' in desk.get("/forecast").text
