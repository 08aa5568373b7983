from dataclasses import replace
from datetime import date

from duly.server.portfolio.answers.look import storable


def test_what_has_a_rate_is_converted_and_what_has_none_is_not(look):
    assert look.worth(100, "EUR") == 100
    assert look.worth(10_000, "USD") not in (None, 10_000)
    assert look.worth(100, "XPF") is None
    assert look.worth(None, "EUR") is None


def test_a_book_without_rates_knows_its_own_currency_alone(look):
    book = replace(look.book, present=look.book.present - {"rates"})
    alone = replace(look, book=book)
    assert (alone.quotes, alone.rates.has("USD"), alone.rates.has("EUR")) == ([], False, True)


def test_days_are_stored_as_text_and_what_is_no_number_as_nothing():
    kept = storable({"on": date(2026, 10, 31), "rows": [(1.5, float("nan")), "text"]})
    assert kept == {"on": "2026-10-31", "rows": [[1.5, None], "text"]}
