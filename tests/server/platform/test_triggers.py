import pytest
from django.db import DatabaseError, connection, transaction

from duly.server.platform.audit.log import record
from duly.server.platform.audit.verify import verify
from duly.server.platform.models import PersonalDatum
from duly.server.platform.triggers import missing, put_up

pytestmark = pytest.mark.django_db

COLUMNS = (
    "number, recorded_at, kind, subject_kind, subject_id, facts, policy_version, facts_digest, "
    "previous_hash, hash"
)
FORGED = f"platform_event ({COLUMNS}) SELECT {{}}, recorded_at, kind, subject_kind, subject_id, "
FORGED += "facts, policy_version, facts_digest, {}, {} FROM platform_event WHERE number = 2"
ON_BOTH = [
    "UPDATE platform_event SET facts = '{}'",
    "DELETE FROM platform_event",
    "DELETE FROM platform_event WHERE number = 2",
    "UPDATE platform_personaldatum SET value = 'Eve'",
    "INSERT INTO " + FORGED.format(7, "hash", "'a'"),
    "INSERT INTO " + FORGED.format(3, "'a'", "'b'"),
    "INSERT INTO "
    + FORGED.format(3, "hash", "'b'").replace("WHERE number = 2", "WHERE number = 1"),
]
ONLY = {
    "sqlite": [
        "INSERT OR REPLACE INTO " + FORGED.format(2, "previous_hash", "'a'"),
        "INSERT OR REPLACE INTO " + FORGED.format(3, "hash", "hash"),
        "REPLACE INTO " + FORGED.format(1, "previous_hash", "hash"),
        "UPDATE OR REPLACE platform_event SET number = 1 WHERE number = 2",
    ],
    "postgresql": [
        "TRUNCATE platform_event CASCADE",
        "SET session_replication_role = replica; DELETE FROM platform_event",
        "INSERT INTO "
        + FORGED.format(2, "previous_hash", "hash")
        + " ON CONFLICT (number) DO UPDATE SET facts = '{}'",
    ],
}


@pytest.fixture
def two(db):
    for number in range(2):
        made = {"kind": "user.made", "subject": ("user", str(number)), "facts": {}}
        record(actor=None, **made, personal={"name": "Ann"})


def run(sql):
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(sql)


@pytest.mark.parametrize("sql", ON_BOTH + [sql for only in ONLY.values() for sql in only])
def test_the_log_cannot_be_changed(two, sql):
    if any(sql in only for vendor, only in ONLY.items() if vendor != connection.vendor):
        pytest.skip("not in the language of this database")
    with pytest.raises(DatabaseError):
        run(sql)
    assert (verify().count, verify().holds) == (2, True)


def test_personal_data_can_be_shredded(two):
    PersonalDatum.objects.all().delete()
    assert verify().holds


def test_a_trigger_taken_down_is_missed_and_put_up_again():
    name = "platform_event_follows"
    run(f"DROP TRIGGER {name}" + (" ON platform_event" * (connection.vendor == "postgresql")))
    assert missing(connection) == {name}
    put_up(connection)
    assert missing(connection) == set()
