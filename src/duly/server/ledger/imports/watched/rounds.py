"""What comes in with one look into the watched folder?

Killed between any two lines, the next round goes on: a file is stored, then moved, then asked to be
read; what was stored already is known by its digest, what was asked for already by its key.
"""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path
from typing import Any

from duly.server.ledger.imports.uploads import upload
from duly.server.ledger.imports.watched.folder import (
    Arriving,
    StillWritten,
    arriving,
    make_places,
    opened,
    refuse,
    take,
    unread_digest,
)
from duly.server.ledger.imports.watched.notes import not_read, not_taken
from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform.jobs.acts import NeedsAPerson
from duly.server.platform.refusals import Refused


def take_round(folder: Path, seen: Collection[str]) -> dict[str, Any]:
    """Take in each file that looks as it did in the round before; tells how the others look now.

    Raises NeedsAPerson where there is no such folder.
    """
    if not folder.is_dir():
        raise NeedsAPerson(
            f"{folder} is no folder. Make it, or name another as DULY_WATCHED_FOLDER."
        )
    make_places(folder)
    found = arriving(folder)
    taken = [file for file in found if file.look in seen and _is_taken_in(folder, file)]
    return {"taken": len(taken), "seen": [file.look for file in found if file not in taken]}


def taken_and_unread() -> list[int]:
    """The imports that wait to be read; those of a round that was killed too."""
    taken = Import.objects.filter(stage=Stage.UPLOADED).exclude(watched_folder="")
    return list(taken.order_by("pk").values_list("pk", flat=True))


def _is_taken_in(folder: Path, file: Arriving) -> bool:
    """Whether the file has its place now, among the taken or the refused ones."""
    try:
        with opened(file) as stream:
            source = upload(
                actor=None, name=file.path.name, stream=stream, watched_folder=str(folder)[:255]
            )
    except StillWritten:
        return False
    except (Refused, PermissionError) as problem:
        refuse(file, unread_digest(file), not_taken(file.path.name, folder, problem))
        return True
    if source.stage == Stage.FAILED:
        refuse(file, source.file_digest, not_read(source))
    else:
        take(file, source.file_digest)
    return True
