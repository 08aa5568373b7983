import django.db.models
from django.db import migrations

import duly.server.platform.fields


class Migration(migrations.Migration):
    dependencies = [("portfolio", "0001_initial")]

    operations = [
        migrations.AddField(
            "accountday", "missing_rates", django.db.models.IntegerField(default=0)
        ),
        migrations.AddField(
            "ageingcell",
            "portfolio",
            duly.server.platform.fields.TextLine(blank=True, default="", max_length=80),
            preserve_default=False,
        ),
        migrations.AddField(
            "ageingcell", "is_credit", django.db.models.BooleanField(default=False)
        ),
        migrations.AddField("invoiceoutlook", "figures", django.db.models.JSONField(default=dict)),
    ]
