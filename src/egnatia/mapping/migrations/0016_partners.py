"""Asking an organisation without an account: requests, their rows, and what was handed in."""

import django.db.models.deletion
import egnatia.kernel.clock
import egnatia.kernel.ids
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0003_economies"),
        ("mapping", "0015_places_and_extracts"),
    ]

    operations = [
        migrations.CreateModel(
            name="PartnerRequest",
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
                ("mailbox", models.EmailField(max_length=254, verbose_name="functional mailbox")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
                (
                    "way",
                    models.CharField(
                        choices=[("link", "a personal link"), ("sheet", "a personal link and a sheet")],
                        default="link",
                        max_length=5,
                        verbose_name="way",
                    ),
                ),
                ("asked_by", models.CharField(max_length=150, verbose_name="asked by")),
                ("asked_at", models.DateTimeField(default=egnatia.kernel.clock.now)),
                ("expires_at", models.DateTimeField()),
                ("link_digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("session_digest", models.CharField(blank=True, max_length=64, null=True, unique=True)),
                ("session_until", models.DateTimeField(blank=True, null=True)),
                ("sent_at", models.DateTimeField(blank=True, null=True)),
                ("opened_at", models.DateTimeField(blank=True, null=True)),
                ("handed_in_at", models.DateTimeField(blank=True, null=True)),
                ("recalled_at", models.DateTimeField(blank=True, null=True)),
                (
                    "organisation",
                    models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.actor"),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="PartnerRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=egnatia.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("number", models.PositiveIntegerField()),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "not answered"),
                            ("true", "still true"),
                            ("changed", "changed"),
                            ("ended", "ended"),
                            ("new", "new"),
                        ],
                        default="",
                        max_length=7,
                    ),
                ),
                ("said", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                (
                    "activity",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="mapping.activity",
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="mapping.partnerrequest"
                    ),
                ),
            ],
            options={
                "ordering": ["number"],
            },
        ),
        migrations.CreateModel(
            name="PartnerAnswer",
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
                ("organisation", models.UUIDField()),
                ("organisation_name", models.CharField(max_length=300)),
                (
                    "verdict",
                    models.CharField(
                        choices=[
                            ("", "not answered"),
                            ("true", "still true"),
                            ("changed", "changed"),
                            ("ended", "ended"),
                            ("new", "new"),
                        ],
                        max_length=7,
                    ),
                ),
                ("said", models.JSONField(blank=True, default=dict)),
                ("note", models.TextField(blank=True)),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "awaiting confirmation"),
                            ("noted", "noted"),
                            ("confirmed", "confirmed"),
                            ("aside", "set aside"),
                        ],
                        default="waiting",
                        max_length=9,
                    ),
                ),
                ("handed_in_at", models.DateTimeField(default=egnatia.kernel.clock.now)),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                ("version_before", models.PositiveIntegerField(blank=True, null=True)),
                ("version_after", models.PositiveIntegerField(blank=True, null=True)),
                (
                    "activity",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.activity"
                    ),
                ),
                (
                    "row",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="answer", to="mapping.partnerrow"
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="partnerrow",
            constraint=models.UniqueConstraint(fields=("request", "number"), name="partner_row_number"),
        ),
        migrations.AddConstraint(
            model_name="partnerrow",
            constraint=models.UniqueConstraint(fields=("request", "activity"), name="partner_row_activity"),
        ),
        migrations.AddIndex(
            model_name="partneranswer",
            index=models.Index(fields=["state", "-handed_in_at"], name="partner_answer_state"),
        ),
    ]
