from datetime import UTC, date, datetime

from duly.server.collecting.selectors import activities_of, last_activities, snooze_of, snoozed
from duly.server.collecting.services import log_activity, snooze, unsnooze
from duly.server.ledger.models import Account
from duly.server.platform import clock


def test_the_latest_activity_comes_first(collector, account):
    for hour in (9, 11, 10):
        with clock.stopped(datetime(2026, 11, 23, hour, tzinfo=UTC)):
            log_activity(actor=collector, account=account, kind="note", text=str(hour))
    assert [activity.text for activity in activities_of(account)] == ["11", "10", "9"]
    assert last_activities([account])[account.pk].text == "11"


def test_an_account_nobody_spoke_to_has_no_last_activity(account):
    assert last_activities([account]) == {}


def test_a_snooze_holds_until_its_day_and_not_on_it(collector, account):
    with clock.stopped(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        snooze(actor=collector, account=account, until=date(2026, 11, 26))
    assert snooze_of(account, date(2026, 11, 25)) is not None
    assert snooze_of(account, date(2026, 11, 26)) is None


def test_a_snooze_that_was_ended_no_longer_holds(collector, account):
    with clock.stopped(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        snooze(actor=collector, account=account, until=date(2026, 11, 26))
        unsnooze(actor=collector, account=account)
    assert not snoozed(date(2026, 11, 24)).exists()


def test_a_snooze_of_one_account_leaves_the_others_alone(collector, account):
    other = Account.objects.create(account_id="C-2")
    with clock.stopped(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        snooze(actor=collector, account=account, until=date(2026, 11, 26))
    assert snooze_of(other, date(2026, 11, 24)) is None
