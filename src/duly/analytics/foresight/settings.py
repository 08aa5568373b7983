"""How is a payment-timing model fitted, and when is it good enough to be shown?"""

from __future__ import annotations

from dataclasses import dataclass

# From simple to rich.
KINDS = ("shrinkage", "line", "boosted")


@dataclass(frozen=True, slots=True)
class Settings:
    """Knobs of fitting.

    `most_rows` caps the invoices learned from (evenly spaced over the last `most_days`; the
    history of each still counts every invoice), `most_trial_rows` those of each trial. Trials are
    cut at these shares of the invoices by day of issue. Below `fewest_paid` paid invoices or
    `fewest_trials` trial forecasts nothing is learned, and no forecast of single invoices shown;
    nor when its median misses by more than `most_error` times what the best baseline does.
    `gain` is what a richer model must win by, of the simpler one's loss. Trees are not tried on
    fewer than `fewest_for_trees` paid invoices, where they only guess.
    """

    seed: int = 7
    workers: int = 2
    rounds: int = 100
    kinds: tuple[str, ...] = KINDS
    most_rows: int = 120_000
    most_days: int = 1_095
    most_trial_rows: int = 25_000
    trial_cuts: tuple[float, ...] = (0.55, 0.7, 0.85)
    fewest_paid: int = 200
    fewest_trials: int = 100
    fewest_for_trees: int = 1_500
    most_error: float = 1.05
    gain: float = 0.01
