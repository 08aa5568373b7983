"""How long may the payment terms between businesses be by law?

Source of the table: handbook 05, sections 1 (Directive 2011/7/EU), 3 (national variants) and 4
(United Kingdom). What is not law yet is not here: neither the proposed EU regulation, COM(2023)
533, nor the British Commercial Payments Bill. Nor are the Italian terms for food, which depend
on the goods.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from duly.kernel.terms import PaymentTerms, TermsBasis, longest_days


class Parties(StrEnum):
    """Who buys from whom, where the law makes a difference."""

    BUSINESSES = "businesses"
    LARGE_BUYER_SMALL_SELLER = "large_buyer_small_seller"
    PUBLIC_BUYER = "public_buyer"


@dataclass(frozen=True, slots=True)
class MaximumTerms:
    """A maximum set by law. Days count from the invoice date.

    `days` may be agreed freely. More than that needs an express agreement that is not grossly
    unfair to the seller, and never exceeds `absolute_days` (None: no absolute limit).
    `month_end_days` is a second, equal way to comply: so many days and the end of the month, in
    either order. `applies_from` None means before 2015.
    """

    country: str
    parties: Parties
    days: int
    absolute_days: int | None
    rule: str
    source: str
    month_end_days: int | None = None
    applies_from: date | None = None

    @property
    def hard(self) -> bool:
        """True if no agreement makes longer terms lawful."""
        return self.absolute_days == self.days


def maximum_terms(
    country: str, *, parties: Parties = Parties.BUSINESSES, as_of: date | None = None
) -> MaximumTerms | None:
    """The maximum in the creditor's country (ISO 3166), or None if we know of none.

    `as_of` asks for the law of that day; without it, for the latest known. Where a country has
    no own rule for the parties, its rule for businesses holds, and the Directive's in the Union
    for what the country leaves open; `EU` asks for the Directive's alone. None for all others:
    in CH, US, CA and AU the handbook finds no maximum between businesses.
    """
    for named in (country, "EU") if country in EU_MEMBERS else (country,):
        for asked in _from_special_to_general(parties):
            found = _latest(named, asked, as_of)
            if found is not None:
                return found
    return None


def exceeds(terms: PaymentTerms, maximum: MaximumTerms) -> bool:
    """Whether some invoice under these terms would be due later than may be agreed freely."""
    if longest_days(terms) <= maximum.days:
        return False
    if terms.basis is TermsBasis.NET or maximum.month_end_days is None:
        return True
    return terms.days > maximum.month_end_days


_MEMBERS = "AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK"
EU_MEMBERS = frozenset(_MEMBERS.split())

_BUSINESSES, _LARGE, _PUBLIC = Parties

MAXIMUM_TERMS: tuple[MaximumTerms, ...] = (
    MaximumTerms("EU", _BUSINESSES, 60, None, "eu-60", "Directive 2011/7/EU, art. 3(5)"),
    MaximumTerms("EU", _PUBLIC, 30, 60, "eu-public-30", "Directive 2011/7/EU, art. 4"),
    MaximumTerms(
        "BE", _BUSINESSES, 60, 60, "be-60", "Law of 2 August 2002", applies_from=date(2022, 2, 1)
    ),
    MaximumTerms("DE", _BUSINESSES, 60, None, "de-60", "BGB § 271a"),
    MaximumTerms("ES", _BUSINESSES, 60, 60, "es-60", "Ley 3/2004"),
    MaximumTerms(
        "FR",
        _BUSINESSES,
        60,
        60,
        "fr-60-or-45-month-end",
        "Code de commerce, art. L441-10",
        month_end_days=45,
    ),
    MaximumTerms("GB", _BUSINESSES, 60, None, "gb-60", "Late Payment of Commercial Debts Act 1998"),
    MaximumTerms(
        "GB", _PUBLIC, 30, 30, "gb-public-30", "Late Payment of Commercial Debts Act 1998"
    ),
    MaximumTerms("IT", _BUSINESSES, 60, None, "it-60", "D.Lgs 231/2002"),
    MaximumTerms("NL", _BUSINESSES, 60, None, "nl-60", "BW 6:119a"),
    MaximumTerms(
        "NL", _LARGE, 30, 30, "nl-30-large-buyer", "BW 6:119a", applies_from=date(2022, 7, 1)
    ),
    MaximumTerms("PL", _LARGE, 60, 60, "pl-60-large-buyer", "Act of 8 March 2013"),
)


def _from_special_to_general(parties: Parties) -> tuple[Parties, ...]:
    # A public buyer has a rule of its own everywhere in the Union and in the United Kingdom;
    # the longer terms of businesses are no answer for it.
    return (parties, _BUSINESSES) if parties is _LARGE else (parties,)


def _latest(country: str, parties: Parties, as_of: date | None) -> MaximumTerms | None:
    rules = [
        rule
        for rule in MAXIMUM_TERMS
        if (rule.country, rule.parties) == (country, parties)
        and (as_of is None or rule.applies_from is None or rule.applies_from <= as_of)
    ]
    return max(rules, key=lambda rule: rule.applies_from or date.min, default=None)
