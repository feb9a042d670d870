"""What was compared by which engine, so that another one compares all again.

Nothing that waited is lost: no version is noted, so the first start puts everything in line.
"""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("mapping", "0019_cut_alike")]
    operations = [
        migrations.CreateModel(
            name="Comparison",
            fields=[
                (
                    "id",
                    models.PositiveSmallIntegerField(default=1, editable=False, primary_key=True, serialize=False),
                ),
                ("engine", models.CharField(default="", max_length=40)),
            ],
            options={
                "constraints": [models.CheckConstraint(condition=models.Q(("id", 1)), name="one_comparison")],
            },
        ),
        migrations.CreateModel(
            name="Unkeyed",
            fields=[
                (
                    "activity",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="mapping.activity",
                    ),
                ),
            ],
        ),
        migrations.DeleteModel(name="Uncompared"),
        migrations.CreateModel(
            name="Uncompared",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.activity"
                    ),
                ),
            ],
        ),
    ]
