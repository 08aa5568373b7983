"""What could somebody do to the log who owns the database and took its guards down?"""

from __future__ import annotations

import random
from collections.abc import Callable

from django.db import connection, transaction

from duly.server.platform import clock
from duly.server.platform.audit.chain import Link, hash_of
from duly.server.platform.audit.heads import Head, head
from duly.server.platform.models import Event, PersonalDatum

_TEXTS = ("kind", "subject_kind", "subject_id", "facts", "policy_version", "facts_digest")
_HASHES = ("hash", "previous_hash")


def write_chain(length: int) -> Head:
    """A chain of that length, written in one go; each fifth event knows something personal."""
    reached = head()
    made = []
    for number in range(reached.number + 1, reached.number + length + 1):
        texts = ("user.changed", "user", str(number % 97), f'{{"role":"r{number}"}}', "", "")
        link = Link(number, clock.now(), None, *texts)
        chained = hash_of(reached.hash, link)
        values = {key: value for key, value in link._asdict().items() if key != "actor"}
        made.append(Event(**values, previous_hash=reached.hash, hash=chained))
        reached = Head(number, chained)
    Event.objects.bulk_create(made, batch_size=500)
    return reached


def tamper(rng: random.Random, length: int) -> tuple[str, int]:
    """Do one thing to the log. Returns what, and up to where it must be noticed."""
    act: Callable[[random.Random, int], int] = rng.choice(
        (_edit, _edit_and_hash_anew, _take_out, _put_in, _swap, _cut_off)
    )
    return act.__name__, act(rng, length)


def undone(rng: random.Random, length: int, look: Callable[[], object]) -> tuple[str, int, object]:
    """Tamper, look, and take it back."""
    with transaction.atomic():
        name, latest = tamper(rng, length)
        seen = look()
        transaction.set_rollback(True)
    return name, latest, seen


def _edit(rng: random.Random, length: int) -> int:
    number = rng.randint(1, length)
    column = rng.choice((*_TEXTS, *_HASHES))
    _run(f"UPDATE platform_event SET {column} = %s WHERE number = %s", f"x{rng.random()}", number)
    return number


def _edit_and_hash_anew(rng: random.Random, length: int) -> int:
    """An edit with a hash that fits: the next event, or the head kept elsewhere, no longer does."""
    number = rng.randint(1, length)
    event = Event.objects.get(pk=number)
    changed = Link(number, event.recorded_at, None, "user.made", "user", "1", "{}", "", "")
    _run(
        "UPDATE platform_event SET kind = 'user.made', subject_id = '1', facts = '{}', hash = %s "
        "WHERE number = %s",
        hash_of(event.previous_hash, changed),
        number,
    )
    return number + 1


def _take_out(rng: random.Random, length: int) -> int:
    number = rng.randint(1, length)
    PersonalDatum.objects.filter(event_id=number).delete()
    _run("DELETE FROM platform_event WHERE number = %s", number)
    return number


def _put_in(rng: random.Random, length: int) -> int:
    """A forged event in the place of one that is there."""
    number = rng.randint(1, length)
    _run(
        "UPDATE platform_event SET facts = %s, subject_id = '7', hash = %s WHERE number = %s",
        '{"role":"administrator"}',
        f"{rng.getrandbits(256):064x}",
        number,
    )
    return number


def _swap(rng: random.Random, length: int) -> int:
    """Two events change places."""
    first, second = sorted(rng.sample(range(1, length + 1), 2))
    for old, new in ((first, -1), (second, first), (-1, second)):
        _run("UPDATE platform_event SET number = %s WHERE number = %s", new, old)
    return first


def _cut_off(rng: random.Random, length: int) -> int:
    number = rng.randint(1, length)
    _run("DELETE FROM platform_event WHERE number >= %s", number)
    return number


def _run(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
