"""The kind of an own measure, and the receiving institutions of an activity as a column of their own."""

import django.contrib.postgres.fields
import django.contrib.postgres.indexes
from django.db import migrations, models

from egnatia.mapping.activities.columns import folded_name

AT_ONCE = 500


def fill_in(apps, schema_editor):
    activity = apps.get_model("mapping", "Activity")
    rows = activity.objects.filter(facts__has_key="receivers").only("pk", "facts")
    changed = []
    for row in rows.iterator(chunk_size=AT_ONCE):
        names = [folded_name(body.get("name", "")) for body in row.facts["receivers"]]
        row.receivers = list(dict.fromkeys(name for name in names if name))
        changed.append(row)
    activity.objects.bulk_update(changed, ["receivers"], batch_size=AT_ONCE)


class Migration(migrations.Migration):
    dependencies = [("mapping", "0010_needs")]
    operations = [
        migrations.AddField(
            model_name="activity",
            name="measure",
            field=models.CharField(
                blank=True,
                choices=[
                    ("law", "law"),
                    ("strategy", "strategy or action plan"),
                    ("unit", "unit or body"),
                    ("budget-line", "budget line"),
                ],
                default="",
                max_length=12,
                verbose_name="kind of measure",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="activity",
            name="receivers",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=300), blank=True, default=list, size=None
            ),
        ),
        migrations.RunPython(fill_in, migrations.RunPython.noop),
        migrations.AddIndex(
            model_name="activity",
            index=django.contrib.postgres.indexes.GinIndex(fields=["receivers"], name="activity_receivers"),
        ),
        migrations.AddIndex(
            model_name="activity",
            index=models.Index(
                condition=models.Q(("receivers", []), _negated=True), fields=["record"], name="activity_received"
            ),
        ),
    ]
