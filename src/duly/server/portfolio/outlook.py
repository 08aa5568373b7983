"""When will the open invoices be paid, and what cash comes, by the model that is stored?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any

import pyarrow as pa

from duly.book.findings import BadInput
from duly.book.tables import Book
from duly.server.portfolio.answers.look import Facts, storable
from duly.server.portfolio.models import StoredModel
from duly.server.portfolio.rates import StoredRates

if TYPE_CHECKING:
    from duly.analytics.cash_forecast.daily import Learned
    from duly.analytics.cash_forecast.daily import Outlook as LookedAhead

NO_MODEL = "no_model_yet"
EXPLAINED = 1_000
_AT_ONCE = 5_000
_DAYS = ("p10_on", "p50_on", "p90_on")
_FIGURES = (
    "p10_days",
    "p50_days",
    "p90_days",
    "mean_days",
    "p_later_than_30",
    "p_later_than_60",
    "p_later_than_90",
    "usual_days",
    "moved_days",
)
_BANDS = ("p10_units", "p50_units", "p90_units", "expected_units")


@dataclass(frozen=True)
class InvoiceFacts:
    """The columns of InvoiceOutlook by the number of the invoice, made while they are stored."""

    rows: pa.Table = field(default_factory=lambda: pa.table({}))

    def __len__(self) -> int:
        return int(self.rows.num_rows)

    def items(self) -> Iterator[tuple[str, Facts]]:
        """A few thousand at a time: those of a large book would fill the memory."""
        for batch in self.rows.to_batches(max_chunksize=_AT_ONCE):
            for row in batch.to_pylist():
                yield row["invoice_id"], _columns(row)


@dataclass(frozen=True)
class Outlook:
    """Snapshot.cash, and what is said of single invoices."""

    cash: Facts
    invoices: InvoiceFacts = field(default_factory=InvoiceFacts)


def newest_model(as_of: date) -> StoredModel | None:
    """The model to look ahead with on a day: none that knows more than the day did."""
    trusted = StoredModel.objects.filter(is_trusted=True, fitted_on__lte=as_of)
    return trusted.order_by("-fitted_on", "-pk").first()


def outlook_from(book: Book, as_of: date, rates: StoredRates) -> Outlook:
    """Look ahead from the day; where that cannot be done, the cash facts say why."""
    model = newest_model(as_of)
    if model is None:
        return nothing_ahead(refusal=NO_MODEL)
    try:
        return looked_ahead(model, book, as_of, rates)
    except BadInput as error:
        return nothing_ahead(problem=error)


def nothing_ahead(*, refusal: str | None = None, problem: BadInput | None = None) -> Outlook:
    """No forecast: `refusal` is a code of the model's; of what the book or a kept model lacks
    `problem` is the sentence, `problem_code` and `problem_facts` say it in other languages."""
    empty: Facts = {"weeks": [], "days": [], "whole": [], "model_id": None, "fitted_on": None}
    told: Facts = {"is_shown": False, "refusal": refusal, "problem": None}
    if problem is not None:
        told["problem"] = str(problem)
        told |= {"problem_code": problem.code, "problem_facts": problem.facts}
    return Outlook(told | empty)


def looked_ahead(model: StoredModel, book: Book, as_of: date, rates: StoredRates) -> Outlook:
    """Raises BadInput for a model that is damaged or of another version; it is used no more."""
    from duly.analytics.cash_forecast.daily import look_ahead

    ahead = look_ahead(book, _learned(model), as_of=as_of, explained=EXPLAINED)
    return Outlook(_cash(ahead, model, rates), InvoiceFacts(ahead.invoices))


def _learned(model: StoredModel) -> Learned:
    from duly.analytics.cash_forecast.kept import unpacked

    try:
        return unpacked(bytes(model.archive))
    except BadInput as error:
        StoredModel.objects.filter(pk=model.pk).update(is_trusted=False, problem=str(error))
        raise


def _cash(ahead: LookedAhead, model: StoredModel, rates: StoredRates) -> Facts:
    weeks = ahead.cash.weeks.to_pylist()
    whole, is_widened = _whole(weeks, rates)
    facts: Facts = {
        "is_shown": ahead.is_shown,
        "refusal": ahead.refusal,
        "problem": None,
        "model_id": model.pk,
        "fitted_on": model.fitted_on,
        "weeks": weeks,
        "days": ahead.cash.days.to_pylist(),
        "whole": whole,
        "is_widened": is_widened,
    }
    return dict(storable(facts))


def _whole(weeks: list[Facts], rates: StoredRates) -> tuple[list[Facts], bool]:
    """All currencies together. Bands added up are at least as wide as that of the sum would be:
    not every currency has its bad week at once."""
    together = [row for row in weeks if row["entity"] is None and row["source"] == "all"]
    known = [row for row in together if rates.has(row["currency"])]
    found: dict[int, Facts] = {}
    for row in known:
        start = {"week": row["week"], "week_start": row["week_start"], **dict.fromkeys(_BANDS, 0)}
        sums = found.setdefault(row["week"], start)
        for name in _BANDS:
            sums[name] += rates.worth(row[name], row["currency"])
    return [found[week] for week in sorted(found)], len({row["currency"] for row in known}) > 1


def _columns(row: dict[str, Any]) -> Facts:
    return {
        **{name: row[name] for name in _DAYS},
        "late_chance": row["p_late"],
        "never_chance": row["p_never"],
        "reasons": storable(row["reasons"] or []),
        "figures": storable({name: row[name] for name in _FIGURES}),
    }
