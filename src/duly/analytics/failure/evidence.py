"""How strongly does falling into a bin speak for a sound firm, or for one that fails?"""

from __future__ import annotations

import math
from collections.abc import Sequence

SMOOTHING = 0.5


def weights_of_evidence(counts: Sequence[int], failures: Sequence[int]) -> list[float]:
    """ln(share of the sound / share of the failed) of each bin: above zero is safer.

    Where a bin has no sound or no failed firm, every share of that kind is smoothed as
    (n + 0.5) / (N + 0.5 k). Source: handbook 03 section 1.
    """
    sound = _shares([count - lost for count, lost in zip(counts, failures, strict=True)])
    failed = _shares(failures)
    return [math.log(good / bad) for good, bad in zip(sound, failed, strict=True)]


def information_value(counts: Sequence[int], failures: Sequence[int]) -> float:
    """The sum of (share of the sound - share of the failed) x weight of evidence.

    Below 0.02 unpredictive, to 0.1 weak, to 0.3 medium, to 0.5 strong, above that suspicious:
    look for leakage. Source: handbook 03 section 1 (Siddiqi).
    """
    sound = _shares([count - lost for count, lost in zip(counts, failures, strict=True)])
    failed = _shares(failures)
    pairs = zip(sound, failed, strict=True)
    return sum((good - bad) * math.log(good / bad) for good, bad in pairs)


def strength_of(value: float) -> str:
    """Siddiqi's word for an information value."""
    edges = ((0.02, "unpredictive"), (0.1, "weak"), (0.3, "medium"), (0.5, "strong"))
    return next((word for edge, word in edges if value < edge), "suspicious")


def _shares(numbers: Sequence[int]) -> list[float]:
    added = 0.0 if all(numbers) else SMOOTHING
    total = sum(numbers) + added * len(numbers)
    return [(number + added) / total for number in numbers]
