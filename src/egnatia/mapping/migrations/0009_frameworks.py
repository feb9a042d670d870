"""Frameworks with their first versions, and what each activity serves. Objectives are labelled from here."""

import django.db.models.deletion
from django.db import migrations, models

import egnatia.kernel.clock
import egnatia.kernel.ids
from egnatia.mapping.frameworks.document import as_builtins, shipped
from egnatia.mapping.frameworks.feeding import feed

DECLARED = """
INSERT INTO mapping_activityaim (activity_id, code, basis, weight, evidence, confirmed_by)
SELECT record_id, code, 'declared', 1.0, '[]', '' FROM mapping_activity, unnest(objectives) AS code
ON CONFLICT DO NOTHING
"""
WAITING = "INSERT INTO mapping_unestimated (activity_id) SELECT record_id FROM mapping_activity"


def store(apps, schema_editor):
    framework = apps.get_model("mapping", "Framework")
    for document in shipped():
        content = as_builtins(document)
        framework.objects.create(
            slug=document.slug, version=document.version, prefix=document.prefix, content=content, in_use=True
        )
        if not document.prefix:
            feed(apps.get_model("kernel", "Term"), document)


def of_activity(**options):
    kind = models.OneToOneField if options else models.ForeignKey
    return kind(on_delete=django.db.models.deletion.CASCADE, related_name="+", to="mapping.activity", **options)


class Migration(migrations.Migration):
    dependencies = [("mapping", "0008_titles_in_reports"), ("kernel", "0003_economies")]

    operations = [
        migrations.CreateModel(
            name="AimAnswer",
            fields=[
                ("activity", of_activity(primary_key=True, serialize=False)),
                ("verdict", models.CharField(choices=[("none", "none of these"), ("later", "later")], max_length=5)),
                ("by", models.CharField(max_length=150)),
                ("at", models.DateTimeField(default=egnatia.kernel.clock.now)),
            ],
        ),
        migrations.CreateModel(
            name="Unestimated",
            fields=[("activity", of_activity(primary_key=True, serialize=False))],
        ),
        migrations.CreateModel(
            name="Framework",
            fields=[
                (
                    "id",
                    models.UUIDField(
                        default=egnatia.kernel.ids.new_id, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("slug", models.SlugField(max_length=60)),
                ("version", models.PositiveIntegerField()),
                ("prefix", models.CharField(blank=True, max_length=10)),
                ("content", models.JSONField()),
                ("in_use", models.BooleanField(default=False)),
                ("stored_by", models.CharField(blank=True, max_length=150)),
                ("stored_at", models.DateTimeField(default=egnatia.kernel.clock.now)),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("slug", "version"), name="framework_version"),
                    models.UniqueConstraint(
                        condition=models.Q(("in_use", True)), fields=("prefix",), name="framework_in_use"
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ActivityAim",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("code", models.CharField(max_length=20)),
                ("share", models.FloatField(blank=True, null=True)),
                (
                    "basis",
                    models.CharField(
                        choices=[("declared", "declared"), ("confirmed", "confirmed"), ("estimate", "estimate")],
                        max_length=9,
                    ),
                ),
                ("weight", models.FloatField(default=1.0)),
                ("evidence", models.JSONField(blank=True, default=list)),
                ("confirmed_by", models.CharField(blank=True, max_length=150)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("activity", of_activity()),
            ],
            options={
                "indexes": [
                    models.Index(fields=["activity", "basis"], include=("code", "share"), name="aim_of_activity"),
                    models.Index(fields=["code", "activity"], name="aim_objective"),
                ],
                "constraints": [models.UniqueConstraint(fields=("activity", "code"), name="aim_once")],
            },
        ),
        migrations.RunPython(store, migrations.RunPython.noop),
        migrations.RunSQL([DECLARED, WAITING], migrations.RunSQL.noop),
    ]
