from io import BytesIO

import pytest

from duly.server.ledger.acts import COMMIT, READ, UNDO
from duly.server.ledger.imports.uploads import upload
from duly.server.ledger.models import Invoice
from duly.server.ledger.models.recorded import CURRENT
from duly.server.platform.jobs.acts import NeedsAPerson, Running, act_of

EXPORT = (
    b"invoice_id;account_id;issued_on;due_on;amount;currency\n1;K;2026-08-01;2026-08-31;5.00;EUR\n"
)


@pytest.fixture
def run(transactional_db, actor, settings, tmp_path):
    settings.UPLOADS = tmp_path / "uploads"
    source = upload(actor=actor, name="list.csv", stream=BytesIO(EXPORT))

    def run(kind, **payload):
        asked = Running({"import": source.pk} | payload, actor=actor)
        return act_of(kind).do(asked)

    return run


def test_an_import_is_read_committed_and_undone_behind_the_pages(run):
    assert run(READ)["stage"] == "read"
    for _ in range(2):
        assert run(COMMIT)["outcome"]["counts"]["invoices"]["new"] == 1
    assert Invoice.objects.filter(CURRENT).count() == 1
    assert run(UNDO)["outcome"]["withdrawn"] == 1
    assert not Invoice.objects.filter(CURRENT).exists()


@pytest.mark.parametrize(
    ("kind", "payload", "says"),
    [
        (COMMIT, {}, "import_not_read"),
        (UNDO, {}, "import_not_committed"),
        (READ, {"import": 0}, "not there"),
        (READ, {"mapping": "x" * 200_001}, "mapping_too_long"),
    ],
)
def test_what_trying_again_will_not_mend_is_parked(run, kind, payload, says):
    with pytest.raises(NeedsAPerson, match=says):
        run(kind, **payload)
