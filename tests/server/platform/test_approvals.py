from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.db import DatabaseError, connection, transaction
from tests.server.guards_down import guards_down

from duly.server.platform import approvals, clock
from duly.server.platform.approvals import (
    EXPIRES_AFTER,
    ask_approval,
    decide,
    expire_overdue,
    waiting_for,
    withdraw,
)
from duly.server.platform.audit.verify import verify
from duly.server.platform.canonical import digest
from duly.server.platform.models import Approval, Event
from duly.server.platform.models.access import Role
from duly.server.platform.refusals import Refused
from duly.server.platform.rights import actor_of

SUBJECT = ("limit", "C-1")


@pytest.fixture
def done(monkeypatch):
    """What was done after it was approved."""
    acts = []
    act = lambda actor, approval: acts.append(approval.payload)  # noqa: E731  # one line, one use
    monkeypatch.setitem(approvals._doings, "limit.raise", act)
    return acts


@pytest.fixture
def maker(person, done):
    return actor_of(person(Role.ADMINISTRATOR))


@pytest.fixture
def checker(person):
    return actor_of(person(Role.APPROVER))


def ask(maker, **given):
    asked = {"kind": "limit.raise", "subject": SUBJECT, "payload": {"units": 5}, "reason": "why"}
    return ask_approval(actor=maker, **asked | given)


def approve(checker, approval, **given):
    return decide(actor=checker, approval=approval, reason="", **{"approve": True} | given)


def refusal(act, *args, **given):
    with pytest.raises(Refused) as refused, transaction.atomic():
        act(*args, **given)
    return refused.value.code


def run(sql, *values):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_what_is_approved_by_another_is_done(maker, checker, done):
    decided = approve(checker, ask(maker))
    assert (decided.outcome, decided.decided_by) == ("approved", checker.user)
    assert done == [{"units": 5}]
    kinds = Event.objects.order_by("number").values_list("kind", flat=True)
    assert list(kinds) == ["approval.asked", "approval.approved"]


def test_what_is_declined_is_not_done(maker, checker, done):
    assert approve(checker, ask(maker), approve=False).outcome == "declined"
    assert done == []


def test_nobody_approves_what_they_asked_themselves(maker, done):
    assert refusal(approve, maker, ask(maker)) == "approval_own"
    assert refusal(approve, maker, Approval.objects.get(), approve=False) == "approval_own"
    assert (done, Approval.objects.get().outcome) == ([], "waiting")


def test_who_may_not_approve_is_refused(maker, person, done):
    with pytest.raises(PermissionDenied):
        approve(actor_of(person(Role.COLLECTOR)), ask(maker))
    assert done == []


def test_a_decision_is_made_once(maker, checker, done):
    approval = ask(maker)
    approve(checker, approval)
    assert refusal(approve, checker, approval) == "approval_decided"
    assert done == [{"units": 5}]


def test_a_request_that_expired_is_not_approved(maker, checker, done):
    approval = ask(maker)
    with clock.stopped(clock.now() + EXPIRES_AFTER):
        assert refusal(approve, checker, approval).startswith("approval_expired")
    assert done == []


def test_what_expired_is_closed_and_told(maker, checker):
    approval = ask(maker)
    assert expire_overdue() == 0
    with clock.stopped(clock.now() + EXPIRES_AFTER + timedelta(seconds=1)):
        assert expire_overdue() == 1
        assert refusal(approve, checker, approval) == "approval_expired"
        assert ask(maker).outcome == "waiting"


def test_one_request_waits_for_a_subject(maker):
    ask(maker)
    assert refusal(ask, maker, payload={"units": 9}) == "approval_waiting"


def test_a_request_is_taken_back_by_who_asked(maker, checker, done):
    approval = ask(maker)
    assert refusal(withdraw, actor=checker, approval=approval) == "approval_not_yours_or_decided"
    withdraw(actor=maker, approval=approval)
    assert refusal(approve, checker, approval) == "approval_decided"
    assert done == []


def test_one_is_not_shown_what_one_asked_oneself(maker, checker):
    approval = ask(maker)
    assert list(waiting_for(maker)) == []
    assert list(waiting_for(checker)) == [approval]


def test_an_act_that_fails_leaves_the_request_open(maker, checker, monkeypatch):
    approval = ask(maker)
    monkeypatch.setitem(approvals._doings, "limit.raise", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        approve(checker, approval)
    assert Approval.objects.get().outcome == "waiting"


@pytest.mark.parametrize(
    "change",
    [
        {"payload": '{"units": 500}'},
        {"payload": '{"units": 500}', "payload_digest": digest({"units": 500})},
        {"subject_id": "C-2"},
        {"kind": "limit.raise2"},
    ],
)
def test_what_was_changed_behind_the_log_is_not_done(maker, checker, done, change):
    approval = ask(maker)
    columns = ", ".join(f"{name} = %s" for name in change)
    with guards_down_for_approvals():
        run(f"UPDATE platform_approval SET {columns}", *change.values())
    assert refusal(approve, checker, approval) == "approval_changed"
    assert done == []


def test_a_request_moved_to_another_maker_is_not_done(maker, checker, done, person):
    approval = ask(maker)
    with guards_down_for_approvals():
        run("UPDATE platform_approval SET asked_by_id = %s", person(Role.VIEWER).pk)
    assert refusal(approve, maker, approval) == "approval_changed"
    assert done == []


BYPASSES = [
    "UPDATE platform_approval SET outcome = 'approved'",
    "UPDATE platform_approval SET outcome = 'approved', decided_by_id = asked_by_id, "
    "decided_at = asked_at",
    "UPDATE platform_approval SET asked_by_id = {other}",
    "UPDATE platform_approval SET payload = '[]'",
    "UPDATE platform_approval SET expires_at = '2099-01-01'",
    "DELETE FROM platform_approval",
    "INSERT INTO platform_approval ({columns}, outcome, decided_by_id, decided_at) "
    "SELECT {columns}, 'approved', {other}, asked_at FROM platform_approval",
]
COLUMNS = (
    "kind, subject_kind, subject_id, payload, payload_digest, reason, asked_by_id, asked_at, "
    "expires_at, decision_reason"
)


@pytest.mark.parametrize("sql", BYPASSES)
def test_the_database_itself_refuses_to_go_round(maker, checker, sql):
    ask(maker)
    with pytest.raises(DatabaseError):
        run(sql.format(other=checker.user.pk, columns=COLUMNS))
    assert Approval.objects.get().outcome == "waiting"
    assert verify().holds


def test_a_decision_cannot_be_turned_round(maker, checker):
    approve(checker, ask(maker), approve=False)
    with pytest.raises(DatabaseError):
        run("UPDATE platform_approval SET outcome = 'approved'")


def test_of_two_who_approve_at_once_one_does_it(maker, checker, done, in_parallel):
    approval = ask(maker)

    def try_it():
        try:
            return approve(checker, approval).outcome
        except Refused as refused:
            return refused.code

    assert sorted(in_parallel([try_it] * 4)) == ["approval_decided"] * 3 + ["approved"]
    assert done == [{"units": 5}]


def guards_down_for_approvals():
    """PostgreSQL alters no table that has checks waiting for the end of the transaction."""
    run("SET CONSTRAINTS ALL IMMEDIATE" if connection.vendor == "postgresql" else "SELECT 1")
    return guards_down()
