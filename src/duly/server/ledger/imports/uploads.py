"""How does a file come in: stored under a name of ours, measured, and known by its digest?"""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Protocol

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction

from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform import clock
from duly.server.platform.audit.log import record
from duly.server.platform.fields import plain
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Act, Actor, demand

# What the readers of workbooks go by; everything else they tell by the content.
_ENDINGS = frozenset({".csv", ".txt", ".tsv", ".xlsx", ".xlsm", ".xls", ".ods", ".parquet", ".zip"})
_LONGEST_NAME = 255
_PIECE = 1024**2
_WAITING = (Stage.UPLOADED, Stage.READ)
_BROUGHT_IN = (*_WAITING, Stage.COMMITTED, Stage.FAILED, Stage.DISMISSED)


class Readable(Protocol):
    """What a file is stored from, piece by piece."""

    def read(self, size: int, /) -> bytes: ...


def upload(*, actor: Actor | None, name: str, stream: Readable, watched_folder: str = "") -> Import:
    """Store what comes in. The same file again is the same import, until that is committed; in a
    watched folder, where nobody means anything by putting it there twice, until it is undone.

    `actor` is None for the desk itself, which takes files from its watched folder. Raises Refused:
    `upload_too_large` with `most_bytes`, or `upload_empty`.
    """
    demand_import(actor)
    folder = _new_folder()
    try:
        stored = folder / f"upload{_ending(name)}"
        return _remembered(actor, name, _store(stream, stored), stored, watched_folder)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def take_in(*, actor: Actor, path: Path) -> Import:
    """Bring in a file or a book folder of this machine: for commands."""
    demand_import(actor)
    if path.is_file():
        with path.open("rb") as stream:
            return upload(actor=actor, name=path.name, stream=stream)
    folder = _new_folder()
    try:
        stored = folder / "tables"
        shutil.copytree(path, stored, symlinks=True)
        return _remembered(actor, path.name, _digest_of(stored), stored)
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise


def demand_import(actor: Actor | None) -> None:
    """An import meets the whole ledger, and tells of it: who sees a part of it may not import.
    The desk itself (None) may: whoever watches a folder was told so by its environment."""
    if actor is not None:
        demand(actor, Act.IMPORT)
        demand_whole_book(actor)


def demand_whole_book(actor: Actor) -> None:
    if not actor.scope.is_whole:
        raise PermissionDenied("whole_book")


def stored_file(source: Import) -> Path:
    """Where the upload lies."""
    return uploads() / source.stored_as


def own_folder(source: Import) -> Path:
    """The folder of this upload alone, for what is made of it."""
    return uploads() / source.stored_as.split("/")[0]


def uploads() -> Path:
    """The folder of all uploads, for the server's user alone."""
    folder = Path(settings.UPLOADS)
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder


def _new_folder() -> Path:
    folder = uploads() / secrets.token_hex(16)
    folder.mkdir(mode=0o700)
    return folder


def _ending(name: str) -> str:
    ending = Path(plain(name)).suffix.lower()
    return ending if ending in _ENDINGS else ""


def _store(stream: Readable, target: Path) -> str:
    """Write it through to the disk, and return the digest."""
    digest, size = sha256(), 0
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        while piece := stream.read(_PIECE):
            size += len(piece)
            if size > settings.LARGEST_UPLOAD_BYTES:
                raise Refused("upload_too_large", most_bytes=settings.LARGEST_UPLOAD_BYTES)
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    if not size:
        raise Refused("upload_empty")
    return digest.hexdigest()


def _digest_of(folder: Path) -> str:
    digest = sha256()
    for file in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{file.relative_to(folder)}\n{file.stat().st_size}\n".encode())
        for piece in _pieces(file):
            digest.update(piece)
    return digest.hexdigest()


def _pieces(file: Path) -> Iterator[bytes]:
    with file.open("rb") as stream:
        while piece := stream.read(_PIECE):
            yield piece


def _remembered(
    actor: Actor | None, name: str, digest: str, stored: Path, watched_folder: str = ""
) -> Import:
    stages = _BROUGHT_IN if watched_folder else _WAITING
    with transaction.atomic():
        known = Import.objects.filter(file_digest=digest, stage__in=stages).first()
        if known is not None and _is_at_hand(known):
            shutil.rmtree(stored.parent, ignore_errors=True)
            return known
        source = Import.objects.create(
            file_name=_shown_name(name),
            file_digest=digest,
            stored_as=stored.relative_to(uploads()).as_posix(),
            started_by=actor.user if actor else None,
            started_at=clock.now(),
            watched_folder=watched_folder,
        )
        _record(actor, source)
    return source


def _is_at_hand(known: Import) -> bool:
    """Whether it can still be read, if that is to come."""
    return known.stage not in _WAITING or stored_file(known).exists()


def _record(actor: Actor | None, source: Import) -> None:
    facts = {"file_name": source.file_name, "file_digest": source.file_digest}
    subject = ("import", str(source.pk))
    if source.watched_folder:
        facts |= {"folder": source.watched_folder}
        record(actor=actor, kind="import.taken", subject=subject, facts=facts)
    else:
        record(actor=actor, kind="import.uploaded", subject=subject, facts=facts)


def _shown_name(name: str) -> str:
    """The last part of the name, as people know the file; it is only ever shown."""
    last = plain(name).replace("\\", "/").rsplit("/", 1)[-1].strip()
    return last[:_LONGEST_NAME] or "upload"
