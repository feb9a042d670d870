"""Where activities are at work, for the map; and extracts of the matrix that were published."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.db import migrations, models

POINTS = """
INSERT INTO mapping_matrixpoint (work_id, longitude, latitude, name)
SELECT DISTINCT ON (work.activity_id, place ->> 'longitude', place ->> 'latitude')
       work.activity_id, (place ->> 'longitude')::float, (place ->> 'latitude')::float,
       left(coalesce(place #>> '{names,0,text}', ''), 200)
FROM mapping_matrixwork AS work
JOIN mapping_activity AS activity ON activity.record_id = work.activity_id,
     jsonb_array_elements(activity.content -> 'locations') WITH ORDINALITY AS listed (place, number)
WHERE place ? 'longitude' AND place ? 'latitude'
ORDER BY work.activity_id, place ->> 'longitude', place ->> 'latitude', number
"""


class Migration(migrations.Migration):
    dependencies = [("mapping", "0014_order_that_follows_from_what_is_said")]
    operations = [
        migrations.CreateModel(
            name="MatrixPoint",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("longitude", models.FloatField()),
                ("latitude", models.FloatField()),
                ("name", models.CharField(blank=True, max_length=200)),
                (
                    "work",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="points", to="mapping.matrixwork"
                    ),
                ),
            ],
        ),
        migrations.RunSQL(POINTS, migrations.RunSQL.noop),
        migrations.CreateModel(
            name="Extract",
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
                ("title", models.CharField(max_length=200)),
                ("note", models.TextField(blank=True)),
                ("limits", models.TextField(blank=True)),
                ("language", models.CharField(max_length=12)),
                ("as_of", models.DateField()),
                ("level", models.PositiveSmallIntegerField()),
                ("under", models.CharField(blank=True, max_length=20)),
                ("all_rows", models.BooleanField(default=False)),
                ("all_columns", models.BooleanField(default=False)),
                ("asked", models.JSONField(blank=True, default=dict)),
            ],
            options={"abstract": False},
        ),
        migrations.CreateModel(
            name="ExtractSource",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=30)),
                ("version", models.PositiveIntegerField()),
                (
                    "tokens",
                    django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=100), size=None),
                ),
                ("content", models.JSONField()),
                (
                    "extract",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="sources", to="mapping.extract"
                    ),
                ),
                (
                    "record",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE, related_name="+", to="kernel.record"
                    ),
                ),
            ],
            options={
                "constraints": [models.UniqueConstraint(fields=("extract", "record"), name="extract_source_once")],
            },
        ),
    ]
