"""Clearances on paper, and sections that colleagues are asked for."""

import django.db.models.deletion
import egnatia.kernel.clock
import egnatia.kernel.ids
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("kernel", "0005_the_author_of_a_link"),
        ("mapping", "0025_rounds_more"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="SignedPaper",
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
                ("signed_by", models.CharField(max_length=150, verbose_name="signed by")),
                ("function", models.CharField(max_length=200, verbose_name="function")),
                ("code", models.CharField(max_length=20, verbose_name="code on the draft")),
                ("type", models.CharField(choices=[("pdf", "PDF"), ("jpeg", "JPEG"), ("png", "PNG")], max_length=4)),
                ("size", models.PositiveIntegerField()),
                ("digest", models.CharField(max_length=64)),
                ("by", models.CharField(max_length=150)),
                ("organisation", models.CharField(blank=True, max_length=300)),
                ("at", models.DateTimeField(default=egnatia.kernel.clock.now)),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.participant"
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.round"
                    ),
                ),
                (
                    "step",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.roundstep"
                    ),
                ),
            ],
            options={
                "abstract": False,
            },
        ),
        migrations.CreateModel(
            name="SectionRequest",
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
                ("branch", models.CharField(max_length=40, verbose_name="section")),
                ("asked_by", models.CharField(max_length=150)),
                ("mailbox", models.EmailField(blank=True, max_length=254, verbose_name="mail address")),
                ("language", models.CharField(max_length=10, verbose_name="language")),
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
                    "asker",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to=settings.AUTH_USER_MODEL
                    ),
                ),
                (
                    "participant",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.RESTRICT, related_name="+", to="mapping.participant"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "round",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.round"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SectionRow",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=egnatia.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                (
                    "verdict",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("true", "still true"),
                            ("changed", "changed"),
                            ("done", "done"),
                            ("gone", "no longer needed"),
                        ],
                        max_length=7,
                    ),
                ),
                ("note", models.TextField(blank=True)),
                ("version", models.PositiveIntegerField(blank=True, null=True)),
                ("said_at", models.DateTimeField(blank=True, null=True)),
                (
                    "state",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("", "open"),
                            ("waiting", "awaiting confirmation"),
                            ("taken", "taken over"),
                            ("aside", "set aside"),
                        ],
                        default="",
                        max_length=7,
                    ),
                ),
                ("decided_by", models.CharField(blank=True, max_length=150)),
                ("decided_at", models.DateTimeField(blank=True, null=True)),
                (
                    "about",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.record"
                    ),
                ),
                (
                    "request",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="rows", to="mapping.sectionrequest"
                    ),
                ),
            ],
        ),
        migrations.CreateModel(
            name="SignedPage",
            fields=[
                (
                    "paper",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="page",
                        serialize=False,
                        to="mapping.signedpaper",
                    ),
                ),
                ("content", models.BinaryField()),
            ],
        ),
        migrations.CreateModel(
            name="PrintedRecord",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=egnatia.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("about", models.UUIDField()),
                (
                    "paper",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="printed",
                        to="mapping.signedpaper",
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("paper", "about"), name="printed_once")],
            },
        ),
        migrations.AddConstraint(
            model_name="sectionrequest",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("person__isnull", True), models.Q(("mailbox", ""), _negated=True)),
                    models.Q(("person__isnull", False), ("mailbox", "")),
                    _connector="OR",
                ),
                name="section_asks_one",
            ),
        ),
        migrations.AddConstraint(
            model_name="sectionrow",
            constraint=models.UniqueConstraint(fields=("request", "about"), name="section_row_once"),
        ),
    ]
