"""How many decimals does a currency have?

Source: ISO 4217 list one (currencies and fund codes in use) and list three (withdrawn codes).
The minor units are those of the standard, not those of CLDR (as in babel), which says how many
decimals people like to *see*: it prints HUF, IDR and TWD without decimals, yet banks book two.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType


class UnknownCurrency(ValueError):
    """The text is not a currency code of ISO 4217 in which an invoice can be written."""

    def __init__(self, code: str) -> None:
        super().__init__(f"not an ISO 4217 currency code: {code!r}")
        self.code = code


def exponent(code: str) -> int:
    """Decimals of the currency's smallest unit: 2 for EUR, 0 for JPY, 3 for KWD.

    `code` is the alphabetic code in capitals. Raises `UnknownCurrency`.
    """
    try:
        return EXPONENTS[code]
    except KeyError:
        raise UnknownCurrency(code) from None


_WITHOUT_DECIMALS = """
    BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF
"""

_TWO_DECIMALS = """
    AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD
    CAD CDF CHE CHF CHW CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP
    GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK
    LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MXV MYR MZN NAD NGN NIO
    NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE SOS
    SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST
    XAD XCD XCG YER ZAR ZMW ZWG
"""

_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"

_FOUR_DECIMALS = "CLF UYW"

# Withdrawn since 2014. Their invoices are still in the books, or in a history worth learning from.
_WITHDRAWN_WITHOUT_DECIMALS = "BYR"
_WITHDRAWN_WITH_TWO = "ANG BGN CUC HRK LTL LVL MRO SLL STD VEF ZWL"

WITHDRAWN: frozenset[str] = frozenset(
    f"{_WITHDRAWN_WITHOUT_DECIMALS} {_WITHDRAWN_WITH_TWO}".split()
)
"""Codes that no new invoice should carry (BGN since 2026, HRK since 2023, …)."""

NO_CURRENCY = "XXX"
"""ISO's code where no currency is involved: a ledger whose export names none. Two decimals."""

# Gold, silver, the SDR, bond units and test codes (XAU, XDR, XTS, …) have no minor unit in the
# standard: nothing can be counted in them here, so they are not listed.
EXPONENTS: Mapping[str, int] = MappingProxyType(
    dict.fromkeys(f"{_WITHOUT_DECIMALS} {_WITHDRAWN_WITHOUT_DECIMALS}".split(), 0)
    | dict.fromkeys(f"{_TWO_DECIMALS} {_WITHDRAWN_WITH_TWO}".split(), 2)
    | dict.fromkeys(_THREE_DECIMALS.split(), 3)
    | dict.fromkeys(_FOUR_DECIMALS.split(), 4)
    | {NO_CURRENCY: 2}
)
"""Decimals by currency code: every code in use, those of `WITHDRAWN`, and `NO_CURRENCY`."""
