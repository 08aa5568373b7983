import pytest

from duly.server.portfolio.rates import StoredRates

RATES = StoredRates.quoted("EUR", {"USD": 0.5, "JPY": 0.006, "EUR": 3.0})


@pytest.mark.parametrize(
    ("units", "currency", "worth"),
    [
        (100, "EUR", 100),  # its own rate is not asked for
        (100, "USD", 50),
        (101, "USD", 51),  # half away from zero
        (-101, "USD", -51),
        (1_000, "JPY", 600),  # a thousand yen are six euros
        (0, "USD", 0),
    ],
)
def test_an_amount_is_worth(units, currency, worth):
    assert RATES.worth(units, currency) == worth


def test_without_a_rate_nothing_is_made_up():
    assert not RATES.has("GBP")
    with pytest.raises(KeyError):
        RATES.worth(1, "GBP")
