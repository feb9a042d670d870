"""What the compiled loops compare of an activity is kept beside it: all that are stored wait for theirs."""

from django.db import migrations, models

WAIT = "INSERT INTO mapping_unkeyed (activity_id) SELECT record_id FROM mapping_activity ON CONFLICT DO NOTHING"


class Migration(migrations.Migration):
    dependencies = [("mapping", "0029_bulk")]

    operations = [
        migrations.AddField("activitymeaning", "laid_out", models.BinaryField(default=b"")),
        migrations.RunSQL(WAIT, migrations.RunSQL.noop),
    ]
