"""Are customers counted and ordered by how gravely they are warned of?"""

from datetime import date

import pytest

from duly.server.ledger.models import Account
from duly.server.platform import clock
from duly.server.platform.rights import actor_of
from duly.server.portfolio.models import AccountDay, EarlyWarning, Snapshot
from duly.server.portfolio.scoped import changes_for, needs_of
from duly.server.portfolio.stored import account_days
from duly.server.portfolio.warned import (
    codes_of,
    gravely_warned,
    newly_warned,
    only_gravely_warned,
    only_newly_warned,
    only_warned,
    with_warnings,
)

DAY, BEFORE = date(2026, 10, 31), date(2026, 10, 30)
NOTHING = dict.fromkeys(
    ("open_units", "overdue_units", "disputed_units", "unapplied_units", "exposure_units"), 0
)
# A is warned of twice gravely, B once, C mildly, D not at all.
SEVERITIES = {"A": [1, 1, 3], "B": [1], "C": [2], "D": []}


@pytest.fixture
def warned(db):
    """A day on which some are warned of, and the day before on which all were, gravely."""
    before = Snapshot.objects.create(as_of=BEFORE, started_at=clock.now(), currency="EUR")
    day = Snapshot.objects.create(
        as_of=DAY, is_complete=True, started_at=clock.now(), currency="EUR", changes=changes()
    )
    for number, severities in SEVERITIES.items():
        account = Account.objects.create(account_id=number, portfolio=number)
        AccountDay.objects.create(snapshot=day, account=account, **NOTHING)
        raise_warnings(before, account, [1])
        raise_warnings(day, account, severities)
    return day


def raise_warnings(snapshot, account, severities):
    for place, severity in enumerate(severities):
        EarlyWarning.objects.create(
            snapshot=snapshot, account=account, code=f"w{place}", severity=severity, since=BEFORE
        )


def changes():
    raised = [("C", 2), ("A", 3), ("A", 1)]
    return {
        "since": BEFORE.isoformat(),
        "new_warnings": [
            {"account_id": number, "code": f"w{severity}", "severity": severity}
            for number, severity in raised
        ],
        **{
            name: []
            for name in ("new_overdue", "paid", "grade_moves", "limit_breaches", "broken_promises")
        },
    }


def numbers(days):
    return sorted(days.values_list("account__account_id", flat=True))


def test_customers_are_counted_and_not_their_warnings(actor, warned):
    assert gravely_warned(actor, warned) == 2


def test_the_gravest_of_the_new_come_first_and_each_customer_once(warned):
    assert newly_warned(warned.changes) == ["A", "C"]
    assert newly_warned({"since": None}) == []


def test_days_are_those_of_customers_warned_of_so(actor, warned):
    days = account_days(actor, warned)
    assert numbers(only_warned(days, warned)) == ["A", "B", "C"]
    assert numbers(only_gravely_warned(days, warned)) == ["A", "B"]
    assert numbers(only_newly_warned(days, warned)) == ["A", "C"]


def test_each_day_tells_how_many_of_its_warnings_are_grave(actor, warned):
    days = with_warnings(account_days(actor, warned), warned)
    counts = days.values_list("account__account_id", "grave_warnings")
    assert sorted(counts) == [("A", 2), ("B", 1), ("C", 0), ("D", 0)]


def test_what_is_grave_is_named_first(warned):
    first = Account.objects.get(account_id="A")
    EarlyWarning.objects.filter(snapshot=warned, account=first, code="w0").update(severity=4)
    assert codes_of(warned, [first.pk]) == {first.pk: [("w1", True), ("w2", False), ("w0", False)]}


@pytest.mark.parametrize(
    ("portfolios", "grave", "new"), [([], 2, 2), (["A", "D"], 1, 1), (["B"], 1, 0), (["D"], 0, 0)]
)
def test_the_reader_hears_of_its_own_part_only(person, warned, portfolios, grave, new):
    reader = actor_of(person("collector", portfolios=portfolios))
    found = needs_of(reader, warned, changes_for(reader, warned))
    assert (found["gravely_warned"], found["newly_warned"]) == (grave, new)
