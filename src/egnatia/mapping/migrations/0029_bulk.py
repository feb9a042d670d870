"""What a person changed of many records at once."""

import django.db.models.deletion
import egnatia.kernel.clock
import egnatia.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_the_author_of_a_link"),
        ("mapping", "0028_letters_of_circulation_and_first_steps"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="BulkChange",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=egnatia.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("listed", models.CharField(max_length=12)),
                ("wish", models.JSONField(default=dict)),
                ("marking", models.JSONField(null=True)),
                ("made_at", models.DateTimeField(default=egnatia.kernel.clock.now)),
                ("undone_at", models.DateTimeField(null=True)),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="BulkedRecord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                (
                    "state",
                    models.CharField(
                        choices=[("changed", "Changed"), ("left", "Left"), ("back", "Back"), ("stayed", "Stayed")],
                        max_length=7,
                    ),
                ),
                ("because", models.CharField(blank=True, max_length=20)),
                ("before", models.PositiveIntegerField(default=0)),
                ("after", models.PositiveIntegerField(default=0)),
                ("marking_before", models.JSONField(null=True)),
                ("digest_after", models.CharField(blank=True, max_length=32)),
                ("waits", models.BooleanField(default=False)),
                ("opened", models.BooleanField(default=False)),
                ("updated_before", models.DateTimeField(null=True)),
                (
                    "change",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="records", to="mapping.bulkchange"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.record"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="bulkchange",
            index=models.Index(fields=["person", "-made_at", "id"], name="bulk_change_of"),
        ),
        migrations.AddConstraint(
            model_name="bulkedrecord",
            constraint=models.UniqueConstraint(fields=("change", "record"), name="bulked_once"),
        ),
    ]
