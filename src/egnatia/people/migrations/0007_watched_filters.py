"""Whether somebody is told what is new or changed among what a filter of theirs shows."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0006_frequency_of_emails")]

    operations = [migrations.AddField("SavedFilter", "watched", models.BooleanField(default=False))]
