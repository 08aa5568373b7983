import pytest
from hypothesis import given
from hypothesis import strategies as st

from duly.kernel.amounts import MAX_UNITS, BadAmount, format_units, parse_units
from duly.kernel.currencies import EXPONENTS, UnknownCurrency


@pytest.mark.parametrize(
    ("text", "currency", "units"),
    [
        ("1234.50", "EUR", 123450),
        ("1234.5", "EUR", 123450),
        ("1234", "EUR", 123400),
        ("-0.01", "EUR", -1),
        ("0", "EUR", 0),
        ("-0.00", "EUR", 0),
        ("007.50", "EUR", 750),
        ("1234", "JPY", 1234),
        ("0", "JPY", 0),
        ("1.234", "KWD", 1234),
        ("1.2345", "CLF", 12345),
        ("999999999999999.99", "EUR", 99999999999999999),
        ("0" * 5000 + "1", "EUR", 100),
    ],
)
def test_canonical_text_is_read_exactly(text, currency, units):
    assert parse_units(text, currency) == units


UNREADABLE = [
    *("", " ", "-", ".", "-.", ".5", "5.", "+5", "--5", "5-", "(5)", " 5", "5 ", "5\n"),
    *("1,50", "1.234,56", "1 000", "1_000", "1'000", "1.2.3", "1e3", "1E3", "0x10", "5 EUR"),
    *("NaN", "nan", "inf", "Infinity", "-Infinity", "sNaN", "１２", "٣", "1\u00a0000", "1.٣"),
]


@pytest.mark.parametrize("text", UNREADABLE)
def test_text_that_is_not_plain_decimal_is_unreadable(text):
    assert _refusal(text, "EUR") == "unreadable"


@pytest.mark.parametrize(
    ("text", "currency"),
    [("1.001", "EUR"), ("10.500", "EUR"), ("10.5", "JPY"), ("10.0", "JPY"), ("1.2345", "KWD")],
)
def test_more_decimals_than_the_currency_has_are_too_precise_even_if_zero(text, currency):
    assert _refusal(text, currency) == "too_precise"


@pytest.mark.parametrize(
    ("text", "currency"),
    [
        ("1000000000000000", "EUR"),
        ("-1000000000000000.00", "EUR"),
        ("9" * 10_000, "JPY"),
        ("999999999999999", "CLF"),
    ],
)
def test_what_no_ledger_or_int64_column_holds_is_too_large(text, currency):
    assert _refusal(text, currency) == "too_large"


def test_a_refusal_keeps_the_text_as_it_was_given():
    with pytest.raises(BadAmount, match="unreadable: '1,50' in EUR") as refusal:
        parse_units("1,50", "EUR")
    assert (refusal.value.text, refusal.value.currency) == ("1,50", "EUR")


def test_an_unknown_currency_is_refused_before_the_amount_is_looked_at():
    with pytest.raises(UnknownCurrency):
        parse_units("nonsense", "ZZZ")


@pytest.mark.parametrize(
    ("units", "currency", "text"),
    [
        (123450, "EUR", "1234.50"),
        (-5, "EUR", "-0.05"),
        (0, "EUR", "0.00"),
        (-1234, "JPY", "-1234"),
        (7, "KWD", "0.007"),
        (7, "UYW", "0.0007"),
    ],
)
def test_units_are_written_with_all_decimals_of_the_currency(units, currency, text):
    assert format_units(units, currency) == text


@given(st.integers(-MAX_UNITS, MAX_UNITS), st.sampled_from(sorted(EXPONENTS)))
def test_what_is_written_is_read_back_or_refused_as_too_large(units, currency):
    text = format_units(units, currency)
    if len(text.lstrip("-").partition(".")[0]) <= 15:
        assert parse_units(text, currency) == units
    else:
        assert _refusal(text, currency) == "too_large"


@given(st.text("0123456789.-+eE_, ٣１", max_size=8), st.sampled_from(["EUR", "JPY", "KWD"]))
def test_whatever_is_read_is_written_back_with_the_same_value(text, currency):
    try:
        units = parse_units(text, currency)
    except BadAmount:
        return
    assert parse_units(format_units(units, currency), currency) == units
    assert float(format_units(units, currency)) == float(text)


def _refusal(text, currency):
    with pytest.raises(BadAmount) as refusal:
        parse_units(text, currency)
    return refusal.value.code
