"""Where activities are at work, for the map; and extracts of the matrix that were published."""

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
    dependencies = [("mapping", "0013_order_that_follows_from_what_is_said")]
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
    ]
