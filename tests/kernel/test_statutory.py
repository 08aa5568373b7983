from datetime import date

import pytest

from duly.kernel.statutory import EU_MEMBERS, MAXIMUM_TERMS, Parties, exceeds, maximum_terms
from duly.kernel.terms import PaymentTerms, TermsBasis

NET = TermsBasis.NET
EOM_PLUS = TermsBasis.MONTH_END_THEN_DAYS
THEN_EOM = TermsBasis.DAYS_THEN_MONTH_END
LARGE = Parties.LARGE_BUYER_SMALL_SELLER
PUBLIC = Parties.PUBLIC_BUYER


@pytest.mark.parametrize(
    ("country", "days", "hard", "rule"),
    [
        ("ES", 60, True, "es-60"),
        ("BE", 60, True, "be-60"),
        ("FR", 60, True, "fr-60-or-45-month-end"),
        ("DE", 60, False, "de-60"),
        ("IT", 60, False, "it-60"),
        ("NL", 60, False, "nl-60"),
        ("GB", 60, False, "gb-60"),
        ("PL", 60, False, "eu-60"),
        ("AT", 60, False, "eu-60"),
        ("IE", 60, False, "eu-60"),
        ("EU", 60, False, "eu-60"),
    ],
)
def test_between_businesses_terms_may_last(country, days, hard, rule):
    maximum = maximum_terms(country)
    assert (maximum.days, maximum.hard, maximum.rule) == (days, hard, rule)


@pytest.mark.parametrize(
    ("country", "parties", "rule", "hard"),
    [
        ("NL", LARGE, "nl-30-large-buyer", True),
        ("PL", LARGE, "pl-60-large-buyer", True),
        ("DE", LARGE, "de-60", False),
        ("AT", LARGE, "eu-60", False),
        ("GB", LARGE, "gb-60", False),
        ("ES", PUBLIC, "eu-public-30", False),
        ("GB", PUBLIC, "gb-public-30", True),
    ],
)
def test_who_buys_from_whom_makes_a_difference(country, parties, rule, hard):
    maximum = maximum_terms(country, parties=parties)
    assert (maximum.rule, maximum.hard) == (rule, hard)


@pytest.mark.parametrize("parties", Parties)
@pytest.mark.parametrize("country", ["CH", "US", "CA", "AU", "ZZ", ""])
def test_no_maximum_is_known_for(country, parties):
    assert maximum_terms(country, parties=parties) is None


@pytest.mark.parametrize(
    ("country", "parties", "as_of", "rule"),
    [
        ("BE", Parties.BUSINESSES, date(2022, 1, 31), "eu-60"),
        ("BE", Parties.BUSINESSES, date(2022, 2, 1), "be-60"),
        ("NL", LARGE, date(2022, 6, 30), "nl-60"),
        ("NL", LARGE, date(2022, 7, 1), "nl-30-large-buyer"),
        ("ES", Parties.BUSINESSES, date(2016, 1, 1), "es-60"),
    ],
)
def test_the_law_is_that_of_the_day(country, parties, as_of, rule):
    assert maximum_terms(country, parties=parties, as_of=as_of).rule == rule


@pytest.mark.parametrize("parties", Parties)
@pytest.mark.parametrize("country", sorted(EU_MEMBERS))
def test_every_member_of_the_union_has_a_maximum_with_its_source(country, parties):
    maximum = maximum_terms(country, parties=parties)
    assert maximum is not None
    assert maximum.source


def test_the_union_has_27_members_without_the_united_kingdom():
    assert len(EU_MEMBERS) == 27
    assert "GB" not in EU_MEMBERS


@pytest.mark.parametrize("maximum", MAXIMUM_TERMS, ids=lambda maximum: maximum.rule)
def test_no_absolute_limit_is_shorter_than_what_may_be_agreed_freely(maximum):
    assert maximum.absolute_days is None or maximum.absolute_days >= maximum.days


def test_a_public_buyer_of_the_union_may_in_special_cases_have_60_days_and_never_more():
    maximum = maximum_terms("AT", parties=PUBLIC)
    assert (maximum.days, maximum.absolute_days) == (30, 60)


@pytest.mark.parametrize(
    ("country", "days", "basis", "too_long"),
    [
        ("FR", 60, NET, False),
        ("FR", 61, NET, True),
        ("FR", 45, EOM_PLUS, False),
        ("FR", 45, THEN_EOM, False),
        ("FR", 46, EOM_PLUS, True),
        ("ES", 60, NET, False),
        ("ES", 61, NET, True),
        ("ES", 30, EOM_PLUS, False),
        ("ES", 31, EOM_PLUS, True),
        ("ES", 45, THEN_EOM, True),
    ],
)
def test_terms_exceed_the_maximum(country, days, basis, too_long):
    assert exceeds(PaymentTerms(days, basis), maximum_terms(country)) is too_long
