"""Which column of the file is which column of the book, all columns weighed together?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from duly.book.recognition.buckets import Bucket
from duly.book.recognition.contents import Content
from duly.book.recognition.facts import ColumnGuess
from duly.book.recognition.fitness import DATES, fitness, without_header
from duly.book.recognition.headers import header_scores
from duly.book.recognition.matching import best_assignment
from duly.book.recognition.words import listed

NO_USE_UNKNOWN = 0.3
"""What speaks for leaving out a column whose header says nothing."""
ONLY_CONTENT = 0.5
"""Cells alone never weigh more than half of what a clear header with fitting cells does."""
ESSENTIAL = frozenset({"issued_on", "due_on", "amount", "invoice_id", "account_id", "name"})
CLAIMED = 0.5
WEAK = 0.25
"""What a column must at least offer to be taken where the book cannot do without."""
INDISPENSABLE: tuple[tuple[tuple[str, ...], frozenset[str]], ...] = (
    (("amount", "open_amount"), frozenset({"amount", "open_amount", "debit"})),
    (("issued_on",), frozenset({"issued_on"})),
    (("name", "account_id"), frozenset({"name", "account_id"})),
)
"""What the book needs, and what makes that need void."""
EARLIER = 1e-6
"""Of two equal columns the earlier one is taken."""

BOOKS = listed(
    "account_id name parent_id country segment sector email phone vat_id terms_days credit_limit "
    "invoice_id kind currency amount issued_on due_on entity order_no written_off_on paid_on "
    "open_amount paid_amount days_late days_to_pay disputed dispute_reason debit credit sign "
    "payment_reference balance"
)
OF_LINES = frozenset(
    listed(
        "amount open_amount paid_amount debit credit sign invoice_id kind order_no disputed "
        "dispute_reason days_late days_to_pay payment_reference"
    )
)
"""What a summary per customer cannot have."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the file as the guessing sees it."""

    name: str
    content: Content
    samples: tuple[str, ...]
    order: float = 0.0
    running: bool = False


@dataclass(frozen=True, slots=True)
class Scored:
    """What speaks for each meaning of one column, 0..1; `none` for leaving it out, and why."""

    books: dict[str, float]
    none: float
    reason: str


def guesses_of(
    columns: Sequence[Column],
    buckets: Mapping[int, Bucket],
    *,
    language: str,
    headless: bool,
) -> tuple[tuple[ColumnGuess, ...], tuple[Scored, ...]]:
    """One guess a column, in file order, and the scores behind them."""
    summary = bool(buckets) and not _has_dates(columns, language)
    scored = [_scored(column, language, summary=summary) for column in columns]
    scored = _with_contents(columns, scored, headless=headless)
    free = [at for at in range(len(columns)) if at not in buckets]
    table = [
        [scored[at].books.get(book, 0.0) - EARLIER * at for book in BOOKS]
        + [scored[at].none if other == at else -1.0 for other in free]
        for at in free
    ]
    chosen = dict(zip(free, best_assignment(table), strict=True))
    guesses = [
        _bucket_guess(at, column, buckets[at])
        if at in buckets
        else _guess(at, column, scored[at], chosen[at], headless=headless)
        for at, column in enumerate(columns)
    ]
    guesses = _with_what_cannot_be_missed(guesses, scored, bool(buckets))
    return tuple(_settled(guesses, columns)), tuple(scored)


def _has_dates(columns: Sequence[Column], language: str) -> bool:
    for column in columns:
        scores = header_scores(column.name, language)
        best = max(scores, key=lambda book: scores[book], default="")
        if best in DATES | {"-posting"} and fitness("due_on", column.content) > 0.5:
            return True
    return False


def _scored(column: Column, language: str, *, summary: bool) -> Scored:
    """Header evidence, weighed by how well the cells fit it."""
    found = header_scores(column.name, language)
    books = {
        book: score * _weight(fitness(book, column.content))
        for book, score in found.items()
        if book in BOOKS and (book not in OF_LINES if summary else book != "balance")
    }
    reasons = {book[1:]: score for book, score in found.items() if book.startswith("-")}
    if column.running:
        reasons["cumulative"] = 1.0
    reason = max(reasons, key=lambda name: reasons[name], default="unknown")
    return Scored(books, max(reasons.get(reason, 0.0), NO_USE_UNKNOWN), reason)


