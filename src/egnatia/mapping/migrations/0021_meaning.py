"""What an activity is about, in numbers that all languages share: a proposal in other words finds it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mapping", "0020_compared_again")]
    operations = [
        migrations.CreateModel(
            name="ActivityMeaning",
            fields=[
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="meaning",
                        serialize=False,
                        to="mapping.activity",
                    ),
                ),
                ("row", models.BinaryField()),
            ],
        ),
    ]
