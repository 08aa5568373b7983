"""Does what is not wanted wait no more, without being lost?"""

import pytest
from django.core.exceptions import PermissionDenied

from duly.server.ledger.imports.dismissing import dismiss
from duly.server.ledger.imports.watched.waiting import waiting_imports
from duly.server.ledger.models import Import
from duly.server.platform import clock
from duly.server.platform.models import Event
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of


def brought_in(stage):
    given = {"file_name": "a.csv", "file_digest": "d", "started_at": clock.now()}
    return Import.objects.create(stage=stage, watched_folder="/in", **given)


def test_what_is_not_wanted_waits_no_more_and_is_told_once(actor):
    source = brought_in("read")
    for _ in range(2):
        assert dismiss(actor=actor, source=source).stage == "dismissed"
    assert not waiting_imports().exists()
    assert Event.objects.filter(kind="import.dismissed").count() == 1


@pytest.mark.parametrize("stage", ["committed", "undone"])
def test_what_is_in_the_ledger_is_not_dismissed(actor, stage):
    with pytest.raises(Refused, match="import_already_committed"):
        dismiss(actor=actor, source=brought_in(stage))


def test_only_who_may_import_dismisses(person):
    with pytest.raises(PermissionDenied):
        dismiss(actor=actor_of(person("viewer")), source=brought_in("read"))
