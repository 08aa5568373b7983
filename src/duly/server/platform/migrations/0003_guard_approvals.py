"""The database itself lets a request be asked, then decided once."""

from typing import Any

from django.db import migrations

from duly.server.platform.triggers import put_up


def guard(apps: Any, schema_editor: Any) -> None:
    put_up(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_guard_the_log")]

    operations = [migrations.RunPython(guard, migrations.RunPython.noop)]
