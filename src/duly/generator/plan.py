"""What kind of book is asked for, and does the wish make sense?"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from duly.generator.markets import COUNTRIES, MARKETS
from duly.kernel.currencies import EXPONENTS

INVOICES_PER_ACCOUNT = 25
MOST_DEFAULT_ACCOUNTS = 100_000
LEAST_DEFAULT_SHARE = 0.55
# The cast of the story needs room beside it, and a past long enough to change in.
STORY_LEAST_ACCOUNTS, STORY_LEAST_INVOICES, STORY_LEAST_YEARS = 30, 600, 1.5

Progress = Callable[[int, int], None]


def silent(done: int, total: int) -> None:
    """Progress that nobody wants to see. `done` and `total` count invoices."""


@dataclass(frozen=True, slots=True)
class BookPlan:
    """The size, span and mix of a book. The same plan always makes the same bytes.

    `invoices` is the exact number of rows of the table invoices, credit and debit notes
    included. `until` is the last day anything is known on: no clock is read. `currency_shares`
    are the shares of the accounts, in the order of `currencies`; None gives the first one 55 %
    and splits the rest. `countries` are ISO alpha-2 codes; None takes the homes of the
    currencies. `story` casts the characters of `duly.generator.story`. Raises ValueError.
    """

    invoices: int
    until: date
    accounts: int | None = None
    seed: int = 1
    years: float = 3.0
    entities: int = 2
    currencies: tuple[str, ...] = ("EUR", "USD", "GBP")
    currency_shares: tuple[float, ...] | None = None
    countries: tuple[str, ...] | None = None
    story: bool = False

    def __post_init__(self) -> None:
        for complaint in _complaints(self):
            raise ValueError(complaint)

    @property
    def account_count(self) -> int:
        """The accounts asked for, or one for every 25 invoices up to 100,000."""
        if self.accounts is not None:
            return self.accounts
        return max(1, min(self.invoices // INVOICES_PER_ACCOUNT, MOST_DEFAULT_ACCOUNTS))

    @property
    def since(self) -> date:
        """The first day on which an invoice may be issued."""
        return self.until - timedelta(days=round(self.years * 365.25))

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of each currency; they add up to 1."""
        given = self.currency_shares or _default_shares(len(self.currencies))
        return tuple(share / sum(given) for share in given)

    @property
    def homes(self) -> tuple[str, ...]:
        """The countries customers may come from."""
        if self.countries is not None:
            return self.countries
        homes = tuple(m.country for m in MARKETS if m.currency in self.currencies)
        return homes or tuple(m.country for m in MARKETS)


def _default_shares(count: int) -> tuple[float, ...]:
    if count == 1:
        return (1.0,)
    rest = (1 - LEAST_DEFAULT_SHARE) / (count - 1)
    return (LEAST_DEFAULT_SHARE, *[rest] * (count - 1))


def _complaints(plan: BookPlan) -> list[str]:
    return [*_size_complaints(plan), *_story_complaints(plan), *_mix_complaints(plan)]


def _size_complaints(plan: BookPlan) -> list[str]:
    found = []
    if plan.invoices < 1:
        found.append(f"a book needs at least one invoice, not {plan.invoices}")
    elif not 1 <= plan.account_count <= plan.invoices:
        found.append(
            f"{plan.account_count} accounts cannot share {plan.invoices} invoices: "
            "ask for at least one account and no more accounts than invoices"
        )
    if not 0.25 <= plan.years <= 30:
        found.append(f"years must be between 0.25 and 30, not {plan.years}")
    if not 1 <= plan.entities <= 99:
        found.append(f"entities must be between 1 and 99, not {plan.entities}")
    if plan.seed < 0:
        found.append(f"the seed must not be negative, not {plan.seed}")
    if plan.until.year < 1990:
        found.append(f"until must be 1990 or later, not {plan.until}")
    return found


def _story_complaints(plan: BookPlan) -> list[str]:
    fits = (
        plan.invoices >= STORY_LEAST_INVOICES
        and plan.account_count >= STORY_LEAST_ACCOUNTS
        and plan.years >= STORY_LEAST_YEARS
    )
    if fits or not plan.story:
        return []
    return [
        f"the story needs at least {STORY_LEAST_INVOICES} invoices, {STORY_LEAST_ACCOUNTS} "
        f"accounts and {STORY_LEAST_YEARS} years"
    ]


def _mix_complaints(plan: BookPlan) -> list[str]:
    found = []
    if not plan.currencies or len(set(plan.currencies)) != len(plan.currencies):
        found.append("name at least one currency, and each only once")
    found += [f"unknown currency: {c}" for c in plan.currencies if c not in EXPONENTS]
    if plan.countries is not None:
        if not plan.countries:
            found.append("name at least one country, or leave the countries out")
        known = ", ".join(COUNTRIES)
        found += [
            f"unknown country: {c} (known here: {known})"
            for c in plan.countries
            if c not in COUNTRIES
        ]
    if plan.currency_shares is not None and not _shares_fit(plan):
        found.append("give one share above 0 for each currency")
    return found


def _shares_fit(plan: BookPlan) -> bool:
    shares = plan.currency_shares or ()
    return len(shares) == len(plan.currencies) and all(0 < share < 1e6 for share in shares)
