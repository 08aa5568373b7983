from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0005_facts_are_kept"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("open_units", 0), _negated=True)
                ),
                fields=["open_units", "-issued_on", "-id"],
                name="open_by_what_is_open",
            ),
        ),
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("open_units", 0), _negated=True)
                ),
                fields=["amount_units", "-issued_on", "-id"],
                name="open_by_amount",
            ),
        ),
    ]
