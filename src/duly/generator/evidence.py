"""How often, and for whom, is there outside evidence: the rows of (account, day) pairs."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from duly.generator.chance import Flags, Floats, Indices
from duly.generator.customers import Customers
from duly.generator.days import Days


@dataclass(frozen=True, slots=True)
class Sightings:
    """One row per account and day on which evidence about it is dated."""

    account: Indices
    day: Days

    def where(self, mask: Flags) -> Sightings:
        return Sightings(self.account[mask], self.day[mask])


def every(accounts: Indices, first: Days, step: Indices, until: int) -> Sightings:
    """From each account's first day on, every `step` days up to `until`."""
    times = np.maximum((until - first) // step + 1, 0)
    account = np.repeat(accounts, times)
    turn = np.arange(len(account)) - np.repeat(np.cumsum(times) - times, times)
    return Sightings(account, np.repeat(first, times) + turn * np.repeat(step, times))


def covered(
    customers: Customers, accounts: Indices, rates: tuple[float, float, float], luck: Floats
) -> Indices:
    """The accounts about which this evidence exists: `rates` for small, mid and key ones."""
    rate = np.asarray(rates)[customers.segment[accounts]]
    return accounts[(luck < rate) | customers.documented[accounts]]
