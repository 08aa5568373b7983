"""What becomes of a file that was looked at and is not wanted?"""

from __future__ import annotations

from django.db import transaction

from duly.server.ledger.imports.uploads import demand_import
from duly.server.ledger.models import Import
from duly.server.ledger.models.imports import Stage
from duly.server.platform.audit.log import record
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import Actor


def dismiss(*, actor: Actor, source: Import) -> Import:
    """Let it wait no more. Nothing is deleted: it can be read again, and then it waits again.

    Raises Refused `import_already_committed`.
    """
    demand_import(actor)
    with transaction.atomic():
        held = Import.objects.select_for_update().get(pk=source.pk)
        if held.stage in (Stage.COMMITTED, Stage.UNDONE):
            raise Refused("import_already_committed", stage=held.stage)
        if held.stage == Stage.DISMISSED:
            return held
        held.stage = Stage.DISMISSED
        held.save(update_fields=["stage"])
        facts = {"file_name": held.file_name, "file_digest": held.file_digest}
        about = ("import", str(held.pk))
        record(actor=actor, kind="import.dismissed", subject=about, facts=facts)
    return held
