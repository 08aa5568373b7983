"""What are the smallest changes that would raise an account's grade, or its limit?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from itertools import accumulate, combinations, islice, product
from typing import Any

import ibis.expr.types as ir
import pyarrow as pa

from duly.analytics.assessment.change import Change, Observation, possible_changes
from duly.analytics.assessment.judgement import judge
from duly.analytics.assessment.observation import OBSERVED
from duly.analytics.scoring.reasons import reasons
from duly.book.engines import Engine
from duly.book.policy.credit_policy import CreditPolicy
from duly.book.policy.grades import GRADES, NOT_RATED

# Sets of up to this many changes are all tried; larger ones only greedily.
MOST_TRIED_TOGETHER = 3
# Of a set up to this size every step is tried at once; of a larger one only the smallest and the
# largest of each column, and then every step of the best sets.
MOST_IN_FULL = 2
MOST_ADVICE = 3
_RANK: dict[str, int] = {grade: place for place, grade in enumerate((NOT_RATED, *reversed(GRADES)))}


class Goal(StrEnum):
    GRADE = "grade"
    LIMIT = "limit"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a judgement comes to."""

    score: int | None
    grade: str
    pd: float
    limit_units: int | None
    limit_binding: str | None
    recommended_days: int
    deposit_share: float


@dataclass(frozen=True, slots=True)
class Advice:
    """A set of changes and what follows; applied to the observation, it gives `after`."""

    goal: Goal
    changes: tuple[Change, ...]
    before: Outcome
    after: Outcome

    def facts(self) -> dict[str, Any]:
        """As JSON tells it."""
        changes = [
            {
                "characteristic": change.column,
                "observed": change.observed,
                "wanted": change.wanted,
                "threshold": change.threshold,
                "is_below": change.is_below,
                "is_new_evidence": change.is_new_evidence,
                "also": dict(change.also),
            }
            for change in self.changes
        ]
        return {"changes": changes, "before": asdict(self.before), "after": asdict(self.after)}


Tried = tuple[tuple[Change, ...], Outcome]
"""Some changes, and what the account would be judged with them."""


