"""A window of attempts begins with the first of them; what was counted by the hour is forgotten."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0001_initial")]

    operations = [
        migrations.RunSQL("DELETE FROM people_attempts", migrations.RunSQL.noop),
        migrations.RemoveConstraint("attempts", "attempts_window"),
        migrations.RemoveField("attempts", "window"),
        migrations.AlterField("attempts", "key", models.CharField(max_length=64, unique=True)),
    ]
