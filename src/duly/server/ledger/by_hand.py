"""Where does a fact come from that a person states? From an import of its own, without a file."""

from __future__ import annotations

from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform import clock
from duly.server.platform.rights import Actor


def by_hand(actor: Actor, what: str) -> Import:
    """The source of what is recorded in this transaction; `what` is a code such as `allocation`.

    It has no digest: lists of imports leave out what has none.
    """
    now = clock.now()
    return Import.objects.create(
        stage=Stage.COMMITTED,
        file_name=what,
        file_digest="",
        started_by=actor.user,
        started_at=now,
        committed_at=now,
    )
