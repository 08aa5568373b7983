from datetime import UTC, date, datetime
from importlib import import_module

import pytest
from django.apps import apps

from duly.server.ledger.models import Account
from duly.server.portfolio.models import EarlyWarning, Snapshot

pytestmark = pytest.mark.django_db
AS_OF = date(2026, 11, 20)


def test_a_severity_that_stood_in_the_facts_comes_out_of_them():
    moved = import_module("duly.server.portfolio.migrations.0004_warnings_are_found_by_severity")
    account = Account.objects.create(account_id="A", name="Alder")
    snapshot = Snapshot.objects.create(
        as_of=AS_OF, currency="EUR", started_at=datetime(2026, 11, 20, tzinfo=UTC)
    )
    for code, facts in (("grave", {"severity": 1}), ("of no facts", {})):
        EarlyWarning.objects.create(
            snapshot=snapshot, account=account, code=code, facts=facts, severity=4, since=AS_OF
        )
    moved.out_of_the_facts(apps, None)
    held = dict(EarlyWarning.objects.values_list("code", "severity"))
    assert held == {"grave": 1, "of no facts": 4}
