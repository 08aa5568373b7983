import pytest
from django.db import transaction

from duly.server.platform.audit.chain import BEFORE_THE_FIRST
from duly.server.platform.audit.heads import Head, UnreadableHead, head, kept, read, written
from duly.server.platform.audit.log import record


@pytest.fixture(autouse=True)
def home(settings, tmp_path):
    settings.HOME = tmp_path
    return tmp_path


def leave():
    return record(actor=None, kind="user.deactivated", subject=("user", "1"), facts={})


@pytest.mark.django_db
def test_an_empty_log_has_a_head_too():
    assert head() == Head(0, BEFORE_THE_FIRST)


def test_where_nothing_was_kept_there_is_none():
    assert kept() is None


@pytest.mark.django_db(transaction=True)
def test_the_head_is_kept_when_the_event_is_certain(home):
    with transaction.atomic():
        event = leave()
        assert kept() is None
    assert kept() == head() == Head(event.number, event.hash)
    assert [file.name for file in home.iterdir()] == ["audit-head.json"]


@pytest.mark.django_db(transaction=True)
def test_the_head_of_an_act_that_failed_is_not_kept():
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        record(actor=None, kind=leave().kind, subject=("user", str(1 // 0)), facts={})
    assert kept() is None


@pytest.mark.django_db(transaction=True)
def test_a_folder_that_cannot_be_written_stops_nobody(settings, home):
    settings.HOME = home / "no" / "such"
    with transaction.atomic():
        leave()
    assert head().number == 1


def test_a_head_reads_back():
    assert read(written(Head(7, "ab"))) == Head(7, "ab")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"number": "x", "hash": ""}', "7"])
def test_another_text_is_no_head(text):
    with pytest.raises(UnreadableHead):
        read(text)
