from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("portfolio", "0002_cells_by_portfolio_and_missing_rates"),
    ]

    operations = [
        migrations.AddIndex(
            model_name="earlywarning",
            index=models.Index(fields=["snapshot", "account"], name="warnings_of_account"),
        ),
    ]
