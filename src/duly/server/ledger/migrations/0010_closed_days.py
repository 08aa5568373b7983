"""Days on which we, or everybody in a country, do no business; kept as they were recorded."""

from django.apps.registry import Apps as StateApps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import duly.server.platform.fields
from duly.server.ledger.guards import keep_appended


def guard(apps: StateApps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    keep_appended(schema_editor.connection, ["ledger_closure", "ledger_reopening"])


_ID = models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")


def _by_user() -> models.ForeignKey:
    return models.ForeignKey(
        on_delete=models.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL
    )


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0009_imports_of_a_watched_folder"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Closure",
            fields=[
                ("id", _ID),
                ("country", duly.server.platform.fields.TextLine(blank=True, max_length=8)),
                ("name", duly.server.platform.fields.TextLine(max_length=120)),
                ("first_on", models.DateField()),
                ("last_on", models.DateField()),
                ("is_yearly", models.BooleanField(default=False)),
                ("recorded_at", models.DateTimeField()),
                (
                    "entity",
                    models.ForeignKey(
                        null=True,
                        on_delete=models.PROTECT,
                        related_name="closures",
                        to="ledger.entity",
                    ),
                ),
                ("recorded_by", _by_user()),
            ],
        ),
        migrations.CreateModel(
            name="Reopening",
            fields=[
                ("id", _ID.clone()),
                ("recorded_at", models.DateTimeField()),
                (
                    "closure",
                    models.OneToOneField(
                        on_delete=models.PROTECT, related_name="reopening", to="ledger.closure"
                    ),
                ),
                ("recorded_by", _by_user()),
            ],
        ),
        migrations.RunPython(guard, migrations.RunPython.noop),
    ]
