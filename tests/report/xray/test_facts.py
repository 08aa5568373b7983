import pytest

from duly.report.xray import facts


@pytest.mark.parametrize(
    ("bucket", "name"),
    [
        ("current", "not due"),
        ("not_due", "not due"),
        ("1-30", "1–30"),
        ("121+", "over 120"),
        ("credits", "Credits not yet applied"),
        ("odd_one", "Odd one"),
    ],
)
def test_a_bucket_is_named_as_a_reader_says_it(bucket: str, name: str) -> None:
    assert facts.bucket_name(bucket) == name


def test_the_currency_with_the_most_open_items_comes_first() -> None:
    ageing = [{"currency": "GBP", "items": 3}, {"currency": "CHF", "items": 5}]
    known = {"ageing": ageing, "open_units": {"EUR": 1, "AUD": 1, "GBP": 1}}
    assert facts.currencies(known) == ["CHF", "GBP", "AUD", "EUR"]


def test_a_reason_is_looked_up_from_the_particular_to_the_general() -> None:
    known = {"reasons": {"dso_days": "only_open_items", "dso_days.EUR": "no_sales"}}
    said = facts.why_unknown(known, "dso_days.EUR", "dso_days")
    assert said == "There were no credit sales in the period."
    assert facts.why_unknown(known, "grades") == ""
