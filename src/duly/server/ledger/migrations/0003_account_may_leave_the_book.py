"""An account whose import was undone is no longer in the book, though its history stays."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("ledger", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="account",
            name="withdrawn_at",
            field=models.DateTimeField(null=True),
        ),
    ]
