import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from duly.server.ledger.models import Entity
from duly.server.ledger.recording.staging import waiting_room

pytestmark = pytest.mark.django_db
TABLE = Entity._meta.db_table
REST = {"country": "", "currency": ""}


def entities():
    return list(Entity.objects.order_by("code").values_list("pk", "code", "name"))


def test_rows_wait_until_they_are_let_in_and_are_the_same_then():
    with waiting_room() as room:
        room.add(TABLE, ("id", "code"), [(7, "007"), (8, "O'Hara")], 2)
        room.add(TABLE, ("id", "code"), [(9, "1e3")], 1)
        assert entities() == []
        assert list(room.enter(TABLE, {"name": "Alder %s", **REST})) == [2, 1]
        assert list(room.enter("ledger_account", {})) == []
    assert entities() == [(7, "007", "Alder %s"), (9, "1e3", "Alder %s"), (8, "O'Hara", "Alder %s")]


def test_the_room_is_empty_again_also_after_a_failure():
    for code in ("A", "B"):
        with pytest.raises(KeyError), waiting_room() as room:
            room.add(TABLE, ("code", "name"), [(code, "")], 1)
            raise KeyError
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT * FROM waiting_0")
    assert entities() == []


def test_what_the_ledger_refuses_stays_outside():
    with pytest.raises(IntegrityError, match="(?i)unique"), waiting_room() as room:
        room.add(TABLE, ("code", "name"), [("A", ""), ("A", "")], 2)
        with transaction.atomic():
            list(room.enter(TABLE, REST))
    assert entities() == []
