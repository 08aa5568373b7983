import pytest
from django.db import connection

from duly.server.ledger.models import Entity
from duly.server.platform.statistics import refresh_statistics

pytestmark = pytest.mark.django_db


def rows_thought_of():
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE relname = %s", [Entity._meta.db_table])
        return cursor.fetchone()[0]


def test_the_database_knows_of_rows_that_were_added_just_now():
    Entity.objects.bulk_create(Entity(code=f"E{number}") for number in range(321))
    refresh_statistics([])
    refresh_statistics([Entity])
    if connection.vendor == "postgresql":
        assert rows_thought_of() == 321
