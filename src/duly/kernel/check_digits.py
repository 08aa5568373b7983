"""Does the last digit of this national payment reference fit the others?

The sums that python-stdnum does not have: the Norwegian modulus 11 and the Finnish 7-3-1.
Both expect two or more ASCII digits, check figure included; the caller has made sure of that.
"""

from __future__ import annotations

from itertools import cycle


def fits_norwegian_mod_11(reference: str) -> bool:
    """Weights 2 to 7 from the right; a check figure of 10 is written as a minus."""
    figure = -_weighted_sum(reference[:-1], (2, 3, 4, 5, 6, 7)) % 11
    return reference[-1] == "0123456789-"[figure]


def fits_finnish_731(reference: str) -> bool:
    """Weights 7, 3, 1 from the right; the sum is filled up to a full ten."""
    figure = -_weighted_sum(reference[:-1], (7, 3, 1)) % 10
    return reference[-1] == str(figure)


def _weighted_sum(digits: str, weights: tuple[int, ...]) -> int:
    pairs = zip(reversed(digits), cycle(weights), strict=False)
    return sum(int(digit) * weight for digit, weight in pairs)
