import subprocess
import sys
from collections import Counter

import pytest

from duly.kernel.currencies import EXPONENTS, NO_CURRENCY, WITHDRAWN, UnknownCurrency, exponent


@pytest.mark.parametrize(
    ("code", "decimals"),
    [
        ("EUR", 2),
        ("JPY", 0),
        ("KRW", 0),
        ("ISK", 0),
        ("UGX", 0),
        ("CLP", 0),
        ("KWD", 3),
        ("IQD", 3),
        ("TND", 3),
        ("CLF", 4),
        ("UYW", 4),
        ("BYR", 0),
        ("HRK", 2),
    ],
)
def test_a_currency_has_the_decimals_of_iso_4217(code, decimals):
    assert exponent(code) == decimals


@pytest.mark.parametrize("code", ["HUF", "TWD", "IDR", "IRR", "LBP", "MRU", "MGA", "ALL", "RSD"])
def test_currencies_shown_without_decimals_are_still_booked_with_two(code):
    assert exponent(code) == 2


@pytest.mark.parametrize("code", ["", "eur", "EURO", "ZZZ", "XAU", "XDR", "XTS", "DEM", "€"])
def test_what_is_no_currency_of_an_invoice_is_refused(code):
    with pytest.raises(UnknownCurrency) as refusal:
        exponent(code)
    assert refusal.value.code == code


def test_a_ledger_that_names_no_currency_counts_in_two_decimals():
    assert exponent(NO_CURRENCY) == 2


def test_every_code_is_three_capitals():
    assert all(len(code) == 3 and code.isascii() and code.isupper() for code in EXPONENTS)


def test_no_code_is_listed_twice_with_different_decimals():
    assert Counter(EXPONENTS.values()) == {0: 18, 2: 151, 3: 7, 4: 2}
    assert len(WITHDRAWN) == 12
    assert all(code in EXPONENTS for code in WITHDRAWN)


def test_every_currency_that_cldr_calls_current_is_known():
    from babel.core import get_global

    today = {
        code
        for spans in get_global("territory_currencies").values()
        for code, _, end, is_tender in spans
        if end is None and is_tender
    }
    assert today - EXPONENTS.keys() <= NOT_IN_ISO_4217


NOT_IN_ISO_4217 = {"GGP", "IMP", "JEP"}


def test_importing_money_loads_neither_babel_nor_stdnum_nor_holidays():
    code = "import sys, duly.kernel.money; print(*sys.modules)"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert not {"babel", "stdnum", "holidays"} & set(run.stdout.split())
