"""The link in an e-mail is made when the e-mail leaves, so that it stands in no queue."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("people", "0003_digests_of_sessions")]

    operations = [migrations.AddField("invitation", "mailed_digest", models.CharField(blank=True, max_length=64))]
