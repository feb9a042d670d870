"""Activities cut into the cells of the matrix. What is there already waits for its estimate, and is cut with it."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models


def names(length):
    return django.contrib.postgres.fields.ArrayField(
        base_field=models.CharField(max_length=length), blank=True, default=list, size=None
    )


class Migration(migrations.Migration):
    dependencies = [("mapping", "0011_sorts_of_activity")]
    operations = [
        migrations.CreateModel(
            name="MatrixWork",
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
                ("footing", models.CharField(max_length=9)),
                ("training", models.BooleanField(default=False)),
                ("standing", models.CharField(blank=True, max_length=8)),
                ("begins", models.DateField(blank=True, null=True)),
                ("last", models.DateField(blank=True, null=True)),
                ("closes", models.DateField(blank=True, null=True)),
                ("types", names(60)),
                ("groups", names(60)),
                ("partners", names(300)),
                ("partner_names", names(300)),
                ("first_partner", models.CharField(blank=True, max_length=300)),
                ("last_partner", models.CharField(blank=True, max_length=300)),
                ("twinned", models.BooleanField(default=False)),
                ("changed_at", models.DateTimeField()),
            ],
        ),
        migrations.CreateModel(
            name="MatrixSlice",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("level", models.PositiveSmallIntegerField()),
                ("objective", models.CharField(max_length=20)),
                ("economy", models.CharField(max_length=3)),
                ("share", models.FloatField()),
                ("estimated", models.BooleanField(default=False)),
                ("undeclared", models.BooleanField(default=False)),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="slices", to="mapping.matrixwork"
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["level", "economy", "objective", "work"], name="slice_cell")],
                "constraints": [
                    models.UniqueConstraint(fields=("work", "level", "objective", "economy"), name="slice_once")
                ],
            },
        ),
    ]
