"""Which days past due does a column such as `1-30`, `> 90` or `Non échu` hold?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from duly.book.recognition.phrases import phrases_of
from duly.book.recognition.words import header_words, listed, without_accents

Form = Literal["current", "range", "upto", "below", "over", "plus", "older", "overdue"]

ALLOWED = frozenset(
    listed(
        "days late due amount open balance age to not_due total local currency invoice "
        "period_unit date original net gross"
    )
)
"""What else may stand in the header of a bucket without changing what it is."""
OVER = re.compile(
    r">|\b(?:over|above|more than|older than|mehr als|uber|ueber|alter als|plus de|mas de|mayor a|"
    r"oltre|piu di|meer dan|ouder dan|boven|superieur a|beyond|sup|greater than)\b"
)
PLUS = re.compile(
    r"\+|\b(?:plus(?! de)|and over|and above|et plus|et au dela|au dela|und mehr|und alter|"
    r"y mas|o mas|ed oltre|e oltre|en meer|en ouder|or more|ab)\b"
)
BELOW = re.compile(
    r"<|\b(?:under|less than|unter|moins de|menos de|meno di|minder dan|bis|entro|jusqu a|"
    r"hasta|tot)\b"
)
OLDER = re.compile(
    r"^(?:older|oldest|prior|anterieurs?|plus anciens?|alter|aelter|altere|anterior(?:es)?|"
    r"mas antiguo|piu vecchi[oe]?|precedenti|ouder|oudere)$"
)
CURRENT_MONTH = re.compile(
    r"^(?:current month|this month|mois en cours|mois courant|ce mois|laufender monat|"
    r"dieser monat|mes actual|mes en curso|mese corrente|mese in corso|"
    r"huidige maand|deze maand)$"
)
AT_DATE = "at date"
"""What Odoo calls the bucket of what is not due yet."""
PERIOD = re.compile(r"^(?:period|periode|periodo|p)\s?(\d)$")
MONTH = re.compile(r"\b(?:months?|mois|monate?n?|mes(?:es)?|mes[ei]|maand(?:en)?|mths?)\b")
FILLERS = frozenset(
    listed(
        "bis to a al tot from von de da van day d j t g gg jrs tg mois month months monat "
        "monate mes meses mese mesi maand maanden over above more than older mehr als uber "
        "ueber alter plus mas oltre piu meer dan ouder under less unter moins menos meno minder "
        "and et und y e ed en or o days eur usd gbp chf before au dela ab boven superieur "
        "bucket between entre tra fra tussen zwischen mayor beyond sup inf greater than hasta "
        "fino range debt tranche fascia tramo entro m jusqu"
    )
)


@dataclass(frozen=True, slots=True)
class RawBucket:
    """What one header says by itself; `30` alone may still end or begin a bucket.

    `months` is the number of a header that counts months: `2` of `2 months`.
    """

    form: Form
    low: int = 0
    high: int | None = None
    months: int = 0


@dataclass(frozen=True, slots=True)
class Bucket:
    """Days past due from `low` to `high`, both included; None is no end; `current` is not due."""

    low: int
    high: int | None
    current: bool = False

    @property
    def name(self) -> str:
        if self.current:
            return "bucket:current"
        return f"bucket:{self.low}+" if self.high is None else f"bucket:{self.low}-{self.high}"

    @property
    def middle(self) -> int:
        """Days past due for the whole bucket: its middle, or its first day if it has no end."""
        return self.low if self.high is None else (self.low + self.high) // 2


def bucket_from_name(name: str) -> Bucket | None:
    """The inverse of `Bucket.name`."""
    if name == "bucket:current":
        return Bucket(0, 0, current=True)
    found = re.fullmatch(r"bucket:(\d{1,4})(?:-(\d{1,4})|\+)", name)
    if found is None or (found[2] and int(found[2]) < int(found[1])):
        return None
    return Bucket(int(found[1]), int(found[2]) if found[2] else None)


def last_days(buckets: Sequence[Bucket]) -> tuple[int, ...]:
    """The last day before the next bucket begins, rising: 1-30, 31-60, 61+ give 30 and 60."""
    overdue = [bucket for bucket in buckets if not bucket.current]
    ends = {bucket.low - 1 for bucket in overdue} | {bucket.high or 0 for bucket in overdue}
    return tuple(sorted(end for end in ends if end > 0))


def buckets_of(headers: Sequence[str], language: str) -> dict[int, Bucket]:
    """Column position to bucket; empty unless at least two headers read as buckets together."""
    raw = {at: found for at, text in enumerate(headers) if (found := raw_bucket(text, language))}
    real = {at: found for at, found in raw.items() if found.form != "overdue"}
    if len(real) >= 2:
        return _in_series(real)
    if len(real) == 1 and len(raw) == 2 and next(iter(real.values())).form == "current":
        return _in_series(raw)
    return {}


def raw_bucket(header: str, language: str) -> RawBucket | None:
    """What a header says by itself about days past due, None if it says something else."""
    text = without_accents(header).replace("–", "-").strip(" .:")
    if text == AT_DATE or CURRENT_MONTH.match(text):
        return RawBucket("current")
    if OLDER.match(text):
        return RawBucket("older")
    if found := PERIOD.match(text):
        return RawBucket("range", int(found[1]) * 30 - 29, int(found[1]) * 30)
    numbers = [int(number) for number in re.findall(r"\d+", text)]
    if not numbers:
        return _without_numbers(*_around(header_words(header), language))
    words = tuple(word for word in header_words(header) if word not in FILLERS)
    concepts, strange = _around(words, language)
    if strange or len(numbers) > 2 or max(numbers) > 1500 or not concepts <= ALLOWED:
        return None
    return _with_numbers(text, numbers)


def _around(words: tuple[str, ...], language: str) -> tuple[frozenset[str], bool]:
    phrases, unknown = phrases_of(words, language, exact=True)
    concepts = frozenset[str]().union(*(phrase.concepts for phrase in phrases))
    return concepts, bool(unknown)


def _without_numbers(concepts: frozenset[str], strange: bool) -> RawBucket | None:
    if strange:
        return None
    if "not_due" in concepts and concepts <= ALLOWED:
        return RawBucket("current")
    if "late" in concepts and concepts <= ALLOWED - {"days"}:
        return RawBucket("overdue")
    return None


def _with_numbers(text: str, numbers: list[int]) -> RawBucket | None:
    unit = 30 if MONTH.search(text) else 1
    if len(numbers) == 2:
        low, high = numbers[0] * unit, numbers[1] * unit
        low += bool(re.search(r">\s?\d+\D+<", text)) or (unit == 30 and low > 0)
        return RawBucket("range", low, high) if low < high else None
    number = numbers[0] * unit
    for form, pattern in (("plus", PLUS), ("over", OVER), ("below", BELOW)):
        if pattern.search(text):
            months = numbers[0] if unit == 30 else 0
            return RawBucket(form, number, months=months)  # type: ignore[arg-type]
    if unit == 30:
        return RawBucket("range", number + 1, number + 30, numbers[0])
    return RawBucket("upto", number) if number % 5 == 0 or number in (7, 14, 21) else None


def _in_series(raw: dict[int, RawBucket]) -> dict[int, Bucket]:
    """Each header read in the light of its neighbours: 30, 60, 90+ are 1-30, 31-60 and 61+;

    after `<30` the 30 of `<30, 30, 60` begins a bucket instead of ending it.
    """
    found: dict[int, Bucket] = {}
    last = 0
    raw = _months_from_one(raw)
    begin = _begin(list(raw.values()))
    following = [*list(raw.values())[1:], RawBucket("older")]
    for (at, bucket), after in zip(raw.items(), following, strict=True):
        if begin and bucket.form == "upto":
            found[at] = Bucket(bucket.low, after.low - 1 if after.low > bucket.low else None)
        else:
            found[at] = _resolved(bucket, last, after)
        last = found[at].high or last
    return found


def _months_from_one(raw: dict[int, RawBucket]) -> dict[int, RawBucket]:
    """`1 month` is 1-30, unless another header, as `< 1 month`, already holds these days."""
    counted = [bucket.months for bucket in raw.values() if bucket.months]
    is_first_held = any(
        bucket.form in ("upto", "below") or (bucket.form == "range" and bucket.low <= 1)
        for bucket in raw.values()
    )
    if 1 not in counted or is_first_held:
        return raw
    return {at: _a_month_earlier(bucket, counted) for at, bucket in raw.items()}


def _a_month_earlier(bucket: RawBucket, counted: Sequence[int]) -> RawBucket:
    """After `2 months` comes `3 months and over`, from 61 days; after `3 months` from 91."""
    is_next = bucket.form == "plus" and counted.count(bucket.months) == 1
    if not bucket.months or not (bucket.form == "range" or is_next):
        return bucket
    high = None if bucket.high is None else bucket.high - 30
    return replace(bucket, low=bucket.low - 30, high=high)


def _begin(raw: list[RawBucket]) -> bool:
    """In `30, 60, 90, 120+` the numbers begin the buckets: the last would be empty otherwise."""
    steps = [bucket.low for bucket in raw if bucket.form == "upto"]
    open_end = [bucket.low for bucket in raw if bucket.form in ("over", "plus")]
    return len(steps) >= 2 and bool(open_end) and open_end[-1] - steps[-1] == steps[-1] - steps[-2]


def _resolved(raw: RawBucket, last: int, after: RawBucket) -> Bucket:
    if raw.form == "current":
        return Bucket(0, 0, current=True)
    if raw.form in ("older", "overdue"):
        return Bucket(last + 1, None)
    if raw.form == "range":
        return Bucket(raw.low + (raw.low == last and last > 0), raw.high)
    if raw.form in ("upto", "below"):
        if raw.low > last:
            return Bucket(last + 1, raw.low)
        return Bucket(last + 1, after.low if after.low > last else None)
    return Bucket(raw.low + (raw.form == "over" or raw.low == last), None)
