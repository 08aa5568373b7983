"""In which countries do customers live, and what is usual there?

Invented round figures that keep the order seen in the surveys of handbook 11: long terms in the
south, short ones in the north. No published figure is copied.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Market:
    """A country. `weight` is its share among its currency's countries, before normalising.

    `terms` are the chances of 14, 30, 45 and 60 days; `month_end` the chance that terms run from
    the end of the month; `slower_days` what its customers add to their due dates on average.
    """

    country: str
    currency: str
    language: str
    weight: float
    forms: tuple[str, ...]
    dialling: str
    terms: tuple[float, float, float, float]
    month_end: float
    slower_days: float


TERMS_DAYS = (14, 30, 45, 60)
_SHORT = (0.12, 0.53, 0.18, 0.17)
_MIDDLE = (0.05, 0.33, 0.22, 0.40)
_LONG = (0.02, 0.16, 0.20, 0.62)

MARKETS = (
    Market("DE", "EUR", "de", 0.30, ("GmbH", "GmbH & Co. KG", "AG"), "49", _SHORT, 0.02, 1),
    Market("FR", "EUR", "fr", 0.20, ("SARL", "SAS", "SA"), "33", _MIDDLE, 0.40, 2),
    Market("IT", "EUR", "it", 0.12, ("S.r.l.", "S.p.A."), "39", _LONG, 0.45, 5),
    Market("ES", "EUR", "es", 0.12, ("S.L.", "S.A."), "34", _LONG, 0.20, 4),
    Market("NL", "EUR", "nl", 0.10, ("B.V.", "N.V."), "31", _SHORT, 0.02, 0),
    Market("AT", "EUR", "de", 0.06, ("GmbH", "KG"), "43", _SHORT, 0.02, 0),
    Market("BE", "EUR", "fr", 0.06, ("SRL", "SA"), "32", _MIDDLE, 0.15, 2),
    Market("IE", "EUR", "en", 0.04, ("Ltd", "DAC"), "353", _MIDDLE, 0.10, 2),
    Market("US", "USD", "en", 1.00, ("Inc.", "LLC", "Corp."), "1", _MIDDLE, 0.03, 2),
    Market("GB", "GBP", "en", 1.00, ("Ltd", "PLC", "LLP"), "44", _MIDDLE, 0.15, 2),
    Market("CH", "CHF", "de", 1.00, ("AG", "GmbH"), "41", _SHORT, 0.02, -1),
    Market("PL", "PLN", "en", 1.00, ("Sp. z o.o.", "S.A."), "48", _MIDDLE, 0.05, 4),
    Market("SE", "SEK", "en", 1.00, ("AB",), "46", _SHORT, 0.02, -1),
    Market("DK", "DKK", "en", 1.00, ("A/S", "ApS"), "45", _SHORT, 0.20, -1),
    Market("CA", "CAD", "en", 1.00, ("Inc.", "Ltd"), "1", _MIDDLE, 0.03, 1),
    Market("AU", "AUD", "en", 1.00, ("Pty Ltd",), "61", _MIDDLE, 0.20, 3),
    Market("JP", "JPY", "en", 1.00, ("K.K.",), "81", _LONG, 0.80, -1),
    Market("KW", "KWD", "en", 1.00, ("W.L.L.",), "965", _LONG, 0.05, 6),
)
COUNTRIES = tuple(market.country for market in MARKETS)

# How many units of the currency one euro is worth here: round, synthetic, only to give amounts
# and exchange rates a believable size.
LEVELS = {
    "EUR": 1.0, "USD": 1.1, "GBP": 0.85, "CHF": 0.95, "PLN": 4.3, "SEK": 11.0, "DKK": 7.5,
    "CAD": 1.5, "AUD": 1.65, "JPY": 160.0, "KWD": 0.33,
}  # fmt: skip

SECTORS = (
    "wholesale", "machinery", "construction", "food", "retail", "transport",
    "chemicals", "electronics", "hospitality", "services",
)  # fmt: skip
SECTOR_WEIGHTS = (0.18, 0.14, 0.13, 0.11, 0.10, 0.09, 0.07, 0.07, 0.05, 0.06)
# A sector that fails more often, in the units of latent health.
SECTOR_HEALTH = (0.1, 0.2, -0.5, 0.1, -0.2, -0.2, 0.3, 0.2, -0.5, 0.1)

SEGMENTS = ("small", "mid", "key")
ENTITY_FORMS = ("Ltd", "GmbH", "SAS", "Inc", "B.V.", "S.r.l.", "S.L.", "AG")


def entity_names(count: int) -> list[str]:
    """The selling companies: one invented name with the legal forms of its countries."""
    forms = [ENTITY_FORMS[n % len(ENTITY_FORMS)] for n in range(count)]
    rounds = [n // len(ENTITY_FORMS) for n in range(count)]
    return [
        f"Lindvale {form}" if turn == 0 else f"Lindvale {turn + 1} {form}"
        for form, turn in zip(forms, rounds, strict=True)
    ]
