from django.db import migrations, models
import django.db.models.deletion

import egnatia.kernel.clock


class Migration(migrations.Migration):
    dependencies = [("mapping", "0012_matrix")]

    operations = [
        migrations.AddField("import", "mapping", models.JSONField(blank=True, default=dict)),
        migrations.AlterField(
            "import",
            "state",
            models.CharField(
                choices=[
                    ("choosing", "columns being chosen"),
                    ("trying", "being checked"),
                    ("tried", "checked, waits for your decision"),
                    ("storing", "being stored"),
                    ("stored", "stored"),
                    ("undoing", "being undone"),
                    ("undone", "undone"),
                    ("discarded", "discarded"),
                    ("failed", "stopped, nothing was stored"),
                ],
                default="trying",
                max_length=10,
                verbose_name="state",
            ),
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                (
                    "of_import",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="sheet",
                        serialize=False,
                        to="mapping.import",
                    ),
                ),
                ("outline", models.JSONField(default=dict)),
                ("draft", models.JSONField(default=dict)),
                ("chosen", models.JSONField(default=list)),
                ("name", models.CharField(blank=True, max_length=120)),
            ],
        ),
        migrations.CreateModel(
            name="SheetMapping",
            fields=[
                (
                    "record",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="kernel.record",
                    ),
                ),
                ("name", models.CharField(max_length=120, verbose_name="name")),
                ("mapping", models.JSONField(default=dict)),
                ("kept_by", models.CharField(max_length=150, verbose_name="kept by")),
                ("kept_at", models.DateTimeField(default=egnatia.kernel.clock.now, verbose_name="kept")),
            ],
            options={"indexes": [models.Index(fields=["name", "record"], name="sheet_mapping_name")]},
        ),
    ]
