import json

import pytest
from django.db import transaction
from django.db.transaction import TransactionManagementError

from duly.server.platform.audit.chain import BEFORE_THE_FIRST
from duly.server.platform.audit.kinds import UndeclaredKind
from duly.server.platform.audit.log import record, shred
from duly.server.platform.audit.verify import verify
from duly.server.platform.models import Event, PersonalDatum

USER = ("user", "7")


def record_user(name="Ann", **given):
    facts = {"role": "viewer"}
    given = {"actor": None, "kind": "user.made", "subject": USER, "facts": facts} | given
    return record(**given, personal={"name": name})


@pytest.mark.django_db
def test_the_first_event_hangs_on_nothing_and_the_next_on_it():
    first, second = record_user(), record_user()
    assert (first.number, first.previous_hash) == (1, BEFORE_THE_FIRST)
    assert (second.number, second.previous_hash) == (2, first.hash)


@pytest.mark.django_db
def test_the_log_itself_holds_nothing_of_a_person():
    event = record_user("Ann Example")
    assert "Ann Example" not in Event.objects.get(pk=event.pk).facts
    assert PersonalDatum.objects.get(event=event).value == "Ann Example"


@pytest.mark.django_db
def test_the_same_name_twice_has_two_digests():
    digests = {json.loads(record_user("Ann").facts)["personal"]["name"] for _ in range(2)}
    assert len(digests) == 2


@pytest.mark.django_db
def test_what_was_shredded_is_gone_and_the_chain_holds(actor):
    record_user("Ann")
    record_user("Bob", subject=("user", "8"))
    assert shred(actor=actor, subject=USER) == 1
    assert [datum.value for datum in PersonalDatum.objects.all()] == ["Bob"]
    assert verify().holds


@pytest.mark.django_db
def test_an_undeclared_kind_is_refused():
    with pytest.raises(UndeclaredKind):
        record(actor=None, kind="no.such", subject=USER, facts={})


@pytest.mark.django_db
def test_an_undeclared_personal_field_is_refused():
    with pytest.raises(UndeclaredKind):
        record(actor=None, kind="user.made", subject=USER, facts={}, personal={"iban": "DE"})


@pytest.mark.django_db
def test_personal_data_among_the_facts_is_refused():
    with pytest.raises(ValueError, match="name"):
        record_user(facts={"name": "Ann"})
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_event_without_a_transaction_is_refused():
    with pytest.raises(TransactionManagementError):
        record_user()
    assert Event.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_an_act_that_fails_leaves_no_event():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record_user(facts={"share": 1 / Event.objects.filter(kind=record_user().hash).count()})
    assert Event.objects.count() == 0


@pytest.mark.django_db
def test_control_characters_do_not_break_the_chain():
    record_user("An\x00n\x0b", subject=("user", "7\x00"))
    assert Event.objects.get().subject_id == "7"
    assert verify().holds


@pytest.mark.django_db(transaction=True)
def test_processes_that_append_at_once_queue_up(in_parallel):
    def append():
        with transaction.atomic():
            record_user()

    in_parallel([append] * 12)
    assert verify().count == 12
    assert verify().holds
