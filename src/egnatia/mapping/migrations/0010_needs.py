import django.db.models.deletion
from django.db import migrations, models

import egnatia.kernel.clock


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_economies"),
        ("mapping", "0009_frameworks"),
    ]

    operations = [
        migrations.CreateModel(
            name="Need",
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
                ("objective", models.CharField(max_length=20, verbose_name="objective")),
                (
                    "nature",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("legislative", "legislative"),
                            ("institutional", "institutional"),
                            ("operational", "operational"),
                        ],
                        max_length=13,
                        verbose_name="nature",
                    ),
                ),
                (
                    "perspective",
                    models.CharField(
                        blank=True,
                        choices=[("prevention", "prevention"), ("response", "response")],
                        max_length=10,
                        verbose_name="perspective",
                    ),
                ),
                (
                    "priority",
                    models.CharField(
                        choices=[("high", "high"), ("medium", "medium"), ("low", "low")],
                        default="medium",
                        max_length=6,
                        verbose_name="priority",
                    ),
                ),
                ("text", models.JSONField(default=dict, verbose_name="own words by language")),
                ("language", models.CharField(blank=True, max_length=12, verbose_name="language")),
                ("source", models.CharField(blank=True, max_length=300, verbose_name="source document")),
                ("page", models.CharField(blank=True, max_length=40, verbose_name="page")),
                ("round", models.PositiveSmallIntegerField(blank=True, null=True, verbose_name="year of the round")),
                ("stated_on", models.DateField(default=egnatia.kernel.clock.today, verbose_name="stated on")),
                (
                    "status",
                    models.CharField(
                        choices=[
                            ("drafted", "drafted, not confirmed"),
                            ("confirmed", "confirmed"),
                            ("declined", "not confirmed by the economy"),
                        ],
                        default="drafted",
                        max_length=9,
                        verbose_name="status",
                    ),
                ),
                ("confirmed_by", models.CharField(blank=True, max_length=150, verbose_name="confirmed by")),
                ("confirmed_at", models.DateTimeField(blank=True, null=True, verbose_name="confirmed on")),
                (
                    "economy",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="kernel.economy",
                        verbose_name="economy",
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="NeedAnswer",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField()),
                (
                    "verdict",
                    models.CharField(choices=[("confirmed", "confirmed"), ("declined", "not confirmed")], max_length=9),
                ),
                ("by", models.CharField(max_length=150)),
                ("organisation", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=egnatia.kernel.clock.now)),
                (
                    "need",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answers", to="mapping.need"
                    ),
                ),
            ],
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["economy", "objective", "record"], name="need_economy"),
        ),
        migrations.AddIndex(
            model_name="need",
            index=models.Index(fields=["objective", "economy", "record"], name="need_objective"),
        ),
        migrations.AddConstraint(
            model_name="need",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", False), ("status", "confirmed")),
                    models.Q(models.Q(("status", "confirmed"), _negated=True), ("confirmed_at__isnull", True)),
                    _connector="OR",
                ),
                name="need_confirmed_by_somebody",
            ),
        ),
        migrations.AddIndex(
            model_name="needanswer",
            index=models.Index(fields=["need", "version", "at"], name="need_answer"),
        ),
    ]
