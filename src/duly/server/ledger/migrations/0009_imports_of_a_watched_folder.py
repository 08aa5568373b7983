"""Where did an import come from by itself, and which form did its file have?"""

from typing import Any

from django.db import migrations

import duly.server.platform.fields
from duly.server.platform.canonical import digest


def know_forms(apps: Any, _: Any) -> None:
    """As `imports.form.form_of` says it, for the files that were read before."""
    imports = apps.get_model("ledger", "Import").objects.exclude(read={})
    for source in imports.only("read").iterator():
        source.form = _form(source.read)
        source.save(update_fields=["form"])


def _form(read: dict[str, Any]) -> str:
    columns = [column["source"] for column in read.get("columns", ())]
    if columns and not read.get("layout", {}).get("header_row"):
        return ""
    tables = {"shape": read.get("shape"), "tables": sorted(read.get("tables", ()))}
    return digest({"columns": columns} if columns else tables)


class Migration(migrations.Migration):
    dependencies = [("ledger", "0008_lists_are_read_along_an_index")]

    operations = [
        migrations.AddField(
            "import",
            "watched_folder",
            duly.server.platform.fields.TextLine(blank=True, default="", max_length=255),
            preserve_default=False,
        ),
        migrations.AddField(
            "import",
            "form",
            duly.server.platform.fields.TextLine(
                blank=True, db_index=True, default="", max_length=64
            ),
            preserve_default=False,
        ),
        migrations.RunPython(know_forms, migrations.RunPython.noop),
    ]
