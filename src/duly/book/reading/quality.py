"""What was found while reading: exact counts, and the first rows of each kind?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from duly.book.findings import Finding, FindingCount

MAX_LISTED = 1000
"""Rows listed per code and table; the counts go on."""

Units = Mapping[str | None, int]


@dataclass(slots=True)
class Quality:
    """The quality report while it is being written."""

    findings: list[Finding] = field(default_factory=list)
    _counts: dict[tuple[str, str, bool], int] = field(default_factory=lambda: defaultdict(int))
    _units: dict[tuple[str, str, bool], dict[str | None, int]] = field(
        default_factory=lambda: defaultdict(lambda: defaultdict(int))
    )

    def add(self, findings: Iterable[Finding]) -> None:
        """Count and list findings, each standing for one row, column or file."""
        for finding in findings:
            self.record([finding], 1)

    def record(self, listed: Sequence[Finding], count: int, *, units: Units | None = None) -> None:
        """Count `count` rows with the code, table and fate of the first of the `listed`."""
        first = listed[0]
        key = (first.code, first.table, first.set_aside)
        room = max(MAX_LISTED - self._counts[key], 0)
        self.findings.extend(listed[:room])
        self._counts[key] += count
        for currency, amount in (units or {}).items():
            self._units[key][currency] += amount

    def counts(self) -> tuple[FindingCount, ...]:
        """Everything counted, by table, then code."""
        ordered = sorted(self._counts, key=lambda key: (key[1], key[0], key[2]))
        return tuple(
            FindingCount(code, table, self._counts[key], set_aside, dict(self._units[key]))
            for key in ordered
            for code, table, set_aside in [key]
        )
