"""Terms come from the kernel, frameworks from the needs: the same tables, rows and references under another name."""

import django.db.models.deletion
from django.db import migrations, models

import egnatia.kernel.clock
import egnatia.kernel.ids

CONTENT_TYPES = """
UPDATE django_content_type SET app_label = 'taxonomy'
WHERE (app_label, model) IN (('kernel', 'term'), ('needs', 'framework'))
"""


class Migration(migrations.Migration):
    initial = True
    dependencies = [
        ("activities", "0002_vocabularies"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("kernel", "0003_economies"),
        ("needs", "0004_described_kind"),
        ("rounds", "0001_initial"),  # refers to frameworks as they were called
    ]

    operations = [
        migrations.SeparateDatabaseAndState(
            state_operations=[
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
                        "db_table": "needs_framework",
                        "constraints": [
                            models.UniqueConstraint(fields=("slug", "version"), name="framework_version"),
                            models.UniqueConstraint(
                                condition=models.Q(("in_use", True)), fields=("prefix",), name="framework_in_use"
                            ),
                        ],
                    },
                ),
                migrations.CreateModel(
                    name="Term",
                    fields=[
                        (
                            "id",
                            models.BigAutoField(
                                auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                            ),
                        ),
                        ("vocabulary", models.CharField(max_length=40, verbose_name="vocabulary")),
                        ("code", models.CharField(max_length=60, verbose_name="code")),
                        ("labels", models.JSONField(default=dict, verbose_name="label by language")),
                        ("order", models.PositiveIntegerField(default=0)),
                        (
                            "parent",
                            models.ForeignKey(
                                blank=True,
                                null=True,
                                on_delete=django.db.models.deletion.PROTECT,
                                related_name="narrower",
                                to="taxonomy.term",
                            ),
                        ),
                    ],
                    options={
                        "db_table": "kernel_term",
                        "ordering": ["vocabulary", "order", "code"],
                        "constraints": [models.UniqueConstraint(fields=("vocabulary", "code"), name="term_code")],
                    },
                ),
            ],
        ),
        migrations.AlterModelTable("framework", None),
        migrations.AlterModelTable("term", None),
        migrations.RunSQL(CONTENT_TYPES, migrations.RunSQL.noop),
    ]
