from django.db import migrations

import duly.server.platform.fields


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_closed_days")]

    operations = [
        migrations.AlterField(
            model_name="import",
            name="stage",
            field=duly.server.platform.fields.TextLine(
                choices=[
                    ("uploaded", "Uploaded"),
                    ("read", "Read"),
                    ("committed", "Committed"),
                    ("undone", "Undone"),
                    ("failed", "Failed"),
                    ("dismissed", "Dismissed"),
                ],
                default="uploaded",
                max_length=10,
            ),
        )
    ]
