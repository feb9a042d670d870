"""Works that are cut into the same cells bear the same number, so that cells are counted from few ways of cutting."""

from django.db import migrations, models

# Whatever number the next cutting gives: what bears the same one is cut alike.
NUMBERS = """
UPDATE mapping_matrixwork AS work SET cut = found.cut FROM (
    SELECT work_id, ('x' || left(md5(
        string_agg(concat_ws(' ', level, objective, economy, estimated, undeclared), ','
            ORDER BY level, objective, economy)
    ), 16))::bit(64)::bigint AS cut
    FROM mapping_matrixslice GROUP BY work_id
) AS found WHERE work.activity_id = found.work_id
"""


class Migration(migrations.Migration):
    dependencies = [("mapping", "0018_announced")]
    operations = [
        migrations.AddField(model_name="matrixwork", name="cut", field=models.BigIntegerField(default=0)),
        migrations.RunSQL(NUMBERS, migrations.RunSQL.noop),
        migrations.RemoveField(model_name="matrixwork", name="first_partner"),
        migrations.RemoveField(model_name="matrixwork", name="last_partner"),
        migrations.AddIndex(
            model_name="matrixwork",
            index=models.Index(condition=models.Q(("twinned", True)), fields=["activity"], name="work_twinned"),
        ),
    ]
