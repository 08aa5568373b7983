"""Which currency does a sign or a word beside an amount mean?"""

from __future__ import annotations

from duly.kernel.currencies import EXPONENTS

CURRENCY_SIGNS: dict[str, str] = {
    "€": "EUR",
    "EURO": "EUR",
    "Euro": "EUR",
    "euro": "EUR",
    "EUROS": "EUR",
    "£": "GBP",
    "$": "USD",
    "US$": "USD",
    "USD$": "USD",
    "C$": "CAD",
    "CA$": "CAD",
    "CAD$": "CAD",
    "A$": "AUD",
    "AU$": "AUD",
    "NZ$": "NZD",
    "S$": "SGD",
    "HK$": "HKD",
    "R$": "BRL",
    "MX$": "MXN",
    "¥": "JPY",
    "￥": "JPY",
    "zł": "PLN",
    "zl": "PLN",
    "kr": "SEK",
    "kr.": "DKK",
    "Kč": "CZK",
    "Kc": "CZK",
    "Ft": "HUF",
    "lei": "RON",
    "Fr.": "CHF",
    "SFr.": "CHF",
    "SFr": "CHF",
    "sFr.": "CHF",
    "₹": "INR",
    "₺": "TRY",
    "₽": "RUB",
    "₴": "UAH",
    "₪": "ILS",
    "₩": "KRW",
    "฿": "THB",
    "₫": "VND",
    "₱": "PHP",
    "₦": "NGN",
}
"""Signs that several countries share are read as the commonest of them; the finding says so."""

SHARED_SIGNS = frozenset({"$", "kr", "¥"})

NAMES = {
    "euros": "EUR",
    "euro": "EUR",
    "pounds": "GBP",
    "pound sterling": "GBP",
    "sterling": "GBP",
    "dollars": "USD",
    "us dollar": "USD",
    "us dollars": "USD",
    "swiss franc": "CHF",
    "franc suisse": "CHF",
    "schweizer franken": "CHF",
    "stg": "GBP",
    "rmb": "CNY",
    "sfr": "CHF",
}


def currency_of_sign(sign: str) -> str | None:
    """The ISO code that a sign, a code or a name stands for; None when it stands for none."""
    if sign in CURRENCY_SIGNS:
        return CURRENCY_SIGNS[sign]
    code = sign.strip().upper()
    if code in EXPONENTS:
        return code
    return NAMES.get(sign.strip().casefold())
