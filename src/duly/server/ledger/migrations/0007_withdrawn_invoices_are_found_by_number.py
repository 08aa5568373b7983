from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("ledger", "0006_amounts_are_found_by_index"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="invoice",
            index=models.Index(
                condition=models.Q(("withdrawn_at__isnull", False)),
                fields=["invoice_id"],
                name="withdrawn_invoices",
            ),
        ),
    ]
