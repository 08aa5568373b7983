from datetime import timedelta

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from duly.server.platform import clock
from duly.server.platform.idempotency import (
    KEPT_FOR,
    LONGEST_CALL,
    Standing,
    TakenOver,
    answer_once,
    claim,
    forget_old,
    keep,
)
from duly.server.platform.models import IdempotentAnswer, SavedView, User
from duly.server.platform.models.access import Role


@pytest.fixture
def owner(person):
    return person(Role.API_CLIENT)


def call(owner, **given):
    return claim(**{"owner": owner, "key": "k", "route": "POST /x", "request_digest": "d"} | given)


def effect(owner):
    """Something a call does, which happens once or shows."""
    number = SavedView.objects.count()
    SavedView.objects.create(owner=owner, page="x", name=str(number), query="")
    return 201, {"number": number}


def test_a_call_with_a_new_key_is_done(owner):
    assert answer_once(call(owner), lambda: effect(owner)) == (201, {"number": 0})


def test_a_repetition_gets_the_first_answer(owner):
    answer_once(call(owner), lambda: effect(owner))
    again = call(owner)
    assert (again.standing, again.answer) == (Standing.REPLAY, (201, {"number": 0}))


@pytest.mark.parametrize("other", [{"request_digest": "e"}, {"route": "POST /y"}])
def test_the_key_with_another_request_is_a_mismatch(owner, other):
    answer_once(call(owner), lambda: effect(owner))
    assert call(owner, **other).standing == Standing.MISMATCH


def test_a_repetition_while_the_first_is_under_way_is_in_flight(owner):
    call(owner)
    assert call(owner).standing == Standing.IN_FLIGHT


def test_the_key_of_another_is_another_key(owner, administrator):
    call(owner)
    assert call(administrator).standing == Standing.NEW


def test_a_call_that_failed_may_be_tried_again(owner):
    with pytest.raises(ZeroDivisionError):
        answer_once(call(owner), lambda: (effect(owner)[0] // 0, None))
    assert SavedView.objects.count() == 0
    assert call(owner).standing == Standing.NEW


def test_a_call_whose_process_died_is_done_by_its_repetition(owner):
    call(owner)
    with clock.stopped(clock.now() + LONGEST_CALL + timedelta(seconds=1)):
        assert answer_once(call(owner), lambda: effect(owner))[0] == 201


def test_a_call_taken_over_by_its_repetition_takes_no_effect(owner):
    first = call(owner)
    with clock.stopped(clock.now() + LONGEST_CALL + timedelta(seconds=1)):
        call(owner)
    with pytest.raises(TakenOver):
        answer_once(first, lambda: effect(owner))
    assert SavedView.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_answer_is_kept_only_with_its_effect(owner):
    with pytest.raises(TransactionManagementError):
        keep(call(owner), 200, {})


def test_answers_are_kept_for_a_month_at_least(owner):
    answer_once(call(owner), lambda: effect(owner))
    with clock.stopped(clock.now() + timedelta(days=30)):
        assert forget_old() == 0
    with clock.stopped(clock.now() + KEPT_FOR + timedelta(seconds=1)):
        assert forget_old() == 1


def test_of_eight_at_once_one_takes_effect(owner, in_parallel):
    def once():
        claimed = call(User.objects.get(pk=owner.pk))
        if claimed.standing == Standing.NEW:
            answer_once(claimed, lambda: effect(owner))
        return claimed.standing

    standings = in_parallel([once] * 8, threads=8)
    assert standings.count(Standing.NEW) == 1
    assert set(standings) <= {Standing.NEW, Standing.IN_FLIGHT, Standing.REPLAY}
    assert SavedView.objects.count() == IdempotentAnswer.objects.count() == 1


def test_a_claim_inside_a_transaction_that_fails_is_gone(owner):
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        call(owner, key=str(1 / (call(owner).row.pk * 0)))
    assert IdempotentAnswer.objects.count() == 0
