import json
from datetime import UTC, date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, transaction

from duly.server.collecting.models import Activity, Snooze
from duly.server.collecting.services import assign, log_activity, snooze, unsnooze
from duly.server.ledger.models import Account
from duly.server.platform import clock
from duly.server.platform.models import Event, PersonalDatum
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

TODAY = date(2026, 11, 23)


@pytest.fixture(autouse=True)
def monday():
    with clock.stopped(datetime(2026, 11, 23, 9, tzinfo=UTC)):
        yield


def kinds():
    return list(Event.objects.order_by("number").values_list("kind", flat=True))


def test_a_call_is_kept_with_its_outcome_and_stands_in_the_log(collector, account):
    log_activity(actor=collector, account=account, kind="call", outcome="no_answer")
    activity = Activity.objects.get()
    assert (activity.outcome, activity.done_on, activity.done_by) == (
        "no_answer",
        TODAY,
        collector.user,
    )
    assert kinds() == ["activity.logged"]


def test_what_was_said_stands_in_the_log_only_as_personal_data(collector, account):
    log_activity(actor=collector, account=account, kind="note", text="Ms Meyer is ill")
    event = Event.objects.get()
    assert "Meyer" not in event.facts
    assert PersonalDatum.objects.get(event=event).value == "Ms Meyer is ill"


def test_a_call_can_put_the_account_off_in_the_same_breath(collector, account):
    until = TODAY + timedelta(days=2)
    log_activity(
        actor=collector, account=account, kind="call", outcome="no_answer", quiet_until=until
    )
    assert Snooze.objects.get().until == until
    assert kinds() == ["account.snoozed", "activity.logged"]


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"kind": "telepathy", "text": "x"}, "activity_kind_unknown"),
        ({"kind": "call", "outcome": "married"}, "activity_outcome_unknown"),
        ({"kind": "note", "outcome": "no_answer"}, "activity_outcome_unknown"),
        ({"kind": "call"}, "activity_says_nothing"),
        ({"kind": "note", "text": "  "}, "activity_says_nothing"),
        ({"kind": "note", "text": "x" * 5001}, "activity_too_long"),
        ({"kind": "note", "text": "x", "on": date(2026, 11, 24)}, "activity_in_the_future"),
    ],
)
def test_what_makes_no_sense_is_refused_and_leaves_nothing(collector, account, given, code):
    with pytest.raises(Refused) as refused:
        log_activity(actor=collector, account=account, **given)
    assert refused.value.code == code
    assert kinds() == []
    assert not Activity.objects.exists()


def test_a_note_that_cannot_put_the_account_off_is_not_kept_either(collector, account):
    with pytest.raises(Refused):
        log_activity(actor=collector, account=account, kind="note", text="x", quiet_until=TODAY)
    assert not Activity.objects.exists()


def test_control_characters_do_not_reach_the_database(collector, account):
    log_activity(actor=collector, account=account, kind="note", text="a\x00b\x0bc\nd")
    assert Activity.objects.get().text == "abc\nd"


@pytest.mark.parametrize("change", [{"text": "other"}, {"outcome": "will_pay"}, {"kind": "mail"}])
def test_what_was_noted_is_never_rewritten(collector, account, change):
    log_activity(actor=collector, account=account, kind="call", outcome="no_answer", text="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Activity.objects.update(**change)


def test_what_was_noted_is_never_deleted(collector, account):
    log_activity(actor=collector, account=account, kind="note", text="x")
    with pytest.raises(DatabaseError), transaction.atomic():
        Activity.objects.all().delete()


def test_the_words_of_a_note_can_be_erased(collector, account):
    log_activity(actor=collector, account=account, kind="note", text="x")
    Activity.objects.update(text="")
    assert Activity.objects.get().text == ""


def test_the_latest_snooze_of_an_account_holds(collector, account):
    snooze(actor=collector, account=account, until=date(2026, 11, 25))
    snooze(actor=collector, account=account, until=date(2026, 12, 1))
    assert Snooze.objects.get(ended_at=None).until == date(2026, 12, 1)
    assert Snooze.objects.count() == 2


@pytest.mark.parametrize("until", [date(2026, 11, 22), TODAY, date(2028, 1, 1)])
def test_a_snooze_ends_later_than_today_and_within_a_year(collector, account, until):
    with pytest.raises(Refused, match="snooze_out_of_range"):
        snooze(actor=collector, account=account, until=until)


def test_an_account_comes_back_when_asked(collector, account):
    snooze(actor=collector, account=account, until=date(2026, 12, 1))
    assert unsnooze(actor=collector, account=account)
    assert not Snooze.objects.filter(ended_at=None).exists()


def test_taking_back_what_was_not_put_off_says_so_and_logs_nothing(collector, account):
    assert not unsnooze(actor=collector, account=account)
    assert kinds() == []


def test_accounts_are_given_to_a_collector_and_back(actor, collector, account):
    assert assign(actor=actor, accounts=[account], collector=collector.user) == 1
    assert Account.objects.get().collector == collector.user
    assert assign(actor=actor, accounts=[account], collector=None) == 1
    facts = json.loads(Event.objects.latest("number").facts)
    assert (facts["before"], facts["collector"]) == (collector.user.username, "")


def test_giving_an_account_to_who_has_it_changes_nothing(actor, collector, account):
    assign(actor=actor, accounts=[account], collector=collector.user)
    assert assign(actor=actor, accounts=[account], collector=collector.user) == 0
    assert kinds() == ["account.assigned"]


def test_nobody_is_given_an_account_who_may_not_work_it(actor, person, account):
    with pytest.raises(Refused, match="collector_may_not_work"):
        assign(actor=actor, accounts=[account], collector=person("auditor"))


@pytest.mark.parametrize("role", ["viewer", "auditor", "cash_clerk", "approver"])
def test_who_may_not_work_accounts_leaves_no_trace(person, account, role):
    somebody = actor_of(person(role))
    for act in (
        lambda: log_activity(actor=somebody, account=account, kind="note", text="x"),
        lambda: snooze(actor=somebody, account=account, until=date(2026, 12, 1)),
        lambda: unsnooze(actor=somebody, account=account),
    ):
        with pytest.raises(PermissionDenied):
            act()
    assert kinds() == []


def test_a_collector_does_not_deal_out_accounts(collector, account):
    with pytest.raises(PermissionDenied):
        assign(actor=collector, accounts=[account], collector=collector.user)
