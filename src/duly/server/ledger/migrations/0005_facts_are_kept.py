"""The database itself refuses to edit or delete facts."""

from django.apps.registry import Apps as StateApps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from duly.server.ledger.guards import STATE, put_up_on


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    models = apps.get_app_config("ledger").get_models()
    recorded = [model for model in models if model._meta.db_table in STATE]
    put_up_on(schema_editor.connection, recorded)


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0004_keep_only_indexes_that_are_asked"),
        ("platform", "0002_guard_the_log"),
    ]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
