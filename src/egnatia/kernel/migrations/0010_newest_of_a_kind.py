"""A list of one kind begins with the newest: an index in that order, so that it reads a page and not the table."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("kernel", "0009_recalled_at")]

    operations = [
        migrations.AddIndex("record", models.Index(name="record_published", fields=["kind", "-published_at", "-id"])),
    ]
