from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0007_withdrawn_invoices_are_found_by_number"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(fields=["due_on", "id"], name="invoices_by_due_day"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(fields=["-received_on", "-id"], name="payments_by_day"),
        ),
        migrations.AddIndex(
            model_name="payment",
            index=models.Index(
                condition=models.Q(
                    ("withdrawn_at__isnull", True), models.Q(("left_units", 0), _negated=True)
                ),
                fields=["-received_on", "-id"],
                name="unapplied_by_day",
            ),
        ),
    ]
