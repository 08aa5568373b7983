"""What was noted of a customer stays: only its text can be erased, where the law demands it."""

from typing import Any

from django.db import migrations

from duly.server.platform.triggers import refuse_statements

_TABLE = "collecting_activity"
_KEPT = ("id", "account_id", "kind", "outcome", "done_by_id", "done_on", "recorded_at")
_SQLITE = f"""
CREATE TRIGGER activity_is_kept BEFORE UPDATE ON {_TABLE}
WHEN NEW.text <> '' OR {" OR ".join(f"NEW.{name} <> OLD.{name}" for name in _KEPT)}
BEGIN SELECT RAISE(ABORT, '{_TABLE} may not be changed: UPDATE'); END
"""
_POSTGRESQL = (
    f"""
    CREATE FUNCTION keep_activity() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN
        IF NEW.text <> '' OR {" OR ".join(f"NEW.{name} <> OLD.{name}" for name in _KEPT)} THEN
            RAISE EXCEPTION '{_TABLE} may not be changed: UPDATE';
        END IF;
        RETURN NEW;
    END $$
    """,
    f"""
    CREATE TRIGGER activity_is_kept BEFORE UPDATE ON {_TABLE}
    FOR EACH ROW EXECUTE FUNCTION keep_activity()
    """,
)


def guard(apps: Any, schema_editor: Any) -> None:
    vendor = schema_editor.connection.vendor
    own = _POSTGRESQL if vendor == "postgresql" else (_SQLITE,)
    with schema_editor.connection.cursor() as cursor:
        for statement in (*own, *refuse_statements(vendor, _TABLE, "DELETE")):
            cursor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("collecting", "0003_initial")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
