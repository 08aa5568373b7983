from typing import Any

import django.db.models.deletion
from django.db import migrations, models
from django.db.models.fields.json import KT
from django.db.models.functions import Cast

MILDEST = 4


def out_of_the_facts(apps: Any, _editor: Any) -> None:
    """Until now the severity stood in the facts."""
    severity = Cast(KT("facts__severity"), models.SmallIntegerField())
    warnings = apps.get_model("portfolio", "EarlyWarning").objects
    warnings.filter(facts__has_key="severity").update(severity=severity)


def _day(related_name: str) -> models.ForeignKey[Any, Any]:
    """Found by an index that begins with it."""
    return models.ForeignKey(
        db_index=False,
        on_delete=django.db.models.deletion.CASCADE,
        related_name=related_name,
        to="portfolio.snapshot",
    )


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0008_lists_are_read_along_an_index"),
        ("portfolio", "0003_warnings_are_found_by_account"),
    ]

    operations = [
        migrations.AddField(
            model_name="earlywarning",
            name="severity",
            field=models.SmallIntegerField(default=MILDEST),
            preserve_default=False,
        ),
        migrations.AlterField(
            model_name="accountday",
            name="account",
            field=models.ForeignKey(
                db_index=False,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="days",
                to="ledger.account",
            ),
        ),
        *(
            migrations.AlterField(model_name=model, name="snapshot", field=_day(related_name))
            for model, related_name in (
                ("accountday", "accounts"),
                ("ageingcell", "cells"),
                ("earlywarning", "warnings"),
                ("workitem", "work"),
            )
        ),
        migrations.AddIndex(
            model_name="accountday",
            index=models.Index(
                condition=models.Q(("exposure_units__gt", models.F("limit_units"))),
                fields=["snapshot"],
                name="days_beyond_limit",
            ),
        ),
        migrations.AddIndex(
            model_name="earlywarning",
            index=models.Index(
                fields=["snapshot", "severity", "account"], name="warnings_by_severity"
            ),
        ),
        migrations.RunPython(out_of_the_facts, migrations.RunPython.noop),
    ]