class Adviser:
    """Judges one account as it is and as it could be, all variants of a kind in one expression."""

    def __init__(
        self, seen: Observation, *, engine: Engine, policy: CreditPolicy, as_of: date
    ) -> None:
        self._seen = {name: seen[name] for name in OBSERVED.names}
        self._engine, self._policy, self._as_of = engine, policy, as_of
        self._judged = self.judged([self._seen])[0]
        self._sets: dict[int, list[Tried]] = {}

    @property
    def before(self) -> Outcome:
        return outcome(self._judged)

    @property
    def judgement(self) -> dict[str, Any]:
        """The account as it is judged: the columns of `judge`."""
        return self._judged

    def reasons(self) -> list[dict[str, Any]]:
        """Why the score is what it is, the costliest first: the rows of `reasons`."""
        card = self._policy.scorecard
        return self._rows(reasons(self._table([self._seen]), card).order_by("rank"))

    def advice(self, goal: Goal) -> tuple[Advice, ...]:
        """Up to three ways to the goal, the fewest and smallest changes first; none if none is.

        For the limit, a need that is already covered leaves nothing to advise.
        """
        if goal is Goal.LIMIT and self._judged["limit_binding"] in ("need", None):
            return ()
        for size in range(1, MOST_TRIED_TOGETHER + 1):
            reached = [pair for pair in self._tried(size) if self._reaches(goal, pair[1])]
            if reached:
                best = _varied(reached)
                if size > MOST_IN_FULL:
                    best = _varied(self._refined(goal, best))
                return tuple(Advice(goal, changes, self.before, after) for changes, after in best)
        return self._greedy(goal)

    def judged(self, rows: Sequence[Observation]) -> list[dict[str, Any]]:
        """The judgements of observations, in their order."""
        return self._rows(self._table(rows).order_by("account_id"))

    def _rows(self, expression: ir.Table) -> list[dict[str, Any]]:
        rows: list[dict[str, Any]] = self._engine.fetch(expression).to_pylist()
        return rows

    def _table(self, rows: Sequence[Observation]) -> ir.Table:
        numbered = [{**row, "account_id": f"{place:06}"} for place, row in enumerate(rows)]
        table = self._engine.table(pa.Table.from_pylist(numbered, schema=OBSERVED))
        return judge(table, self._policy, as_of=self._as_of)

    def _refined(self, goal: Goal, coarse: Sequence[Tried]) -> list[Tried]:
        """Every step of the columns of these sets, as far as it reaches the goal."""
        steps = _by_column(self._changes())
        finer = [
            chosen
            for changes, _ in coarse
            for chosen in product(*[steps[change.column] for change in changes])
        ]
        return [pair for pair in self._outcomes(finer) if self._reaches(goal, pair[1])]

    def _tried(self, size: int) -> list[Tried]:
        if size not in self._sets:
            self._sets[size] = self._outcomes(list(_sets(self._changes(), size)))
        return self._sets[size]

    def _changes(self) -> tuple[Change, ...]:
        return possible_changes(self._seen, self._policy, need_units=self._judged["need_units"])

    def _outcomes(self, sets: list[tuple[Change, ...]]) -> list[Tried]:
        if not sets:
            return []
        rows = self.judged([_applied(self._seen, changes) for changes in sets])
        return [(changes, outcome(row)) for changes, row in zip(sets, rows, strict=True)]

    def _reaches(self, goal: Goal, after: Outcome) -> bool:
        if goal is Goal.GRADE:
            return _RANK[after.grade] > _RANK[self.before.grade]
        return (after.limit_units or 0) > (self.before.limit_units or 0)

    def _greedy(self, goal: Goal) -> tuple[Advice, ...]:
        """Many small losses: the best band of each, added one by one until the goal is reached."""
        best = {change.column: change for change in self._changes()}
        growing = list(accumulate(([change] for change in best.values()), lambda a, b: a + b))
        for changes, after in self._outcomes([tuple(changes) for changes in growing]):
            if self._reaches(goal, after):
                return (Advice(goal, changes, self.before, after),)
        return ()


def outcome(judged: Observation) -> Outcome:
    """The outcome in a row of `judge`."""
    return Outcome(**{name: judged[name] for name in Outcome.__dataclass_fields__})


def _sets(changes: tuple[Change, ...], size: int) -> Iterator[tuple[Change, ...]]:
    """Sets of so many changes, each of another column."""
    usable = changes if size <= MOST_IN_FULL else _first_and_last(changes)
    for chosen in combinations(usable, size):
        if len({change.column for change in chosen}) == size:
            yield chosen


def _first_and_last(changes: tuple[Change, ...]) -> tuple[Change, ...]:
    """For each column its smallest and its largest step."""
    kept = [[steps[0], *steps[1:][-1:]] for steps in _by_column(changes).values()]
    return tuple(change for steps in kept for change in steps)


def _by_column(changes: tuple[Change, ...]) -> dict[str, list[Change]]:
    by_column: dict[str, list[Change]] = {}
    for change in changes:
        by_column.setdefault(change.column, []).append(change)
    return by_column


def _applied(seen: Observation, changes: tuple[Change, ...]) -> Observation:
    for change in changes:
        seen = change.apply(seen)
    return seen


def _effort(changes: tuple[Change, ...]) -> tuple[int, int]:
    return sum(change.is_new_evidence for change in changes), sum(c.effort for c in changes)


def _varied(reached: Sequence[Tried]) -> list[Tried]:
    """The ways of the least effort, each changing other columns than those before it."""
    seen: set[frozenset[str]] = set()

    def is_new(pair: Tried) -> bool:
        columns = frozenset(change.column for change in pair[0])
        is_first = columns not in seen
        seen.add(columns)
        return is_first

    ranked = sorted(reached, key=lambda pair: _effort(pair[0]))
    return list(islice((pair for pair in ranked if is_new(pair)), MOST_ADVICE))
