"""Which single things about an account could be different, so that it would be judged better?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from duly.analytics.scoring.points import Step, band_of, steps_to_better
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.policy.scorecard import Characteristic, Evidence

Observation = Mapping[str, Any]

# What nobody can change by acting differently is no advice.
_BEYOND_REACH = (Evidence.RELATION, Evidence.MARKET)
# A value that must fall below an edge is put this far below it, or half a band if that is less.
_JUST_BELOW = 0.01


@dataclass(frozen=True, slots=True)
class Change:
    """One column of an observation, what it is, and what it would have to be.

    `is_below` tells on which side of `threshold` the wanted value lies; both are None where the
    value is simply set. `is_new_evidence` marks what was not known at all before. `effort` orders
    changes: fewer bands to climb first. `also` holds columns that go with it.
    """

    column: str
    observed: Any
    wanted: Any
    threshold: float | None = None
    is_below: bool | None = None
    is_new_evidence: bool = False
    effort: int = 1
    also: Mapping[str, Any] = field(default_factory=dict)

    def apply(self, seen: Observation) -> dict[str, Any]:
        return {**seen, self.column: self.wanted, **self.also}


def possible_changes(
    seen: Observation, policy: CreditPolicy, *, need_units: int | None
) -> tuple[Change, ...]:
    """Every change that could help: better bands, the first evidence, security for the need."""
    changes = [
        change
        for item in policy.scorecard.characteristics
        if item.bands and item.evidence not in _BEYOND_REACH
        for change in _changes_of(item, seen)
    ]
    return (*changes, *_first_payments(seen, policy), *_adverse(seen), *_security(seen, need_units))


def _changes_of(item: Characteristic, seen: Observation) -> Iterator[Change]:
    value = seen[item.code]
    if value is None:
        yield from _new_evidence(item, seen)
        return
    place = band_of(item, value)
    for effort, step in enumerate(steps_to_better(item, place), start=1):
        wanted = _wanted(item, step)
        yield Change(item.code, value, wanted, step.threshold, step.is_below, effort=effort)


def _wanted(item: Characteristic, step: Step) -> float:
    """A value inside the better band, as near to its edge as makes sense."""
    if not step.is_below:
        return step.threshold
    starts = [band.at_least for band in item.bands if band.at_least is not None]
    lower = [start for start in starts if start < step.threshold]
    width = step.threshold - max(lower) if lower else 2 * _JUST_BELOW
    return round(step.threshold - min(_JUST_BELOW, width / 2), 6)


def _new_evidence(item: Characteristic, seen: Observation) -> Iterator[Change]:
    """A statement or a report that we do not have could show the best band."""
    flags = {Evidence.STATEMENT: "has_statement", Evidence.BUREAU: "has_bureau"}
    if item.evidence not in flags:
        return
    best = max(range(len(item.bands)), key=lambda place: item.bands[place].points)
    edge = item.bands[best].at_least
    if edge is None:
        return
    also = {flags[item.evidence]: True}
    yield Change(item.code, None, edge, edge, False, is_new_evidence=True, effort=9, also=also)


def _first_payments(seen: Observation, policy: CreditPolicy) -> Iterator[Change]:
    needed = policy.scorecard.evidence.paid_invoices
    if seen["paid_count"] < needed:
        yield Change("paid_count", seen["paid_count"], needed, float(needed), False)


def _adverse(seen: Observation) -> Iterator[Change]:
    if seen["adverse_events"]:
        yield Change("adverse_events", seen["adverse_events"], 0, 1.0, True, effort=8)


def _security(seen: Observation, need_units: int | None) -> Iterator[Change]:
    insured = seen["insured_limit_units"]
    if need_units and (insured is None or insured < need_units):
        yield Change("insured_limit_units", insured, need_units, need_units, False, effort=3)
