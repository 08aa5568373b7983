"""What is an early-warning signal, and what does a warning say?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import ibis
import ibis.expr.types as ir

from duly.analytics.warnings.evidence import Evidence
from duly.book.policy.warnings import WarningPolicy

# A last bit, which engines may compute differently, moves nobody over a threshold.
_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Signal:
    """One early warning: what it says, by which formula, and where it looks.

    `severity` is 1 for the gravest to 4. `thresholds` names the keys of `WarningPolicy` it uses,
    `needs` the tables without which it has nothing to go by. `measure` gives the columns of
    `measured` for every account with enough evidence.
    """

    code: str
    severity: int
    says: str
    formula: str
    thresholds: tuple[str, ...]
    needs: frozenset[str]
    measure: Callable[[Evidence, WarningPolicy], ir.Table]
    falls: bool = False

    def find(self, evidence: Evidence, policy: WarningPolicy) -> ir.Table:
        """The accounts it warns of: `observed` reached `threshold`, from above when it falls."""
        every = self.measure(evidence, policy)
        observed, threshold = every.observed.round(_DIGITS), every.threshold.round(_DIGITS)
        return every.filter(observed <= threshold if self.falls else observed >= threshold)


def measured(
    accounts: ir.Table,
    *,
    observed: ir.Value,
    threshold: ir.Value | float,
    evidence_count: ir.Value | int,
    usual: ir.Value | float | None = None,
    since_on: ir.Value | None = None,
    about: ir.Value | None = None,
) -> ir.Table:
    """The columns of a warning, from a table of one row an account; they are told in `warnings`."""
    return accounts.select(
        "account_id",
        observed=_as(observed, "float64"),
        usual=_as(usual, "float64"),
        threshold=_as(threshold, "float64"),
        evidence_count=_as(evidence_count, "int64"),
        since_on=_as(since_on, "date"),
        about=_as(about, "string"),
    )


def _as(value: ir.Value | float | None, kind: str) -> ir.Value:
    if value is None:
        return ibis.null(kind)
    return (value if isinstance(value, ir.Value) else ibis.literal(value)).cast(kind)
