"""What the compiled loops compare of an activity is kept beside it, and when it takes place beside its keys: all that
are stored wait for theirs."""

from django.db import migrations, models

KEYS = models.Index(name="activity_key", fields=["key", "activity"], include=["first", "last"])
WAIT = "INSERT INTO mapping_unkeyed (activity_id) SELECT record_id FROM mapping_activity ON CONFLICT DO NOTHING"


class Migration(migrations.Migration):
    dependencies = [("mapping", "0029_bulk")]

    operations = [
        migrations.AddField("activitymeaning", "laid_out", models.BinaryField(default=b"")),
        migrations.AddField("activitykey", "first", models.IntegerField(null=True)),
        migrations.AddField("activitykey", "last", models.IntegerField(null=True)),
        migrations.RemoveIndex("activitykey", "activity_key"),
        migrations.AddIndex("activitykey", KEYS),
        migrations.RunSQL(WAIT, migrations.RunSQL.noop),
    ]
