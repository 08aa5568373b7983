"""Which days does a period cover, and what do two periods share?"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Interval:
    """The days from `start` up to, not including, `end`: half-open, [start, end).

    `end` None means that it has not ended. `start == end` is an empty period, as of a dispute
    that was opened and closed on one day. Raises `ValueError` if it ends before it starts.
    """

    start: date
    end: date | None = None

    def __post_init__(self) -> None:
        if self.end is not None and self.end < self.start:
            raise ValueError(f"ends on {self.end}, before it starts on {self.start}")

    def contains(self, day: date) -> bool:
        return self.start <= day and (self.end is None or day < self.end)

    def overlaps(self, other: Interval) -> bool:
        """Whether they have a day in common. Periods that only touch do not overlap."""
        return self.intersection(other) is not None

    def intersection(self, other: Interval) -> Interval | None:
        """The days in both, or None if there are none."""
        start = max(self.start, other.start)
        ends = [end for end in (self.end, other.end) if end is not None]
        end = min(ends, default=None)
        if end is not None and end <= start:
            return None
        return Interval(start, end)

    @property
    def days(self) -> int | None:
        """How many days it covers; None if it is open."""
        return None if self.end is None else (self.end - self.start).days