def _weight(fit: float) -> float:
    return (0.25 + 0.75 * fit) * (0.25 if fit < 0.25 else 1.0)


def _with_contents(
    columns: Sequence[Column], scored: Sequence[Scored], *, headless: bool
) -> list[Scored]:
    """Where no header claims a meaning the book needs, columns of unknown header may."""
    claimed = {book for column in scored for book, score in column.books.items() if score > CLAIMED}
    wanted = set(BOOKS) if headless else ESSENTIAL - claimed
    if not headless and claimed & {"account_id", "name"}:
        wanted = wanted - {"account_id", "name"}
    if not headless and claimed & {"open_amount", "debit"}:
        wanted = wanted - {"amount"}
    return [
        column
        if column.books or column.reason != "unknown"
        else replace(column, books=_by_content(columns[at], wanted))
        for at, column in enumerate(scored)
    ]


def _by_content(column: Column, wanted: set[str] | frozenset[str]) -> dict[str, float]:
    alone = {book: ONLY_CONTENT * without_header(book, column.content) for book in wanted}
    for book, sign in (("issued_on", -1), ("due_on", 1), ("paid_on", 1)):
        if alone.get(book, 0.0) > 0:
            alone[book] += 0.08 * sign * column.order
    return {book: score for book, score in alone.items() if score > NO_USE_UNKNOWN}


def _bucket_guess(at: int, column: Column, bucket: Bucket) -> ColumnGuess:
    confidence = round(_weight(fitness(bucket.name, column.content)), 2)
    return ColumnGuess(
        column.name, at, bucket.name, confidence, "header_and_content", column.samples
    )


def _guess(at: int, column: Column, scored: Scored, chosen: int, *, headless: bool) -> ColumnGuess:
    ranked = sorted(scored.books, key=lambda book: -scored.books[book])
    book = BOOKS[chosen] if chosen < len(BOOKS) else None
    others = [other for other in ranked if other != book]
    runner_up = others[0] if others and scored.books[others[0]] > WEAK else None
    if book is None:
        return ColumnGuess(
            column.name,
            at,
            None,
            _confidence(scored.none),
            _why_not(scored, ranked, column),
            column.samples,
            runner_up,
        )
    reason = (
        "content" if headless else "header" if column.content.is_empty else "header_and_content"
    )
    return ColumnGuess(
        column.name, at, book, _confidence(scored.books[book]), reason, column.samples, runner_up
    )


def _confidence(score: float) -> float:
    return round(min(0.99, max(0.01, score)), 2)


def _why_not(scored: Scored, ranked: Sequence[str], column: Column) -> str:
    if ranked and scored.books[ranked[0]] > max(scored.none, CLAIMED):
        return "better_column"
    if scored.reason == "unknown" and column.content.is_empty:
        return "empty"
    return scored.reason


def _with_what_cannot_be_missed(
    guesses: list[ColumnGuess], scored: Sequence[Scored], has_buckets: bool
) -> list[ColumnGuess]:
    """Without a document's amount a net one has to do, without its date the day of posting, …"""
    for books, instead in INDISPENSABLE:
        held = {guess.book for guess in guesses}
        if held & instead or (has_buckets and books[0] != "name"):
            continue
        offers = [
            (scored[guess.position].books.get(book, 0.0), -guess.position, book)
            for guess in guesses
            for book in books
            if guess.book is None
        ]
        score, negative, book = max(offers, default=(0.0, 0, ""))
        if score > WEAK:
            guesses[-negative] = replace(
                guesses[-negative],
                book=book,
                confidence=_confidence(score),
                reason="header_and_content",
                runner_up=None,
            )
    return guesses


def _settled(guesses: list[ColumnGuess], columns: Sequence[Column]) -> list[ColumnGuess]:
    """A history of settled invoices whose only amount is called open: it is the amount."""
    at = {guess.book: guess.position for guess in guesses}
    if "open_amount" not in at or at.keys() & {"amount", "debit"}:
        return guesses
    if "paid_on" not in at or columns[at["paid_on"]].content.filled < 0.5:
        return guesses
    position = at["open_amount"]
    guesses[position] = replace(guesses[position], book="amount", runner_up="open_amount")
    return guesses
