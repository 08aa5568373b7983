"""How does an import become part of the ledger: all of it, or nothing?"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from django.db import transaction
from django.db.models import Max

from duly.book.engines import duckdb_engine
from duly.book.reading import open_book
from duly.book.tables import Book
from duly.server.ledger.imports.difference.plan import plan_of
from duly.server.ledger.imports.prepared import Prepared, prepared
from duly.server.ledger.imports.reading import silent
from duly.server.ledger.imports.recognised import Progress
from duly.server.ledger.imports.uploads import demand_import, own_folder
from duly.server.ledger.imports.writing import Writing, let_wait
from duly.server.ledger.models import Account, Import
from duly.server.ledger.models.imports import Stage
from duly.server.ledger.reading.facts import read_facts
from duly.server.ledger.recording.bulk import check_links, room_for_indexes
from duly.server.ledger.recording.staging import WaitingRoom, waiting_room
from duly.server.ledger.stored import STORED
from duly.server.ledger.turns import take_turn, take_turn_of_promises
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.models import Event
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Actor
from duly.server.platform.statistics import refresh_statistics

# Comparing takes seconds, in which others may write; the last comparison keeps them waiting.
_COMPARISONS_BESIDE_OTHERS = 2
# What is done by hand to the facts that an import brings as well.
_COMPARED = {
    "import.committed",
    "import.undone",
    "allocation.made",
    "allocation.taken_back",
    "dispute.opened",
    "dispute.closed",
    "promise.recorded",
}


@dataclass(frozen=True, slots=True)
class _Commit:
    """Who asked for what to be committed, whom to tell how far it is, and the `known` import."""

    actor: Actor | None
    source: Import
    progress: Progress
    known: Import | None


class _Overtaken(Exception):
    """The ledger changed while the import was compared with it."""


def commit(
    *,
    actor: Actor | None,
    source: Import,
    progress: Progress = silent,
    known: Import | None = None,
) -> Import:
    """Record what is new and changed, in one transaction. Committing again changes nothing.

    What the ledger holds and the import does not have is counted in `outcome`, and stays. The desk
    itself (`actor` None) commits what has the form of a `known` import that a person confirmed.
    Raises Refused `import_not_read` or `import_undone`.
    """
    demand_import(actor)
    source.refresh_from_db()
    if source.stage == Stage.COMMITTED:
        return source
    _demand_read(source)
    with room_for_indexes():
        done = _committed(_Commit(actor, source, progress, known))
    refresh_statistics([Account, *(STORED[name].model for name in done.outcome["counts"])])
    return done


def _committed(asked: _Commit) -> Import:
    book = book_read(asked.source)
    for _ in range(_COMPARISONS_BESIDE_OTHERS):
        seen = _last_event()
        asked.progress(0.05, "comparing")
        with waiting_room() as room, suppress(_Overtaken):
            ready = _ready(book, room, asked.progress)
            with transaction.atomic():
                _take_turn(ready)
                if _is_overtaken(ready, seen):
                    raise _Overtaken
                return _write(asked, ready, room)
    with waiting_room() as room, transaction.atomic():
        take_turn(alone=True)
        take_turn_of_promises(alone=True)
        return _write(asked, _ready(book, room, asked.progress), room)


def _take_turn(ready: Prepared) -> None:
    """Of what was compared nothing may change any more."""
    take_turn(alone=True)
    if _has_promises(ready):
        take_turn_of_promises(alone=True)


def _has_promises(ready: Prepared) -> bool:
    return "promises" in ready.plan.counts


def _ready(book: Book, room: WaitingRoom, progress: Progress) -> Prepared:
    """Compared with the ledger, and at its door."""
    ready = prepared(plan_of(book, read_facts()))
    let_wait(ready, room, lambda share, what: progress(0.2 + share * 0.4, what))
    return ready


def _last_event() -> int:
    return Event.objects.aggregate(last=Max("number"))["last"] or 0


def _is_overtaken(ready: Prepared, seen: int) -> bool:
    """Whether anything was recorded since that an import is compared with: the log tells at once,
    where counting the rows would keep everybody waiting."""
    kinds = _COMPARED if _has_promises(ready) else _COMPARED - {"promise.recorded"}
    since = Event.objects.filter(number__gt=seen, kind__in=kinds)
    return not ready.is_current or since.exists()


def book_read(source: Import) -> Book:
    """The checked book that reading made of the upload."""
    folder: Path = own_folder(source) / "book"
    if not folder.is_dir():
        raise Refused("import_not_read", stage=source.stage)
    return open_book(folder, engine=duckdb_engine()).book


def _demand_read(source: Import) -> None:
    if source.stage == Stage.UNDONE:
        raise Refused("import_undone")
    if source.stage != Stage.READ:
        raise Refused("import_not_read", stage=source.stage)


def _write(asked: _Commit, ready: Prepared, room: WaitingRoom) -> Import:
    locked = Import.objects.select_for_update().get(pk=asked.source.pk)
    if locked.stage == Stage.COMMITTED:
        return locked
    _demand_read(locked)
    locked.committed_at = moment = clock.now()
    withdrawn = Writing(
        ready, room, locked, moment, lambda share, what: asked.progress(0.6 + share * 0.4, what)
    ).write()
    locked.stage = Stage.COMMITTED
    found = ready.plan.counts
    counts = {name: asdict(count) for name, count in found.items()}
    locked.outcome = {"counts": counts, "withdrawn": withdrawn}
    locked.save()
    check_links()
    if asked.known is not None:
        _record_as_known(locked, asked.known)
    facts = {
        "file_name": locked.file_name,
        "file_digest": locked.file_digest,
        "new": sum(count.new for count in found.values()),
        "changed": sum(count.changed for count in found.values()),
        "missing": sum(count.missing for count in found.values()),
    }
    subject = ("import", str(locked.pk))
    record(actor=asked.actor, kind="import.committed", subject=subject, facts=facts)
    asked.source.refresh_from_db()
    return locked


def _record_as_known(source: Import, known: Import) -> None:
    """Why nobody was asked: stands or falls with the commit."""
    facts = {
        "file_name": source.file_name,
        "folder": source.watched_folder,
        "known": known.pk,
        "mapping": sha256(source.mapping.encode()).hexdigest(),
    }
    record(actor=None, kind="import.known", subject=("import", str(source.pk)), facts=facts)
