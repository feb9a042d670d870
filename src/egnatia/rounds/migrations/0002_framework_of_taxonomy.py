"""The framework of a round is the taxonomy's: the reference stays as it is."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("rounds", "0001_initial"), ("taxonomy", "0001_from_kernel_and_needs")]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
                migrations.AlterField(
                    "round",
                    "framework",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="taxonomy.framework",
                        verbose_name="framework",
                    ),
                ),
            ],
        ),
    ]
